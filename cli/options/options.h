/* options.h - the command line, parsed. */
#ifndef LLZ_OPTIONS_H
#define LLZ_OPTIONS_H

#include "codec/llz.h"

#define LLZ_SUFFIX ".llz"
#define PATTERNS_MAX 64 /* patterns of --only, and as many of --exclude */

enum operation { OP_COMPRESS, OP_DECOMPRESS, OP_TEST, OP_LIST, OP_VERIFY, OP_BENCH, OP_HELP, OP_VERSION };

/* Operands that are no regular files, of which one named by accident can block, or never end. */
enum irregular {
    IRREGULAR_WHEN_ASKED,  /* are read with -f or -c */
    IRREGULAR_WHEN_FORCED, /* with -f; there is no -c */
    IRREGULAR_AS_STDIN,    /* only as -; -f, if there is one, is about outputs alone */
    IRREGULAR_NEVER        /* names do not come from the command line */
};

struct options {
    enum operation operation;
    int level, threads;
    uint64_t model;                 /* number of a model; 0: the model of the level */
    const char *policy, *optimizer; /* NULL: the default */
    uint64_t seed;
    uint64_t budget;    /* floating-point operations for each byte; 0: none */
    uint64_t memory;    /* bytes that the model may take; 0: as many as usual */
    unsigned without;   /* parts of the predictor left out, bit i: llz_part_name(i) */
    const char *output; /* value of -o; NULL without it */
    int to_stdout, force, remove_source;
    enum irregular irregular;
    int recompress;        /* whether names that end in .llz are compressed too */
    int search;            /* number of passes; 0: one, as the bytes come */
    int search_by_default; /* whether `search` comes from LLZ_OPT, and is left out where it cannot be */
    int verify;            /* the option --verify; OP_VERIFY is the command of that name */
    int no_sparse;         /* whether restored files get zeros instead of holes */
    int no_reorder;        /* whether contents stay in the order of kinds and names (cli/tree/order/) */
    int any_cost;          /* whether members may take long to begin (codec/FORMAT.md) */
    int no_sandbox;        /* whether decoding runs unconfined (cli/sandbox/) */
    const char *folder;    /* value of -C; NULL without it */
    const char *only[PATTERNS_MAX], *exclude[PATTERNS_MAX];
    int only_count, exclude_count;
    int recursive, repack, special;
    int verbose, quiet, json;
    uint64_t memory_limit, output_limit; /* bytes; 0: none */
    const char *prior_name;              /* value of -D; NULL without it */
    const struct llz_prior *prior;       /* the prior of that name, once prior_open() has read it */
    struct priors *priors;               /* all priors that are loaded; cli/prior/priors.h */
    struct prior_auto *automatic; /* what -D auto chooses among; NULL without it; cli/prior/prior_auto.h */
    const char *topic;            /* value of --help; NULL: all topics */
    int bench[LLZ_LEVEL_MAX + 1]; /* 1: -b tries this level; if none is 1, it tries `level` */
    struct llz_context *context;  /* context that several inputs share; NULL: none */
    struct turns
        *beside; /* of inputs that are worked on side by side; NULL: this one is alone; cli/terminal/turn.h */
    const struct inodes *claims; /* files that are read, which no output replaces; cli/output/claims.h */
    const char *names_from;      /* value of --files0-from; NULL without it */
    int keeps_paths;             /* whether names from there become paths in one archive */
    char **names;                /* operands, "-" for standard input; of OP_VERIFY: archive and original */
    int count;
    uint64_t split; /* bytes in a group; 0: the content is one member */
    int check;      /* bits of the hash over all content */
    int recover;    /* whether --recover asks for the undamaged parts of an archive */
    int literal;    /* whether the first name stands after "--" */
    int turn;       /* number of the name in work, from 1 on; 0: all names together */
    char *settings; /* the words of LLZ_OPT, among which values lie */
    unsigned set;   /* SETTING_*: settings of LLZ_OPT that the command line has left alone */
};

#define SETTING_PRIOR 1u
#define SETTING_MEMLIMIT 2u
#define SETTING_MAX_OUTPUT 4u
#define SETTING_WITHOUT 8u
#define SETTING_MEMORY 16u

/* " (LLZ_OPT says so)" where that is where the setting comes from, else "": for the end of a message. */
const char *options_origin(const struct options *opt, unsigned setting);

/* Reads LLZ_OPT, then argv after argv[0]; names are gathered at the front of argv, which stays in use by
 * opt->names. Without an option that says otherwise the operation is OP_COMPRESS, of llz; OP_VERIFY, of llz verify;
 * or OP_DECOMPRESS, of llzcat. 0, or -1 after saying on stderr what is wrong; options_free()
 * in both cases. */
int options_parse(struct options *opt, enum operation operation, int argc, char **argv);

/* Refuses combinations that contradict each other; 0 or -1 as above. */
int options_check(const struct options *opt);

/* What an option means to a struct options, which the requests of other commands hold too: what they have in
 * common is applied here. As struct option_table wants both. */
int options_apply_value(void *options, int id, const char *value);
int options_apply_flag(void *options, int id);

/* Settings, threads and limits for a stream. Without a callback. */
struct llz_options options_stream(const struct options *opt);

void options_free(struct options *opt);

#endif
