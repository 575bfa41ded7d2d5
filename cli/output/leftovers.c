/* leftovers.c - A killed run cannot remove its temporary file. It is not removed by the next one
 * either, which cannot know what the user wants with it; it is only named. A lock tells it from one
 * that is being written. */
#include "cli/output/leftovers.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/files/around.h"
#include "cli/files/debris.h"
#include "cli/names/listing.h"
#include "cli/output/temporary.h"
#include "cli/terminal/report.h"

#define NAMED 3 /* in the line; the others are counted */

/* Others' files, and what cannot be opened, are none of our business. */
static int is_leftover(int folder, const char *name)
{
    int fd, left = 0;
    struct stat info;

    if (!temporary_is_name(name))
        return 0;
    fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0)
        return 0;
    if (fstat(fd, &info) == 0 && (S_ISREG(info.st_mode) || S_ISDIR(info.st_mode)) && info.st_uid == geteuid()) {
        const struct node node = node_of(&info);

        /* What another thread has just made has no mark yet, and what it has finished is gone. */
        left = !debris_have(&node) && temporary_is_marked(fd) == 0 && node_check(&node, folder, name) == 0;
    }
    close(fd);
    return left;
}

/* The folder that was looked at last: files come folder by folder, and some folders hold very many. */
static int is_known(int folder)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    static struct node last;
    struct node now;
    int known;

    if (node_read(&now, folder) != 0)
        return 1;
    pthread_mutex_lock(&lock); /* for inputs that are worked on side by side */
    known = node_equal(&now, &last);
    last = now;
    pthread_mutex_unlock(&lock);
    return known;
}

void leftovers_tell(const struct options *opt, int folder, const char *path)
{
    struct folder_names names;
    char text[160] = "left by a run that was killed:", where[AROUND_TEXT];
    size_t found = 0, n;

    if (opt->quiet || is_known(folder) || folder_list_open(folder, &names) != 0)
        return;
    for (size_t i = 0; i < names.count; i++) {
        if (!is_leftover(folder, names.at[i]) || ++found > NAMED)
            continue;
        n = strlen(text);
        snprintf(text + n, sizeof text - n, " %s", names.at[i]);
    }
    n = strlen(text);
    if (found > NAMED)
        snprintf(text + n, sizeof text - n, " and %zu more", found - NAMED);
    folder_names_free(&names);
    around_text(where, path, "");
    if (found > 0)
        (void)report_warning(opt, *where ? where : ".", text); /* this run is none the worse for it */
}
