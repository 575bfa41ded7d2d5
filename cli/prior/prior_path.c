/* prior_path.c - Archives name a prior by the end of its hash, which is also the end of its file: to find
 * it, eight bytes of each file are read. */
#include "cli/prior/prior_path.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include "cli/prior/priors.h"
#include "cli/terminal/printable.h"

/* Of the hash at the end (codec/FORMAT.md, "Priors"). */
#define ID_BYTES 8

/* "FOLDER/NAMEsuffix", to be freed; NULL: no memory. The folder is a part of the list, which no zero ends. */
static char *join(const char *folder, size_t length, const char *name, const char *suffix)
{
    const size_t room = length + 1 + strlen(name) + strlen(suffix) + 1;
    char *path = malloc(room);

    if (path)
        snprintf(path, room, "%.*s/%s%s", (int)length, folder, name, suffix);
    return path;
}

/* Where nothing is installed it is not there, which is no reason to say anything. */
static int package_is_there(void)
{
    return access(LLZ_PRIORS_FOLDER, F_OK) == 0;
}

struct prior_folders prior_folders_begin(void)
{
    return (struct prior_folders){ .list = getenv(PRIOR_PATH), .packaged = package_is_there() };
}

/* Empty parts are passed over, unlike in PATH, where they mean the current folder. */
const char *prior_folders_next(struct prior_folders *folders, size_t *length)
{
    const char *folder = folders->list;

    for (; folder && *folder; folder = folders->list) {
        *length = strcspn(folder, ":");
        folders->list = folder[*length] ? folder + *length + 1 : NULL;
        if (*length > 0)
            return folder;
    }
    /* Last: what the user names comes before what everybody has. */
    folder = folders->packaged ? LLZ_PRIORS_FOLDER : NULL;
    folders->packaged = 0;
    *length = folder ? strlen(folder) : 0;
    return folder;
}

int prior_folders_any(void)
{
    const char *list = getenv(PRIOR_PATH);

    return (list && *list) || package_is_there();
}

char *prior_path_of(const char *name)
{
    struct prior_folders folders = prior_folders_begin();
    const char *folder;
    /* As it stands comes first, so that a whole name never means another file. */
    static const char *const suffix[] = { "", PRIOR_SUFFIX };
    size_t length;

    /* As a shell looks for commands: a name with a slash is a path. */
    /* Only whether it is there: what else is wrong with it is told when it is opened. */
    if (strchr(name, '/') || access(name, F_OK) == 0)
        return NULL;
    while ((folder = prior_folders_next(&folders, &length))) {
        for (size_t i = 0; i < sizeof suffix / sizeof suffix[0]; i++) {
            char *path = join(folder, length, name, suffix[i]);

            if (path && access(path, F_OK) == 0)
                return path;
            free(path);
        }
    }
    return NULL;
}

FILE *prior_path_open(const char *path)
{
    /* Not blocking: a FIFO in such a folder would stop every run. */
    int fd = open(path, O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC), error;
    struct stat info;
    FILE *f = NULL;

    if (fd < 0)
        return NULL;
    errno = 0;
    if (fstat(fd, &info) == 0) {
        if (S_ISREG(info.st_mode))
            f = fdopen(fd, "rb");
        else
            /* 0 says that the reason is none of the system's; callers say it in words. */
            errno = S_ISDIR(info.st_mode) ? EISDIR : 0;
    }
    error = errno;
    if (!f)
        close(fd);
    errno = error;
    return f;
}

/* The first folder that cannot be read: most often it is the reason why nothing was found. */
char *prior_path_missing(char *text, size_t room)
{
    struct prior_folders folders = prior_folders_begin();
    const char *folder;
    size_t length;

    text[0] = '\0';
    while (!text[0] && (folder = prior_folders_next(&folders, &length))) {
        char *path = strndup(folder, length), shown[128];
        DIR *d = path ? opendir(path) : NULL;

        if (path && !d)
            snprintf(text, room, " (%s there: %s)", printable_text(shown, sizeof shown, path, 60),
                     strerror(errno));
        if (d)
            (void)closedir(d);
        free(path);
    }
    return text;
}

/* Whether the file ends with the id. It may still be no prior: that is seen when it is loaded. */
static int has_id(const char *path, uint32_t id)
{
    unsigned char end[ID_BYTES];
    uint64_t v = 0;
    FILE *f = prior_path_open(path);
    int found = 0;

    if (!f)
        return 0;
    /* Of a file that is shorter fseeko() fails. */
    if (fseeko(f, -ID_BYTES, SEEK_END) == 0 && fread(end, 1, ID_BYTES, f) == ID_BYTES) {
        /* Little-endian, on every machine. */
        for (int i = ID_BYTES - 1; i >= 0; i--)
            v = v << 8 | end[i];
        found = (uint32_t)v == id;
    }
    (void)fclose(f);
    return found;
}

static int is_named_as_one(const char *name)
{
    const size_t n = strlen(name), suffix = strlen(PRIOR_SUFFIX);

    return n > suffix && strcmp(name + n - suffix, PRIOR_SUFFIX) == 0;
}

/* In any order: files that end with one id hold the same prior, but for chance. */
static char *find_in(const char *folder, size_t length, uint32_t id)
{
    char *path = join(folder, length, "", "");
    DIR *d = path ? opendir(path) : NULL;
    struct dirent *entry;
    char *found = NULL;

    free(path);
    while (d && !found && (entry = readdir(d))) {
        /* By its name first, so that a folder with many other files costs no reading. */
        char *file = is_named_as_one(entry->d_name) ? join(folder, length, entry->d_name, "") : NULL;

        if (file && has_id(file, id))
            found = file;
        else
            free(file);
    }
    if (d)
        (void)closedir(d);
    return found;
}

char *prior_path_find(uint32_t id)
{
    struct prior_folders folders = prior_folders_begin();
    const char *folder;
    char *found = NULL;
    size_t length;

    /* The first in the order of the folders wins, as the user has put them. */
    while (!found && (folder = prior_folders_next(&folders, &length)))
        found = find_in(folder, length, id);
    return found;
}
