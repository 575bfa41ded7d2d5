/* llz.h - lossless compression by a language model that learns while it codes.
 *
 * What most programs need; llz_lab.h has what researchers do. Everything in both is prefixed llz_ or LLZ_.
 *
 * Guarantees
 *  - The bytes of an archive depend on the input and on level or model, parts, policy, optimizer, seed, budget, memory,
 *    content, prior, split, check and index alone: not on how the input was cut into llz_feed() calls, on the number of
 *    threads, on the CPU or on the compiler.
 *  - A decoder releases no byte that no checked XXH3 hash covers, nor one that stands elsewhere than where the
 *    encoder put it: checks are chained (codec/FORMAT.md, "What binds what").
 *  - Long rows of zeros take no time to encode or decode, however many they are; see llz_feed_zeros() and
 *    llz_drain_zeros().
 *  - An encoder allocates its memory when it is created; with a context, that of the model when the first frame
 *    is coded. A decoder does so when a member's checked header has been read, and for the model when the first
 *    frame that needs one has; never later. Two exceptions: groups (see split), each of which is coded by a
 *    stream of its own, between buffers that grow as it comes; and the models that wait for the next short text,
 *    in a context or in a decoder of several members with the same settings. Each takes the memory of two more;
 *    memory_limit counts them, and they are done without where that allows none or memory is missing.
 *  - A decoder takes no time out of proportion to an archive: LLZ_ERR_COST (codec/FORMAT.md).
 *  - The caller's floating-point environment makes no difference and is back when a call returns. Callbacks run
 * in the library's; what they change of it lasts no longer than they do.
 *  - Distinct streams may be used from distinct threads; one stream may not be shared without a lock.
 *
 * Use
 *      size_t size = llz_compress_bound(n);
 *      unsigned char *archive = malloc(size);
 *      enum llz_error err = llz_compress(data, n, archive, &size, NULL);
 *
 * and llz_decompress() to get it back. What does not fit into memory goes through a stream:
 *      struct llz_stream *s = llz_encoder_new(&opt, &err);
 *      for each piece of input:
 *          while (n > 0) {
 *              err = llz_feed(s, p, n, &took); p += took; n -= took;
 *              while ((m = llz_drain(s, out, sizeof out)) > 0) write(out, m);
 *              if (err != LLZ_OK && err != LLZ_AGAIN) give up: an error is final
 *          }
 *      err = llz_end(s);    repeated, with llz_drain() between, until it is not LLZ_AGAIN; drain once more
 *      llz_free(s);
 *
 * Versions
 *  - Structs whose first member is `size` grow at their ends alone. Start from LLZ_OPTIONS_INIT, LLZ_INFO_INIT
 *    and the like, which set it.
 *  - A program works with a newer shared library than its header is of. Members that it does not know have
 *    their defaults, or are not written.
 *  - It works with an older one as long as what that does not know is zero. Else it gets LLZ_ERR_ARGUMENT, as
 *    for a size that is too small. */
#ifndef LLZ_H
#define LLZ_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(LLZ_BUILDING) && defined(__GNUC__)
#define LLZ_API __attribute__((visibility("default")))
#else
#define LLZ_API
#endif

#define LLZ_VERSION_MAJOR 0
#define LLZ_VERSION_MINOR 1
#define LLZ_VERSION_PATCH 0
/* One number, to compare with: of this header; llz_version_number() is that of the library. */
#define LLZ_VERSION_NUMBER (1000000 * LLZ_VERSION_MAJOR + 1000 * LLZ_VERSION_MINOR + LLZ_VERSION_PATCH)

#define LLZ_LEVEL_MIN 0
#define LLZ_LEVEL_MAX 9
#define LLZ_LEVEL_DEFAULT 5

