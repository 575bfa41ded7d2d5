/* prior_list.c - llz prior: which priors there are, and what they say of themselves. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/names/listing.h"
#include "cli/options/command.h"
#include "cli/options/help.h"
#include "cli/prior/prior_path.h"
#include "cli/prior/priors.h"
#include "cli/signals.h"
#include "cli/terminal/json.h"
#include "cli/terminal/printable.h"
#include "codec/coder/varint.h"

enum { GROUP_WHAT };

static const char *const groups[] = { "What to tell", NULL };

static const char *const usage[] = { "llz prior [OPTION]... [FILE|FOLDER]...", NULL };

static const struct definition definitions[] = {
    { 'l', "list", TAKES_NOTHING, NULL, 0, GROUP_WHAT, "list priors (default)", NULL },
    { LONG_JSON, "json", TAKES_NOTHING, NULL, 0, GROUP_WHAT, "a line of JSON for each, for programs", NULL },
    { 'h', "help", TAKES_NOTHING, NULL, 0, GROUP_WHAT, "this text", NULL },
};

static const struct topic topics[] = {
    { NULL, "COLUMNS",
      "The columns of the table:\n\n"
      "    id        its hash, of which archives name the last 8 digits (llz -lv)\n"
      "    bytes     of its file\n"
      "    words     of its vocabulary\n"
      "    contexts  of bytes and of words whose followers it knows\n"
      "    passages  bytes of text in which matches are found\n"
      "    sample    bytes of text that a model learns before it begins\n\n"
      "--json writes an object in each line, with the members type (prior), name, id (16 digits), bytes, "
      "words, contexts, passages and sample. Where a name is not UTF-8, U+FFFD stands for the bytes that are "
      "not, and name_bytes has all its bytes as hexadecimal digits.\n\n"
      "A file that is not a prior, or is a damaged one, and a folder that cannot be read get a line on "
      "standard error; the others are listed, and the exit status is 1." },
    { NULL, NULL, NULL },
};

const struct manual manual_prior = {
    .usage = usage,
    .about =
        "List priors, which llz train makes and llz -D starts from: files, the files in folders whose names "
        "end in .llzp, and names that are found in LLZ_PRIOR_PATH. Without names: all that are in the folders "
        "of LLZ_PRIOR_PATH, in their order, which is the one in which llz looks for them, and then those of "
        "the package llz-priors. Each is read as a whole, and its hash is checked.",
    .groups = groups,
    .definitions = definitions,
    .count = sizeof definitions / sizeof definitions[0],
    .topics = topics,
};

struct request {
    int json, help, count;
};

/* The numbers in a head that interest people, by their places in it (codec/FORMAT.md, "Priors"). */
enum { BYTE_CONTEXTS = 0, WORDS = 3, WORD_CONTEXTS = 5, PASSAGES = 8, SAMPLE = 9, NUMBERS = 10 };

#define HEAD 5 /* bytes before them: F5 and "llp", which tell a prior from other files, and the version */

/* Of a prior that has been loaded, so that they are there.
 *
 * The library keeps these numbers to itself; the format is public. */
static void read_numbers(uint64_t v[NUMBERS], const unsigned char *data, size_t n)
{
    size_t at = HEAD;

    /* All varints have been checked when it was loaded; a flaw would leave zeros, not read beyond the end. */
    for (int i = 0; i < NUMBERS; i++) {
        const int used = llz_varint_get(data + at, n - at, &v[i]);

        at += used > 0 ? (size_t)used : 0;
    }
}

static void print_json(const char *path, uint64_t id, size_t n, const uint64_t v[NUMBERS])
{
    struct json j = json_begin(stdout);
    char digits[17];

    /* As text: many programs read numbers as doubles, which do not hold 64 bits. */
    snprintf(digits, sizeof digits, "%016" PRIx64, id);
    json_text(&j, "type", "prior");
    json_text(&j, "name", path);
    json_text(&j, "id", digits);
    json_unsigned(&j, "bytes", n);
    json_unsigned(&j, "words", v[WORDS]);
    json_unsigned(&j, "contexts", v[BYTE_CONTEXTS] + v[WORD_CONTEXTS]);
    json_unsigned(&j, "passages", v[PASSAGES]);
    json_unsigned(&j, "sample", v[SAMPLE]);
    json_end(&j);
}

