/* outputs.h - the files that commands for research write. They may replace older ones of the same kind, and nothing
 * else. */
#ifndef LLZ_OUTPUTS_H
#define LLZ_OUTPUTS_H

#include <stdio.h>

#include "cli/lab/inputs.h"

/* An output that is asked for. */
struct wanted {
    const char *path; /* NULL: not asked for */
    const char
        *beginning; /* of an older file that it may replace; NULL: whoever adds to it looks for himself */
};

#define OUTPUTS_MAX 3

/* Asked before hours of computing: can all that is wanted (n, OUTPUTS_MAX at most) be written, and would none of the inputs
 * (count) be lost? */
enum status outputs_check(const struct wanted *wanted, int n, const struct input *inputs, int count);

/* Whether both names lead to one place, by whatever path or hard link, so that one text would be lost. */
int outputs_collide(const char *a, const char *b);

/* A text in the making. */
struct output {
    const char *path;
    FILE *stream; /* print here */
    int keep;     /* what is there by then is not replaced */
};

enum status output_begin(struct output *out, const char *path);

/* Writes the text beside path, syncs it and gives it its name. */
enum status output_end(struct output *out);

/* Writes nothing. */
void output_discard(struct output *out);

/* Writes what is in memory in the same way; name "-": to standard output. keep: what is there is not replaced, nor is a
 * terminal written to. */
enum status output_write(const char *name, int keep, const void *data, size_t size);

#endif