/* Every way a call can fail. LLZ_AGAIN is no failure: drain, then call again. */
enum llz_error {
    LLZ_OK = 0,
    LLZ_AGAIN,        /* output is waiting: call llz_drain(), then repeat the call */
    LLZ_ERR_MEMORY,   /* out of memory */
    LLZ_ERR_ARGUMENT, /* an option or argument outside its documented range */
    LLZ_ERR_NOT_LLZ,  /* the input does not start with the magic bytes */
    LLZ_ERR_VERSION,  /* a format version that this library does not know */
    LLZ_ERR_OPTION,   /* a critical header option that this version does not know, or an unknown value of one */
    LLZ_ERR_HEADER,   /* a header that contradicts itself or declares an impossible size */
    LLZ_ERR_TRUNCATED, /* the input ends inside a member */
    LLZ_ERR_CORRUPT,   /* a hash differs: the data were damaged */
    LLZ_ERR_TRAILING,  /* something that is no member follows the last member */
    LLZ_ERR_SELFTEST,  /* this machine or build does not compute the format's arithmetic */
    LLZ_ERR_CANCELLED, /* the progress callback asked to stop */
    LLZ_ERR_POLICY,    /* learned by a policy that this version does not know, or that nothing can decode */
    LLZ_ERR_OPTIMIZER, /* learned by an optimizer that this version does not know */
    LLZ_ERR_MEMLIMIT,  /* it would take more memory than the option memory_limit allows */
    LLZ_ERR_OUTPUT,    /* more would come out than the option output_limit allows */
    LLZ_ERR_PRIOR,     /* it starts from a prior that is not here */
    LLZ_ERR_MODEL,     /* made by a model that this library does not have: llz_info tells which */
    LLZ_ERR_KERNEL,    /* the environment variable LLZ_KERNEL names no kernel that this machine can run */
    LLZ_ERR_COST,      /* its members take much more time to begin than their sizes allow */
    LLZ_ERR_JOINED,    /* the archive of a tree is followed by another archive, or follows one */
    LLZ_ERR_COUNT
};

/* ---- From buffer to buffer ---- */

struct llz_options;

/* The most bytes that an archive of n bytes takes, under all options. 0: it would be too large for a buffer. */
LLZ_API size_t llz_compress_bound(size_t n);

/* Compresses the n bytes at data into the *size bytes at archive. *size becomes the archive's size, or how much
 * of it there was before an error. LLZ_ERR_OUTPUT: it is larger than that, which never happens with
 * llz_compress_bound(n) bytes. opt: NULL means LLZ_OPTIONS_INIT. */
LLZ_API enum llz_error llz_compress(const void *data, size_t n, void *archive, size_t *size,
                                    const struct llz_options *opt);

/* Decompresses the archive of n bytes into the *size bytes at data; *size becomes the size of the content, or,
 * with an error, how many bytes of it are there and checked. LLZ_ERR_OUTPUT: there are more. */
LLZ_API enum llz_error llz_decompress(const void *archive, size_t n, void *data, size_t *size,
                                      const struct llz_options *opt);

/* The size of its content (of a tree, index and notes included), by the archive's headers alone: an archive of a few bytes may claim any size, and
 * only decompressing it tells whether that is true. *size is 0 with an error. */
LLZ_API enum llz_error llz_decompressed_size(const void *archive, size_t n, uint64_t *size);

/* ---- Options ---- */

/* What a model knows before the first byte (see "Priors" below). It may serve many streams, in many threads. */
struct llz_prior;
struct llz_context;    /* see llz_context_new() */
struct llz_own_policy; /* learner/policies/own_policy.h */
struct llz_measure;    /* llz_lab.h */
struct llz_explain;    /* likewise */

/* What a member's content is. A tree of files is LLZ_CONTENT_INDEX, then LLZ_CONTENT_FILES and, if these say so
 * (llz_notes_follow()), LLZ_CONTENT_NOTES, each a member or the files several groups (see split), and nothing
 * else stands in its archive; the library codes all of them as it codes a stream, and looks into none. */
enum llz_content {
    LLZ_CONTENT_STREAM = 0,
    LLZ_CONTENT_INDEX = 1,
    LLZ_CONTENT_FILES = 2,
    LLZ_CONTENT_NOTES = 3 /* what happened to entries while they were packed; never empty */
};

#define LLZ_SPLIT_MIN 65536 /* bytes of content in a group, but for the last one */
#define LLZ_SPLIT_MAX (UINT64_C(1) << 40)

