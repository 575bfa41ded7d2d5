/* find_repeats.h - repetitions in a frame that need not be coded. */
#ifndef LLZ_FIND_REPEATS_H
#define LLZ_FIND_REPEATS_H

#include <stddef.h>
#include <stdint.h>

#include "codec/repeats/repeat.h"

/* Takes long repetitions out of the *n bytes at p, among which the repeats r have been left out already; r gets
 * them too, and *n becomes what is left. room: so many bytes, to remember places in. period: where one of them
 * ends with the bytes, what has to come next for it to go on (LLZ_REPEAT_DISTANCE bytes at most) is written
 * here; NULL: nobody asks. Returns how many bytes that are. */
size_t llz_find_repeats(uint8_t *p, size_t *n, struct llz_repeats *r, void *room, size_t room_bytes,
                        uint8_t *period);

#endif
