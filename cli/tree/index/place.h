/* place.h - where an entry goes below a folder. No path leads out of it: not by "..", not by a leading slash,
 * and not through a link, wherever it came from. */
#ifndef LLZ_PLACE_H
#define LLZ_PLACE_H

#define PLACE_NAME 256 /* of one part of a path, and its NUL */

/* Why this path is never followed, or NULL. */
const char *place_refusal(const char *path);

/* Opens the folder that the last part of path lies in, and makes it where it is missing; name gets that last
 * part. Empty, when the path means the base itself. A descriptor that is to be closed, or -1 with errno: ELOOP
 * or ENOTDIR where a link or a file is in the way. The path must not be refused. */
int place_open(int base, const char *path, char name[PLACE_NAME]);

#endif