/* Called every few thousand bytes while a frame is coded, always from the thread that called llz_feed() or
 * llz_end(). raw: content bytes coded so far; packed: archive bytes produced or consumed so far.
 * A return value other than 0 stops the stream with LLZ_ERR_CANCELLED. */
typedef int (*llz_progress_fn)(void *user, uint64_t raw, uint64_t packed);

/* Called while the primer or a prior is learned, before the first byte of text, which takes longer than coding a
 * short text. learned: bytes of it so far, of all. Called before each call of llz_progress_fn meanwhile, and once
 * at the end; not for groups, which are coded in threads of their own (see split). */
typedef void (*llz_priming_fn)(void *user, uint64_t learned, uint64_t all);

/* See llz_options.output_limit; codec/FORMAT.md, "Trees", has the figures behind them. */
#define LLZ_INDEX_FREE (UINT64_C(1) << 20)
#define LLZ_INDEX_RATIO UINT64_C(16384)

/* Options of a stream. Start from LLZ_OPTIONS_INIT; all zero is refused.
 * A decoder reads model, parts, policy, optimizer, seed, budget, memory and content from the archive and uses
 * only threads, the progress callback and the limits; with LLZ_CONTENT_NOTES as content it puts out the notes
 * of a tree alone, and passes over all else as a lister does. NULL in place of options: LLZ_OPTIONS_INIT. */
struct llz_options {
    size_t size; /* of this struct */
    int level;   /* LLZ_LEVEL_MIN .. LLZ_LEVEL_MAX */
    /* 1 or more; never changes the archive; more than 2 bring something for groups alone, which a decoder, too,
     * decodes as many of at a time, within the limit on memory */
    int threads;
    const char
        *policy; /* name of a learning policy, see llz_policy_name(), with parameters if they are not to be
                              as usual: "skip:share=0.6:move=0.01" (llz_parameter_get()); NULL: the default */
    const char *optimizer; /* name of an optimizer, see llz_optimizer_name(); NULL: the default */
    uint64_t seed;         /* of the model's initial weights */
    unsigned without; /* parts of the predictor left out, bit i: llz_part_name(i); not all that a level has */
    llz_progress_fn progress; /* may be NULL */
    void *progress_user;
    /* 1: policy may be one of llz_bound_name(), and then what is written cannot be decoded, or of llz_control_name(),
     * and then only by a decoder that says 1 too: none of them stands in archives that are kept */
    int bound;
    const struct llz_measure *measure; /* encoders with a language model only; NULL: nothing is measured */
    uint64_t memory_limit; /* bytes that the stream may allocate; 0: any number. It never changes the level */
    /* bytes that may come out of the stream; 0: any number, but of the index of a tree no more than
     * LLZ_INDEX_FREE + LLZ_INDEX_RATIO times its bytes in the archive */
    uint64_t output_limit;
    /* floating-point operations for each byte, at most llz_budget_most(); 0: as many as learning takes. What
     * predicting and learning leave of it old windows take, which are learned again; where it does not
     * suffice, windows are not learned */
    uint64_t budget;
    enum llz_content content; /* what the encoder's member says that it holds */
    /* what the model starts from, or NULL; it has to outlive the stream. A decoder
     * takes it for members that name it */
    const struct llz_prior *prior;
    /* A decoder's question for a prior that a member names; NULL in answer, or in its place:
     * there is none. id: the low 32 bits of llz_prior_id(). With groups (see split) it may be
     * asked in several threads at a time. */
    const struct llz_prior *(*find_prior)(void *user, uint32_t id);
    void *find_prior_user;
    const struct llz_explain *explain; /* encoders only; NULL: nothing is told */
    /* encoder: cut the content into groups of so many bytes, LLZ_SPLIT_MIN to LLZ_SPLIT_MAX, each a member that
     * learns anew; 0: it is one member. As many of them as there are threads are coded at a time, each in
     * memory, with its archive; fewer where memory_limit does not allow as many. Not with LLZ_CONTENT_INDEX,
     * LLZ_CONTENT_NOTES, measure or bound, nor in llz_search() */
    uint64_t split;
    int check; /* encoder: bits of the hash over all content, 64 (as is 0) or 128 */
    /* encoder of LLZ_CONTENT_FILES: llz_info.check of the index's encoder at its end; of
     * LLZ_CONTENT_NOTES: that of the files' encoder. Files are bound to their index by it, notes to their
     * files, and to be decoded with these alone */
    uint64_t index;
    llz_priming_fn priming; /* may be NULL; gets progress_user */
    /* decoder: 1: archives whose members take long to begin are none the less decoded; 0: LLZ_ERR_COST */
    uint64_t any_cost;
    struct llz_context *context; /* what the stream shares with others, or NULL; it has to outlive them */
    /* encoder: number of a model, llz_model_number(), in place of the level; 0: that of the level */
    uint64_t model;
    /* A decoder's question before each group of a content: is anything wanted of its n bytes from byte `at` of
     * that content on? 0: the group is passed over, as by a lister, and zeros come out in its place. What stands
     * in its header and heads is checked, and that the group after it names it; its content is not. It may be
     * asked twice for a group, when all content before that has come out. NULL: all is wanted. */
    int (*wants)(void *user, enum llz_content content, uint64_t at, uint64_t n);
    void *wants_user;
    /* Bytes, of which whole MiB count; 0: as many as the model takes as usual. Encoder: the most that the model may
     * take, a prior apart, at least llz_memory_least(); what it cannot use is left. It changes the archive, and every
     * decoder takes as much: one without memory_limit refuses an archive that asks for more than its model takes as
     * usual (LLZ_ERR_MEMLIMIT), but for one that asks for no more than this. */
    uint64_t memory;
    /* A policy of the caller's, in place of the one named, for measurement: only with bound, as only a decoder that gets it
     * too follows it. learner/policies/own_policy.h; NULL: none */
    const struct llz_own_policy *own;
};
#define LLZ_OPTIONS_INIT                                                                                       \
    {                                                                                                          \
        sizeof(struct llz_options), LLZ_LEVEL_DEFAULT, 1, NULL, NULL, 0, 0, NULL, NULL, 0, NULL, 0, 0, 0,      \
            LLZ_CONTENT_STREAM, NULL, NULL, NULL, NULL, 0, 64, 0, NULL, 0, NULL, 0, NULL, NULL, 0, NULL        \
    }

