/* turn.h - inputs that are worked on side by side: what is said of them comes in their order, as if one had been worked
 * on after another. */
#ifndef LLZ_TURN_H
#define LLZ_TURN_H

#include "cli/options/options.h"

struct turns;

/* For all inputs of opt, whose names stay where they are. NULL: no memory. */
struct turns *turns_new(const struct options *opt);
void turns_free(struct turns *t); /* when all that were begun have ended; NULL is allowed */

/* The thread that calls works on input i, from 0 on, until it ends it. Inputs are begun in their order. */
void turn_begin(struct turns *t, int i);
void turn_end(struct turns *t, int i);

/* Before anything is said, or done that has to come after all that is said and done for the inputs before: waits until
 * these have ended. Does nothing in a thread that has begun no input. */
void turn_wait(void);

/* Draws the line that those have together who work side by side, if it is due: how many have ended. */
void turns_draw(struct turns *t);

#endif
