/* notes.h - what happened to entries while they were packed, for whoever gets the
 * archive: codec/FORMAT.md, "Notes". */
#ifndef LLZ_NOTES_H
#define LLZ_NOTES_H

#include "cli/terminal/report.h"
#include "cli/tree/index/catalog.h"

/* Bits of tree_entry.notes and catalog.notes. */
enum tree_note {
    NOTE_CHANGED = 1,   /* a file: while it was read */
    NOTE_GREW = 2,      /* a file: what was added is missing */
    NOTE_CUT = 4,       /* a file: its end could not be read, and is zeros */
    NOTE_VANISHED = 8,  /* a file: all of it is */
    NOTE_BARE = 16,     /* some of its owner and attributes could not be read */
    NOTE_LEFT_OUT = 32, /* a folder, or the tree itself: something in it could not be read */
    NOTES_ALL = 63
};

/* To b; nothing where there is nothing to be told. */
void notes_write(struct buffer *b, const struct tree *t);

/* Into a catalog whose index is known, and kept. Of n bytes no more than notes_most() make sense. LLZ_OK;
 * LLZ_ERR_MEMORY; LLZ_ERR_HEADER; LLZ_ERR_OPTION: something happened that this version does not know. */
enum llz_error notes_read(struct catalog *c, const unsigned char *p, size_t n);
size_t notes_most(const struct catalog *c);

/* One line on stderr for each entry that has some and that is wanted: 1 in its place (NULL: all are), of an
 * archive of that name. STATUS_WARNING if there was one. */
enum status notes_tell(const struct catalog *c, const unsigned char *wanted, const char *archive);

#endif