/* ---- Streams ---- */

struct llz_stream; /* one direction, any number of concatenated members when decoding */

/* NULL on failure, with the reason in *err (err may be NULL). */
LLZ_API struct llz_stream *llz_encoder_new(const struct llz_options *opt, enum llz_error *err);
LLZ_API struct llz_stream *llz_decoder_new(const struct llz_options *opt, enum llz_error *err);
LLZ_API void llz_free(struct llz_stream *s); /* NULL is allowed */

/* What streams share, one after another, encoders and decoders alike: models that have learned the primer, and the
 * prior, one for each section that the primer may end with, eight at most; so of many short contents with the same
 * options only the first one of each kind waits for that. Put it into llz_options.context. It changes no byte. Each
 * model takes twice its memory, of which what the primer touches is used: 35 MB at level 5. Streams in several threads
 * may have the same context: one of them at a time gets a model, the others make their own. NULL: no memory. */
LLZ_API struct llz_context *llz_context_new(void);
LLZ_API void llz_context_free(struct llz_context *c); /* after all of its streams; NULL is allowed */

/* Offers n bytes; *took says how many were consumed. Fewer than n are taken only while output is waiting.
 * An error is final: every later call on this stream returns it again. */
LLZ_API enum llz_error llz_feed(struct llz_stream *s, const void *data, size_t n, size_t *took);

/* Offers n zeros that nobody has to write down, in every other way as llz_feed(). An encoder, which finds long
 * rows of zeros in what llz_feed() gets too and makes the same of both, takes any number of them in no time.
 * All content is shorter than 2^63 bytes: more is LLZ_ERR_ARGUMENT. */
LLZ_API enum llz_error llz_feed_zeros(struct llz_stream *s, uint64_t n, uint64_t *took);

/* Copies up to cap bytes of waiting output to out and returns how many; 0 when none is waiting. Also after an
 * error: what waits was complete before it. */
LLZ_API size_t llz_drain(struct llz_stream *s, void *out, size_t cap);

