/* inputs.h - the files that are compared, in memory. */
#ifndef LLZ_INPUTS_H
#define LLZ_INPUTS_H

#include <stddef.h>
#include <sys/stat.h>

#include "cli/files/rights.h"
#include "cli/options/options.h"
#include "cli/terminal/report.h"

#define HASH_TEXT 33 /* hexadecimal digits of XXH3-128 and the end of the string */

struct input {
    const char *name;     /* name as given; "(stdin)" for standard input */
    char *clean;          /* name in valid UTF-8 without control characters */
    unsigned char *data;  /* the content; NULL before it has been read */
    size_t size;          /* not 0 after inputs_read() */
    char hash[HASH_TEXT]; /* hash of the content, as llz -lv prints it */
    struct rights rights; /* rights of a regular file */
    struct stat info;     /* tells whether an output is this file */
};

/* Reads opt->names into inputs, an array of opt->count zeroed ones, which inputs_free() frees however this
 * ends. Goes on after a message, so that all unusable files are named at once; then STATUS_ERROR. */
enum status inputs_read(struct input *inputs, const struct options *opt);

/* The same for one, which may be empty. */
enum status input_read(struct input *in, const struct options *opt, const char *name);

/* Of those with the same content the first one stays, as no figure gets surer by being measured twice, and
 * held-out text is none where it is learned under another name. *count: how many there are, and then are
 * left. STATUS_WARNING after a line for each that goes; its data are freed. */
enum status inputs_drop_doubles(struct input *inputs, int *count, const struct options *opt);

void inputs_free(struct input *inputs, int count);

#endif
