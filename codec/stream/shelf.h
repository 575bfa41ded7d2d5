/* shelf.h - what members that follow each other in one stream share: a learner that has learned the primer, and
 * an account of what learning it has cost, so that a small archive cannot keep a decoder busy for hours. */
#ifndef LLZ_SHELF_H
#define LLZ_SHELF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "codec/llz.h"
#include "learner/learner.h"

#define LLZ_SHARING_MOST 16384 /* bytes of a group that shares */

/* Zero: empty, nothing has happened. */
struct llz_shelf {
    struct llz_learner *idle; /* one of LLZ_USE_KEPT, NULL: none */

    /* The account, all of which follows from the archive (FORMAT.md, "What begins cost"); in operations. */
    bool any;     /* it refuses nothing */
    bool begun;   /* the first primer, which is free, has been learned */
    bool repeats; /* there was a short text with these settings, and no long member after it */
    struct llz_learner_config last;
    uint64_t earned, spent;
};

/* A learner with these settings for a short text; kept: one that can be used again, if there is none yet. */
struct llz_learner *llz_shelf_take(struct llz_shelf *s, const struct llz_learner_config *cfg, bool kept);
/* Takes a learner, or frees it where it is of no further use. */
void llz_shelf_give(struct llz_shelf *s, struct llz_learner *l);
/* Frees what lies there. */
void llz_shelf_clear(struct llz_shelf *s);

/* Would a short text with these settings be another one of the same? */
bool llz_shelf_is_next(const struct llz_shelf *s, const struct llz_learner_config *cfg);

/* So many bytes of archive have been read, and hold so many coded bytes. */
void llz_shelf_earn(struct llz_shelf *s, const struct llz_learner_config *cfg, uint64_t archive,
                    uint64_t coded);
/* A short text begins, before which so many bytes of primer are learned. LLZ_OK or LLZ_ERR_COST. */
enum llz_error llz_shelf_charge_short(struct llz_shelf *s, const struct llz_learner_config *cfg, size_t primer);
/* So it does in a long member, whose coded bytes are so many up to the end of the frame. */
enum llz_error llz_shelf_charge_long(struct llz_shelf *s, const struct llz_learner_config *cfg, size_t primer,
                                     uint64_t coded);
/* A long member begins: the next short text is not like the last one. */
void llz_shelf_interrupt(struct llz_shelf *s);

#endif