/* How many zeros come next in a decoder's output, of the zeros that it need not write down: they
 * count as drained. 0 where none do, and llz_drain() has more. Without it llz_drain() yields
 * these zeros like all other content. */
LLZ_API uint64_t llz_drain_zeros(struct llz_stream *s);

/* Says that no input follows. LLZ_AGAIN: drain and call again. LLZ_OK: finished once drained; feeding more is
 * then LLZ_ERR_ARGUMENT. Without it a decoder cannot tell a truncated archive from a whole one. */
LLZ_API enum llz_error llz_end(struct llz_stream *s);

/* To an encoder of LLZ_CONTENT_FILES, at any time before llz_end(): a member of LLZ_CONTENT_NOTES follows what
 * it makes, without which decoders then take the archive for a truncated one. LLZ_ERR_ARGUMENT: it is no such
 * encoder, or has ended. */
LLZ_API enum llz_error llz_notes_follow(struct llz_stream *s);

#define LLZ_PARAMETERS_TEXT 128 /* bytes, the last one 0 */

/* What is known about a stream so far; for a decoder, about the member being read or, where that is the notes
 * of a tree, about the one before it (all but content and check). */
struct llz_info {
    size_t size;           /* of this struct, set by the caller; no more than that is written */
    int level;             /* that stands for the model; -1: none does, or before a decoder has read a header */
    const char *policy;    /* NULL before */
    const char *optimizer; /* likewise */
    unsigned parts;        /* of the predictor, as in llz_options, that are used; 0 before */
    uint64_t seed;
    uint64_t raw, packed;     /* bytes so far, all members */
    uint64_t members, frames; /* so far */
    uint64_t stored_frames;   /* frames kept as they were because they would not shrink */
    unsigned restarts;   /* times the language model diverged and began anew under "uniform" (last member) */
    uint64_t operations; /* floating-point operations of the model, counted from its sizes (last member) */
    /* memory of model, learner and frame buffers, or, after LLZ_ERR_MEMLIMIT, what they
     * would have taken; a lister has none */
    uint64_t state_bytes;
    /* of the content of the member that ended last, as it is printed (big-endian): its XXH3-64 or,
     * with check = 128, its XXH3-128 */
    uint8_t hash[16];
    /* 8 or 16; 0 before a member has ended, and where the 8 leave repeats out, which are not hashed but
     * counted: with check = 128 all content is */
    int hash_bytes;
    uint64_t check;           /* what binds others to that member: see llz_options.index */
    uint64_t budget;          /* as in llz_options */
    enum llz_content content; /* of what llz_drain() hands out now */
    int has_prior;            /* 1: the member starts from a prior, */
    uint32_t prior;           /* whose id ends in these bits */
    uint32_t identity;        /* of the model that made the member; here it has llz_model_identity() */
    int model_here; /* 1: this library has that model; otherwise it can list the member, but not decode it */
    int64_t model;  /* its number; -1 before a decoder has read a header */
    /* NULL before, and where it is not known here; retired models have names too */
    const char *model_name;
    char parameters[LLZ_PARAMETERS_TEXT]; /* of the policy, that are not as usual: "share=0.6:move=0.01" */
    uint64_t memory;                      /* as in llz_options, in whole MiB */
};
#define LLZ_INFO_INIT                                                                                          \
    {                                                                                                          \
        sizeof(struct llz_info), -1, NULL, NULL, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, { 0 }, 0, 0, 0,                 \
            LLZ_CONTENT_STREAM, 0, 0, 0, 0, -1, NULL, { 0 }, 0                                                 \
    }
LLZ_API void llz_get_info(const struct llz_stream *s, struct llz_info *info);

/* From now on memory_limit is that, for what a decoder has not yet allocated: of the limit of a whole program
 * its caller has taken the rest. */
LLZ_API void llz_limit_memory(struct llz_stream *s, uint64_t bytes);

/* Bytes that an encoder with these options allocates, and every decoder of what it makes: what memory_limit has
 * to allow. A few kilobytes, stacks of threads and what the C library keeps come on top. 0: there is no encoder
 * with these options. */
LLZ_API size_t llz_memory_needed(const struct llz_options *opt);

