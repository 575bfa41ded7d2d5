/* options.h - the command line, parsed. */
#ifndef LLZ_OPTIONS_H
#define LLZ_OPTIONS_H

#include "codec/llz.h"

#define LLZ_SUFFIX ".llz"
#define PATTERNS_MAX 64 /* of --only, and of --exclude */

enum operation { OP_COMPRESS, OP_DECOMPRESS, OP_TEST, OP_LIST, OP_VERIFY, OP_BENCH, OP_HELP, OP_VERSION };

struct options {
    enum operation operation;
    int level, threads;
    uint64_t model;                 /* number of a model; 0: that of the level */
    const char *policy, *optimizer; /* NULL: the default */
    uint64_t seed;
    uint64_t budget;    /* floating-point operations for each byte; 0: none */
    unsigned without;   /* parts of the predictor left out, bit i: llz_part_name(i) */
    const char *output; /* of -o; NULL without it */
    int to_stdout, force, remove_source;
    int recompress;     /* names that end in .llz are compressed too */
    int search;         /* passes; 0: one, as the bytes come */
    int search_wished;  /* LLZ_OPT says so: where it cannot be, it need not be */
    int verify;         /* --verify, which is no operation: OP_VERIFY is the command of that name */
    int no_sparse;      /* zeros are written in restored files too */
    int any_cost;       /* members may take long to begin (codec/FORMAT.md) */
    int no_sandbox;     /* decoding is not confined (cli/sandbox/) */
    const char *folder; /* of -C; NULL without it */
    const char *only[PATTERNS_MAX], *exclude[PATTERNS_MAX];
    int only_count, exclude_count;
    int recursive, repack, special;
    int verbose, quiet, json;
    uint64_t memory_limit, output_limit; /* bytes; 0: none */
    const char *prior_name;              /* of -D; NULL without it */
    const struct llz_prior *prior;       /* that it names, once prior_open() has read it */
    struct priors *priors;               /* all that are known; cli/prior/priors.h */
    const char *topic;                   /* of --help; NULL: all */
    int bench[LLZ_LEVEL_MAX + 1];        /* 1: -b is to try this level; none: that of `level` */
    struct llz_context *context;         /* what several inputs share; NULL: nothing */
    const struct inodes *claims;         /* files that are read: no output replaces one; cli/output/claims.h */
    const char *names_from;              /* of --files0-from; NULL without it */
    int keeps_paths;                     /* names from there become paths in one archive */
    char **names;                        /* "-" is standard input; of OP_VERIFY: the archive, the original */
    int count;
    uint64_t split; /* bytes of a group; 0: the content is one member */
    int check;      /* bits of the hash over all content */
    int recover;    /* --recover: what can be saved of a damaged archive */
    int literal;    /* the first name stands after "--" */
    int turn;       /* of the names: which one it is now, from 1 on; 0: all of them together */
    char *settings; /* the words of LLZ_OPT, among which values lie */
    unsigned set;   /* SETTING_*: what LLZ_OPT has set and the command line has not */
};

#define SETTING_PRIOR 1u
#define SETTING_MEMLIMIT 2u
#define SETTING_MAX_OUTPUT 4u
#define SETTING_WITHOUT 8u

/* " (LLZ_OPT says so)" where that is where the setting comes from, else "": for the end of a message. */
const char *options_origin(const struct options *opt, unsigned setting);

/* Reads LLZ_OPT, then argv after argv[0]; names are gathered at the front of argv, which stays in use by
 * opt->names. Without an option that says otherwise the operation is OP_COMPRESS, of llz; OP_VERIFY, of llz verify;
 * or OP_DECOMPRESS, of llzcat. 0, or -1 after saying on stderr what is wrong; options_free()
 * in both cases. */
int options_parse(struct options *opt, enum operation operation, int argc, char **argv);

/* Refuses combinations that contradict each other; 0 or -1 as above. */
int options_check(const struct options *opt);

/* In place of a model that was named before. */
void options_set_level(struct options *opt, int level);

/* Settings, threads and limits for a stream. Without a callback. */
struct llz_options options_stream(const struct options *opt);

void options_free(struct options *opt);

#endif
