/* recurse.h - -r: the files below folders, each for itself. */
#ifndef LLZ_RECURSE_H
#define LLZ_RECURSE_H

#include <stddef.h>

#include "cli/files/byte_buffer.h"
#include "cli/terminal/report.h"

struct recurse {
    char **names;
    size_t count, room;
    size_t links;     /* skipped below the operand at hand */
    int with_content; /* set before: empty files below folders are passed over with a line, for nobody chose them */
    struct pool pool;
};

/* The names of opt, folders replaced by the regular files below them, sorted; links are not followed, not even
 * where they are named. Where archives are to be read, of the files below folders only archives count. STATUS_WARNING after
 * messages: something could not be read, or is a link or special file. */
enum status recurse_files(const struct options *opt, struct recurse *files);
void recurse_free(struct recurse *files);

#endif
