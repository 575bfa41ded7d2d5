/* naming.c - the name of the output, from the name of the input. No name is invented: what does not follow from
 * the suffix has to be given by -o. */
#include "cli/output/naming.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Length of the name without its suffix; 0 without suffix, or with nothing before it. */
static size_t stem_length(const char *name)
{
    size_t length = strlen(name), suffix = strlen(LLZ_SUFFIX);

    if (length <= suffix || strcmp(name + length - suffix, LLZ_SUFFIX) != 0)
        return 0;
    /* The name ".llz" would leave nothing. */
    return name[length - suffix - 1] == '/' ? 0 : length - suffix;
}

int naming_is_archive(const char *name)
{
    return stem_length(name) > 0;
}

static enum status copy_name(const char *input, size_t length, const char *suffix, char **path)
{
    *path = malloc(length + strlen(suffix) + 1);
    if (!*path)
        return report_errno(input, errno);
    memcpy(*path, input, length);
    strcpy(*path + length, suffix);
    return STATUS_OK;
}

/* Like gzip, so that llz * can be run twice and does not compress its own archives. */
int naming_skips(const struct options *opt, const char *input)
{
    return opt->operation == OP_COMPRESS && !opt->output && !opt->to_stdout && !opt->recompress &&
           stem_length(input) != 0;
}

enum status naming_output(const struct options *opt, const char *input, char **path)
{
    size_t stem = stem_length(input);

    *path = NULL;
    if (opt->output) {
        if (strcmp(opt->output, "-") == 0)
            return STATUS_OK;
        return copy_name(opt->output, strlen(opt->output), "", path);
    }
    if (opt->to_stdout || strcmp(input, "-") == 0)
        return STATUS_OK;
    /* -o and -c come first: with them any name will do. */
    if (opt->operation == OP_DECOMPRESS) {
        if (stem == 0)
            return report_error(input, "name does not end in " LLZ_SUFFIX "; use -o or -c");
        return copy_name(input, stem, "", path);
    }
    if (naming_skips(opt, input))
        return report_warning(opt, input,
                              "skipped: name ends in " LLZ_SUFFIX
                              " already; --recompress compresses it all the same");
    return copy_name(input, strlen(input), LLZ_SUFFIX, path);
}