/* The name last, as it may have any length and blanks. */
static void print_row(const char *path, uint64_t id, size_t n, const uint64_t v[NUMBERS])
{
    printf("%016" PRIx64 " %9zu %8" PRIu64 " %9" PRIu64 " %9" PRIu64 " %8" PRIu64 "  ", id, n, v[WORDS],
           v[BYTE_CONTEXTS] + v[WORD_CONTEXTS], v[PASSAGES], v[SAMPLE]);
    printable_put(stdout, path);
    putchar('\n');
}

static enum status list_file(const struct request *r, const char *path)
{
    size_t n = 0;
    uint64_t v[NUMBERS] = { 0 };
    unsigned char *data = prior_read(path, &n);
    /* Loaded as for use, so what is listed can be used. 0: no limit of memory, for it is freed at once. */
    struct llz_prior *prior = data ? prior_load(path, data, n, 0) : NULL;

    if (prior) {
        read_numbers(v, data, n);
        (r->json ? print_json : print_row)(path, llz_prior_id(prior), n, v);
    }
    /* One at a time: a folder of priors need not fit into memory. */
    llz_prior_free(prior);
    free(data);
    return prior ? STATUS_OK : STATUS_ERROR;
}

/* ".llzp" alone is no name with a suffix. Other files may lie in such a folder, and are not even opened. */
static int is_named_as_one(const char *name)
{
    const size_t n = strlen(name), suffix = strlen(PRIOR_SUFFIX);

    return n > suffix && strcmp(name + n - suffix, PRIOR_SUFFIX) == 0;
}

/* By name, so that the order does not depend on the file system. */
static enum status list_folder(const struct request *r, const char *path)
{
    struct folder_names names;
    enum status status = STATUS_OK;

    if (folder_list_followed(path, &names) != 0)
        return report_errno(path, errno);
    for (size_t i = 0; i < names.count && !signals_caught(); i++) {
        /* NULL for want of memory, "" for a file that is not a prior. */
        const char *file = is_named_as_one(names.at[i]) ? folder_join(&names.pool, path, names.at[i]) : "";

        if (!file)
            status = report_errno(path, ENOMEM);
        else if (*file)
            status = status_worse(status, list_file(r, file));
    }
    folder_names_free(&names);
    return status;
}

static enum status list_name(const struct request *r, const char *name)
{
    struct stat info;
    /* NULL also where the name is a path that exists. */
    char *path = prior_path_of(name);
    enum status status;

    /* A file or folder that is here comes before one of that name in LLZ_PRIOR_PATH, as with -D. */
    if (!path && stat(name, &info) == 0 && S_ISDIR(info.st_mode))
        return list_folder(r, name);
    status = list_file(r, path ? path : name);
    free(path);
    return status;
}

static enum status list_path(const struct request *r)
{
    struct prior_folders folders = prior_folders_begin();
    const char *folder;
    enum status status = STATUS_OK;
    size_t length;

    /* An error, and not an empty list: nowhere was looked. */
    if (!prior_folders_any())
        return report_error("prior", "nothing to list: name files or folders, set " PRIOR_PATH
                                     ", or install the package " PRIOR_PACKAGE);
    while ((folder = prior_folders_next(&folders, &length)) && !signals_caught()) {
        char *path = strndup(folder, length);

        status = status_worse(status, path ? list_folder(r, path) : report_errno(PRIOR_PATH, ENOMEM));
        free(path);
    }
    return status;
}

static enum status list(const struct request *r, char **names)
{
    enum status status = STATUS_OK;

    /* No heading over nothing but an error. */
    if (!r->json && (r->count > 0 || prior_folders_any()))
        puts("id                   bytes    words  contexts  passages   sample  name");
    if (r->count == 0)
        status = list_path(r);
    for (int i = 0; i < r->count && !signals_caught(); i++)
        status = status_worse(status, list_name(r, names[i]));
    /* A full disk or a closed pipe is seen only here: stdout is buffered. */
    return status_worse(status, report_flush());
}

static int apply_flag(void *user, int id)
{
    struct request *r = user;

    /* -l is the default, and known so that the command can be written in full. */
    r->json |= id == LONG_JSON;
    r->help |= id == 'h';
    return 0;
}

enum status prior_run(int argc, char **argv)
{
    const struct option_table table = { .definitions = manual_prior.definitions,
                                        .count = manual_prior.count,
                                        .help = "llz prior --help",
                                        .flag = apply_flag };
    struct request r = { 0 };

    if (option_table_parse(&table, &r, argc, argv, &r.count) != 0)
        return STATUS_ERROR;
    /* option_table_parse() has moved the names to the front of argv. */
    return r.help ? help_print(&manual_prior) : list(&r, argv);
}