/* Walks an archive's headers without decoding contents: like a decoder, but llz_drain() yields nothing and
 * hashes of contents are not checked (llz_get_info() tells the sizes). */
LLZ_API struct llz_stream *llz_lister_new(enum llz_error *err);

/* How many of the archive bytes that come next, of `most` at hand, a lister need not see, nor a decoder that
 * passes over a group: the caller may seek beyond them, and they count as fed. 0 while output waits. */
LLZ_API uint64_t llz_skip(struct llz_stream *s, uint64_t most);

#define LLZ_SEARCH_MAX 1000 /* passes */

/* How to encode in several passes. */
struct llz_search {
    size_t size; /* of this struct; LLZ_SEARCH_INIT */
    int passes;  /* 1 .. LLZ_SEARCH_MAX */
    /* Called when passes are complete: how many so far, and the size of the smallest archive. May be NULL. */
    void (*passed)(void *user, int passes, uint64_t best);
    void *user;
};
#define LLZ_SEARCH_INIT                                                                                        \
    {                                                                                                          \
        sizeof(struct llz_search), 1, NULL, NULL                                                               \
    }

/* An archive in memory. */
struct llz_archive {
    size_t size; /* of this struct, set by the caller; no more than that is written */
    void *data;  /* llz_archive_free() frees it */
    size_t bytes;
    int passes; /* that were complete */
    struct llz_info info;
};
#define LLZ_ARCHIVE_INIT                                                                                       \
    {                                                                                                          \
        sizeof(struct llz_archive), NULL, 0, 0, LLZ_INFO_INIT                                                  \
    }

/* Encodes the n bytes at data several times, each time learning in another way, and keeps the smallest archive.
 * The first pass learns as llz_encoder_new() does, so the result is never larger than what that makes; decoding
 * it takes as long as ever. The archive depends on the number of passes too, but with 2 or more threads, which
 * run two passes beside each other and need twice the memory, it is the same as with one.
 * opt->memory_limit counts all passes that run at a time and their archives; two that it does not allow run one
 * after the other. opt->output_limit counts the result. opt->measure and opt->explain have to be NULL.
 * opt->progress is told about one pass at a time, always from the calling thread. When it asks to stop and a
 * pass is complete, the best archive so far is the result, with LLZ_OK; best->passes tells. */
LLZ_API enum llz_error llz_search(const struct llz_options *opt, const struct llz_search *how, const void *data,
                                  size_t n, struct llz_archive *best);
/* Bytes that it allocates with one pass at a time: what memory_limit has to allow. 0: there is no encoder with
 * these options. */
LLZ_API uint64_t llz_search_memory_needed(const struct llz_options *opt, const struct llz_search *how,
                                          size_t n);
LLZ_API void llz_archive_free(struct llz_archive *a);

/* How to save what can be saved of a damaged archive. */
struct llz_recovery {
    size_t size; /* of this struct; LLZ_RECOVERY_INIT */
    /* Up to n bytes of the archive from byte `at` on: how many were read, 0 at its end, -1 to stop. */
    long (*read)(void *user, uint64_t at, void *to, size_t n);
    /* Before anything is decoded: what the first member that was found holds. */
    int (*begin)(void *user, enum llz_content content);
    /* Content whose hash has been checked, from byte `at` of all content of that kind on; never backwards. */
    int (*piece)(void *user, enum llz_content content, uint64_t at, const void *p, size_t n);
    /* Content that is lost: n bytes from there on, or, with n = 0, nobody knows how many, and what comes next
     * follows at the same place. Notes at 0: whether there were any may not be known either. At the end of all files
     * or of the notes: what follows is no part of the tree. */
    int (*lost)(void *user, enum llz_content content, uint64_t at, uint64_t n);
    /* Two groups that meet at byte `at` of that content are whole, but the second one was not made after the
     * first: they are from different archives, and neither is saved. */
    int (*mixed)(void *user, enum llz_content content, uint64_t at);
    void *user;
    /* As piece, for n zeros, of which there may be more than anybody can write down; NULL: piece gets them. */
    int (*zeros)(void *user, enum llz_content content, uint64_t at, uint64_t n);
    /* All but read return 0, or something else to stop, with LLZ_ERR_CANCELLED. None but zeros may be NULL:
     * LLZ_ERR_ARGUMENT. */
};
#define LLZ_RECOVERY_INIT                                                                                      \
    {                                                                                                          \
        sizeof(struct llz_recovery), NULL, NULL, NULL, NULL, NULL, NULL, NULL                                  \
    }

