/* stage.h - temporary names: what takes the place of something, or of nothing yet, has
 * its name only when it is complete. */
#ifndef LLZ_STAGE_H
#define LLZ_STAGE_H

#include "cli/tree/restore/create.h"

/* May something be made at at->name? 0, or -1 with errno: EEXIST, ETXTBSY. */
int stage_check(const struct make *m, const struct made *at);

/* Gives what has a temporary name its own. 0, or -1 with errno and nothing left of it. */
int stage_commit(const struct make *m, struct made *at);

/* Removes the temporary name; a line on stderr if that fails. errno stays. */
void stage_undo(const struct make *m, struct made *at);

#endif
