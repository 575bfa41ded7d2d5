/* unpack.h - what comes out of a decoder becomes a catalog and then, one file after the other, its contents. */
#ifndef LLZ_UNPACK_H
#define LLZ_UNPACK_H

#include "cli/transfer/transfer.h"
#include "cli/tree/index/catalog.h"

/* Where a tree goes. Each returns 0, or -1 with *why filled. All contents come between begin and end, in the
 * order of the archive: for each file open, data while there are any, close. */
struct tree_sink {
    int (*begin)(void *user, const struct catalog *c, struct failure *why);
    int (*wants)(void *user, size_t file); /* is its content wanted? After begin */
    int (*open)(void *user, size_t file, struct failure *why);
    int (*data)(void *user, const unsigned char *p, size_t n, struct failure *why);
    int (*close)(void *user, struct failure *why);
    int (*lost)(void *user, struct failure *why); /* part of the open file is lost; NULL: that never happens */
    int (*end)(void *user, struct failure *why);
    int (*zeros)(void *user, uint64_t n, struct failure *why); /* as data */
};

struct unpack {
    const char *name;             /* name of the archive, for messages */
    const struct tree_sink *sink; /* NULL: the tree is only checked */
    void *user;
    uint64_t limit; /* bytes of index and files; 0: any number */
    uint64_t memory_limit;
    struct llz_stream *stream; /* whose memory counts too, and is told how much the index leaves; NULL: none */
    struct catalog catalog;    /* the index; complete once it is known */
    struct buffer notes;       /* notes as far as they have come */
    int known;
    size_t rank;   /* rank of the file whose content comes next */
    uint64_t left; /* bytes of its content that are still to come */
    int open;

    size_t wants_rank;    /* the first file that goes beyond what has been asked for, */
    uint64_t wants_at;    /* and where it begins */
    struct failure early; /* began before its time: what went wrong then, */
    int failed;           /* if something did */
};

/* For struct llz_options: whether a file is wanted that has one of these bytes. */
int unpack_wants(void *user, enum llz_content content, uint64_t at, uint64_t n);

/* For struct watcher; user is the struct unpack. */
int unpack_piece(void *user, enum llz_content content, const unsigned char *p, size_t n, struct failure *why);
int unpack_end(void *user, struct failure *why);
int unpack_zeros(void *user, enum llz_content content, uint64_t n, struct failure *why);

/* The same for n bytes of the files that are lost. */
int unpack_lost(struct unpack *u, uint64_t n, struct failure *why);

/* The bytes of the index alone, and what they say once they are complete. */
int unpack_index_piece(struct unpack *u, const unsigned char *p, size_t n, struct failure *why);
int unpack_index_end(struct unpack *u, struct failure *why);

/* Likewise the notes, once the index is known; what they say stands in the catalog. */
int unpack_notes_piece(struct unpack *u, const unsigned char *p, size_t n, struct failure *why);
int unpack_notes_end(struct unpack *u, struct failure *why);

/* After a failure of u->stream for want of memory: what it and the index would take. */
uint64_t unpack_needed(const struct unpack *u);

void unpack_free(struct unpack *u);

#endif
