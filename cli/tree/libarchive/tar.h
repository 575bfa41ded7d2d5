/* tar.h - a tree as a tar (pax) with its entries in their original order. The contents come in another one, so
 * all of them stand in a temporary file first, which needs as much room as they have bytes. */
#ifndef LLZ_TAR_H
#define LLZ_TAR_H

#include "cli/output/target.h"
#include "cli/tree/index/select.h"
#include "cli/tree/restore/unpack.h"

struct tar {
    const struct options *opt;
    const char *name; /* name of the archive, for messages */
    struct target *dst;
    enum status status; /* of what was told: --only named what is not there, or an entry lacks its list */

    /* Its own */
    const struct catalog *catalog;
    struct selection selection;
    uint64_t *at;   /* offsets of the files' contents in the spool, by rank */
    size_t rank;    /* rank of the next file */
    uint64_t bytes; /* in the spool */
    int spool, skip;
    struct sparse sparse; /* holes of the spool */
    uint64_t written;     /* bytes of the tar */
    int mending;          /* the header at hand has a time in the last second of 1969 */
    int records;          /* what comes next are its records */
    void *copy;           /* mended copy of the records */
    int too_much;         /* more than --max-output allows was to be written */
};

extern const struct tree_sink tar_sink; /* user: the struct tar */

void tar_init(struct tar *w, const struct options *opt, const char *name, struct target *dst);
void tar_free(struct tar *w);

#endif
