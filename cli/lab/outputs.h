/* outputs.h - the files that commands for research write. They may replace older ones of the same kind, and nothing
 * else. */
#ifndef LLZ_OUTPUTS_H
#define LLZ_OUTPUTS_H

#include <stdio.h>

#include "cli/compare/compare_request.h"
#include "cli/lab/inputs.h"

/* How each kind begins; a file that begins otherwise is not overwritten. (Of JSON all is read: store.h.) */
#define CSV_BEGINNING "file,size,xxh3_128,level,"
#define HTML_BEGINNING "<!DOCTYPE html>\n<!-- llz compare -->\n"

/* Asked before hours of computing: can all that the request names be written, and would nothing be lost? A CSV
 * file may be replaced if it has that beginning. */
enum status outputs_check(const struct compare_request *request, const struct input *inputs,
                          const char *csv_beginning);

/* The same of a page that begins otherwise than one of llz compare. */
enum status outputs_check_page(const struct compare_request *request, const struct input *inputs,
                               const char *csv_beginning, const char *html_beginning);

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

#endif
