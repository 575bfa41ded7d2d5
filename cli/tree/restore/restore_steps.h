/* restore_steps.h - the steps of a restoration, which restore.c puts in order. */
#ifndef LLZ_RESTORE_STEPS_H
#define LLZ_RESTORE_STEPS_H

#include "cli/tree/restore/restore.h"

/* ---- One entry: restore_entries.c ---- */

/* Where entry i goes, from the folder that is restored into. */
const char *restore_path(const struct restore *r, size_t i);

/* A line about entry i, and STATUS_WARNING. What a call that failed has cost is told with -q too. */
void restore_tell(struct restore *r, size_t i, const char *reason);
void restore_tell_loss(struct restore *r, size_t i, const char *reason);

/* A line, and the entry is wanted no more. */
void restore_refuse(struct restore *r, size_t i, const char *reason);

/* The entry could not be made, for the reason in errno. 0: it is refused and the others go on; -1: they cannot. */
int restore_not_made(struct restore *r, size_t i, struct failure *why);

/* -1, and why: for the reason in errno, or for lack of memory. */
int restore_stop(struct restore *r, size_t i, struct failure *why);
int restore_no_memory(const struct restore *r, struct failure *why);

/* Gives the attributes of entry i to what is open; what it could not have (attributes.h) is told. */
unsigned restore_apply(const struct restore *r, size_t i);
void restore_tell_missing(struct restore *r, size_t i, unsigned missing);

/* Syncs what is open, unless that comes later, for all files at once. 0, or -1 with errno. */
int restore_sync(const struct restore *r, int later);

/* ---- Before the contents: restore_begin.c ---- */

int restore_begin(void *user, const struct catalog *c, struct failure *why);

/* ---- Contents: restore_files.c ---- */

int restore_wants(void *user, size_t file);
int restore_open_file(void *user, size_t file, struct failure *why);
int restore_write_file(void *user, const unsigned char *p, size_t n, struct failure *why);
int restore_write_zeros(void *user, uint64_t n, struct failure *why);
int restore_lose_file(void *user, struct failure *why);
int restore_close_file(void *user, struct failure *why);

/* Files that are complete in the stage are synced, and get their names. */
int restore_flush(struct restore *r, struct failure *why);

#endif
