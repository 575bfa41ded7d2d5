/* select.h - which entries are wanted, and which of several links to a file gets its content. */
#ifndef LLZ_SELECT_H
#define LLZ_SELECT_H

#include "cli/options/options.h"
#include "cli/tree/index/catalog.h"

#define SELECT_NOBODY UINT32_MAX

struct selection {
    unsigned char *wanted; /* mark of each entry: 1, or 2 for a folder above a wanted one */
    uint32_t *keeper;      /* keeper of each file; see select_keeper() */
    size_t count;          /* number of wanted entries */
};

/* Which patterns of --only name something. All zero: none so far. */
struct select_patterns {
    unsigned char used[PATTERNS_MAX];
};

/* Does --only ask for that path, and --exclude not leave it out? Without --only all are asked for. */
int select_path(struct select_patterns *s, const struct options *opt, const char *path);

/* A pattern that named nothing, or NULL. */
const char *select_unused(const struct select_patterns *s, const struct options *opt);

/* The entries that select_path() asks for. 0, or -1 without memory. *unused: as select_unused(). */
int select_entries(struct selection *s, const struct options *opt, const struct catalog *c,
                   const char **unused);

/* Once all that is not wanted after all has been unmarked: the first wanted entry that is the file or a link to
 * it, or TREE_NONE. */
void select_keepers(struct selection *s, const struct catalog *c);
size_t select_keeper(const struct selection *s, size_t file);
void select_drop_keeper(struct selection *s, size_t file);

/* Marks the folders above what is marked, whose rights protect it. 0, or -1 without memory. */
int select_above(struct selection *s, const struct catalog *c);

/* Marks in below, which has a byte for each entry and is all 0, what is wanted and has a path that leads
 * through a file that is wanted too. 0, or -1 without memory. */
int select_below_files(const struct selection *s, const struct catalog *c, unsigned char *below);

void select_free(struct selection *s);

#endif
