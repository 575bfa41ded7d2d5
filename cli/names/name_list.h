/* name_list.h - names of files from a file, for --files0-from. */
#ifndef LLZ_NAME_LIST_H
#define LLZ_NAME_LIST_H

#include "cli/files/byte_buffer.h"
#include "cli/terminal/report.h"

/* All zero: empty. */
struct name_list {
    char **at;
    size_t count, room;
    struct pool pool;
};

/* Reads names, each of which a NUL ends (the last one may lack it), from a file; "-" is standard input. Whoever is
 * asked to end the program meanwhile does so at once, so nothing may have been begun. STATUS_ERROR after a line;
 * name_list_free() in both cases. */
enum status name_list_read(struct name_list *l, const char *file);
void name_list_free(struct name_list *l);

#endif