/* Finds the members of an archive by their magic bytes and checked headers, wherever they stand, and decodes
 * each as far as its frames are undamaged. opt: threads, limits and progress; output_limit counts what is lost,
 * too. LLZ_OK: something was saved, or the archive is whole; LLZ_ERR_NOT_LLZ: no header was found;
 * LLZ_ERR_CORRUPT: no frame is undamaged; others as from a decoder. info, unless NULL, is what llz_get_info()
 * tells of a decoder; after LLZ_ERR_MEMLIMIT its state_bytes tell what it would have taken. */
LLZ_API enum llz_error llz_recover(const struct llz_options *opt, const struct llz_recovery *how,
                                   struct llz_info *info);

/* ---- Priors ---- */

/* Reads a prior's file, n bytes, of which nothing is needed afterwards. NULL with the reason in *err:
 * LLZ_ERR_NOT_LLZ, _TRUNCATED, _VERSION, _CORRUPT, _HEADER, _MODEL when its texts were coded by one that is not here,
 * _MEMORY, or _MEMLIMIT when it would take more than memory_limit bytes (0: any number), before any of them is
 * allocated. */
LLZ_API struct llz_prior *llz_prior_load(const void *data, size_t n, uint64_t memory_limit,
                                         enum llz_error *err);
LLZ_API void llz_prior_free(struct llz_prior *p); /* NULL is allowed */
/* By what archives name it: the hash at the end of its file. */
LLZ_API uint64_t llz_prior_id(const struct llz_prior *p);
/* How many strings of six bytes, each counted once, the first 4 KiB of these n bytes share with the texts in a prior,
 * for each 64 KiB of these: takes a thousandth of a second, and tells which of several priors come into question. */
LLZ_API size_t llz_prior_likeness(const struct llz_prior *p, const void *data, size_t n);

#define LLZ_PRIOR_SIZE_MIN (UINT64_C(64) << 10) /* bytes of a prior's file */
#define LLZ_PRIOR_SIZE_MAX (UINT64_C(64) << 20)
#define LLZ_PRIOR_SAMPLE_MAX (UINT64_C(16) << 20) /* bytes of text in it that are learned in full */
#define LLZ_TRAINING_MIN (UINT64_C(64) << 10)     /* bytes of all samples */
#define LLZ_TRAINING_MAX (UINT64_C(512) << 20)
#define LLZ_PROBES_MIN (UINT64_C(8) << 10) /* bytes of all probes */

/* These stand in a row, so their struct never grows. */
struct llz_sample {
    const void *data;
    size_t bytes;
};

/* How to make a prior. */
struct llz_training {
    size_t size;         /* of this struct; LLZ_TRAINING_INIT */
    uint64_t file_bytes; /* that the prior's file may have, LLZ_PRIOR_SIZE_MIN .. LLZ_PRIOR_SIZE_MAX */
    /* Called between steps: fraction of the work that is done, 0 to 1. Not 0: stop. May be NULL. */
    int (*progress)(void *user, double done);
    void *user;
    /* Files like those that shall be compressed, LLZ_PROBES_MIN bytes at least: what the prior has of the samples is
     * chosen by what it brings to them; they do not go into it. LLZ_TRAINING_MAX bytes at most. No file of the samples
     * should be among them. */
    const struct llz_sample *probes;
    size_t probe_count; /* 0: all samples count alike */
    /* Bytes, about, of the samples that the prior brings along and every model learns in full before its first text,
     * LLZ_PRIOR_SAMPLE_MAX at most; 0: an eighth of file_bytes, at most 128 KiB. Never more than half of all. Files
     * like the samples get smaller by it, and to start from the prior takes as long as to compress so much text, once
     * for each context. If it is not 0, a model codes the texts of the file, so that more goes in; to load it takes
     * some three seconds for each MiB of them then. */
    uint64_t sample_bytes;
};
#define LLZ_TRAINING_INIT                                                                                      \
    {                                                                                                          \
        sizeof(struct llz_training), LLZ_PRIOR_SIZE_MAX, NULL, NULL, NULL, 0, 0                                \
    }

