/* select.h - which entries are wanted, and which of several links to a file gets its content. */
#ifndef LLZ_CLI_TREE_SELECT_H
#define LLZ_CLI_TREE_SELECT_H

#include "cli/options.h"
#include "cli/tree/tree.h"

struct selection {
    unsigned char *wanted; /* for each entry */
    size_t *keeper;        /* for each file: the first wanted entry that is it or a link to it, or TREE_NONE */
    size_t count;          /* of wanted entries */
};

/* The entries that --only asks for, or all. 0, or -1 without memory. *unused: a pattern that names nothing, or
 * NULL. */
int select_entries(struct selection *s, const struct options *opt, const struct tree *t, const char **unused);

/* Once all that is not wanted after all has been unmarked. */
void select_keepers(struct selection *s, const struct tree *t);

/* Marks the folders above what is marked, whose rights protect it. 0, or -1 without memory. */
int select_above(struct selection *s, const struct tree *t);

/* Marks in below, which has a byte for each entry and is all 0, what is wanted and has a path that leads
 * through a file that is wanted too. 0, or -1 without memory. */
int select_below_files(const struct selection *s, const struct tree *t, unsigned char *below);

void select_free(struct selection *s);

#endif
