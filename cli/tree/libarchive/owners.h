/* owners.h - names of users and groups, for libarchive's reader of files. */
#ifndef LLZ_OWNERS_H
#define LLZ_OWNERS_H

#include <archive.h>
#include <stdint.h>

#define OWNERS_KEPT 64

struct owner_name {
    int known;
    int64_t id;
    char *name; /* name of that number; NULL: it has none */
};

struct owners {
    struct owner_name users[OWNERS_KEPT], groups[OWNERS_KEPT]; /* by the low bits of their numbers */
    int error; /* errno of the last question that found no answer; 0: none */
};

/* The reader asks here from now on; libarchive's own lookup takes an error for a number without a name. */
void owners_lookup(struct owners *o, struct archive *disk);

void owners_free(struct owners *o);

#endif