struct llz_trained {
    size_t size; /* of this struct, set by the caller; no more than that is written */
    void *file;  /* llz_trained_free() frees it */
    size_t bytes;
    void *held_out; /* bytes of the samples, evenly spread, that went into no part of it: to test it with */
    size_t held_out_bytes;
};
#define LLZ_TRAINED_INIT                                                                                       \
    {                                                                                                          \
        sizeof(struct llz_trained), NULL, 0, NULL, 0                                                           \
    }

/* Makes a prior of samples of text: about 8 to 20 bytes of memory for each of theirs are taken meanwhile. It
 * depends on them, their order, the probes and the two sizes alone. LLZ_ERR_ARGUMENT for sizes outside their limits, or
 * if the sample does not fit into the file, LLZ_ERR_MEMORY, LLZ_ERR_CANCELLED. */
LLZ_API enum llz_error llz_prior_train(const struct llz_training *how, const struct llz_sample *samples,
                                       size_t n, struct llz_trained *out);
LLZ_API void llz_trained_free(struct llz_trained *t);

/* One-line description, no newline, never NULL. */
LLZ_API const char *llz_error_message(enum llz_error err);

/* Models have numbers, by which archives name them; from version 1.0 on a number means the same for ever, and what is
 * better gets another one. Levels are names for the best models of a version. */

/* Numbers of the models that this library has: i = 0, 1, ...; -1 after the last. */
LLZ_API int llz_model_number(int i);
/* Numbers of models that it has no longer, and whose archives it refuses (LLZ_ERR_MODEL); likewise. */
LLZ_API int llz_retired_model(int i);
/* Of a model that it has, or has had; NULL: it knows no such number. */
LLZ_API const char *llz_model_name(int model);
/* The number of the model that a level stands for; -1: there is no such level. */
LLZ_API int llz_level_model(int level);

/* Names of learning policies: i = 0, 1, ... ; NULL after the last. */
LLZ_API const char *llz_policy_name(int i);

/* A parameter of a policy. Numbers are decimal, with a point in every locale. */
struct llz_parameter_info {
    size_t size; /* of this struct, set by the caller; no more than that is written */
    const char *name, *about;
    char usual[24], least[24], most[24]; /* what it is unless told otherwise, and can be */
    char step[24];                       /* a value is a multiple of it */
};
/* Those of a policy, i = 0, 1, ...: 1, or 0 after the last. */
LLZ_API int llz_parameter_get(const char *policy, int i, struct llz_parameter_info *info);

/* What is wrong with the text of a policy: 0 nothing, 1 there is none of that name, 2 it has no parameter of that name,
 * 3 the value of a parameter is none that it can have, 4 a parameter is there twice. Where: *length bytes from *at on. */
LLZ_API int llz_policy_flaw(const char *policy, size_t *at, size_t *length);
/* The one text for a policy and its parameters: in their order, without those that are as usual. As snprintf(); 0:
 * there is something wrong with it. Never longer than what it is made from. */
LLZ_API size_t llz_policy_text(const char *policy, char *text, size_t size);

/* The least that llz_options.memory can be under the other options; 0 where there is no encoder with them. */
LLZ_API uint64_t llz_memory_least(const struct llz_options *opt);
/* The largest budget under the other options, 16 times what a byte takes without one; 0 where there is no
 * encoder with them. */
LLZ_API uint64_t llz_budget_most(const struct llz_options *opt);
/* Names of optimizers: i = 0, 1, ... ; NULL after the last. */
LLZ_API const char *llz_optimizer_name(int i);

/* Names of the predictor's parts: i = 0, 1, ... ; NULL after the last. The first one is the language model. */
LLZ_API const char *llz_part_name(int i);

LLZ_API const char *llz_version(void);          /* "0.1.0" */
LLZ_API unsigned long llz_version_number(void); /* as LLZ_VERSION_NUMBER */
#ifdef __cplusplus
}
#endif

#endif
