/* stream.h - the inside of struct llz_stream: what encoder, decoder and lister share. */
#ifndef LLZ_STREAM_H
#define LLZ_STREAM_H

#include "codec/container/reader.h"
#include "codec/llz.h"
#include "codec/stream/member.h"

/* One direction. */
struct llz_stream_ops {
    enum llz_error (*feed)(struct llz_stream *s, const uint8_t *p, size_t n, size_t *took);
    enum llz_error (*end)(struct llz_stream *s);
    enum llz_error (*feed_zeros)(struct llz_stream *s, uint64_t n, uint64_t *took); /* NULL: feed gets them */
};

struct llz_stream {
    const struct llz_stream_ops *ops;
    struct llz_options options;
    int workers;          /* groups that may be coded at a time */
    enum llz_error error; /* the first one; it is returned for ever */
    bool ended;           /* llz_end() has succeeded */
    struct llz_info info; /* counters; llz_stream_info() adds the rest */
    const uint8_t *out;   /* output that waits: inside one of the buffers below */
    size_t out_left;
    struct llz_flow flow; /* decoder: what comes after it */
    struct llz_member member;
    struct llz_context own_context; /* decoder: of its members, unless options.context is given */
    struct llz_account own_account; /* decoder: likewise, */
    struct llz_account *account;    /* unless somebody else counts; NULL: nobody does */
    uint64_t earned;                /* decoder: archive bytes that have been earned by */
    bool more;                      /* decoder: others have come after those that are looked at */
    size_t filled;  /* encoder: content in member.raw; decoder: payload bytes of the frame so far */
    uint64_t zeros; /* encoder: zeros that have come after it, of which nobody knows yet what follows */
    struct llz_repeats rows; /* encoder: long rows of zeros between the bytes in member.raw */
    bool left_out;           /* frames of this member have repeats */
    size_t period, phase; /* encoder: of the repetition that they end with, 0: they do not; of what is next */
    bool looked;          /* encoder: the frame has been looked through for that */
    struct llz_segment ending;      /* encoder: the last segment so far (analyse.h) */
    bool notes_follow;              /* encoder: notes follow its member, or the last of its groups */
    struct llz_meter meter;         /* encoder: used if options.measure */
    struct llz_explainer explainer; /* encoder: used if options.explain */
    struct llz_reader reader;       /* an encoder only keeps its header in reader.header and reader.buf */

    /* Of groups that are coded beside each other (group_encode.c, group_decode.c) */
    struct llz_jobs *jobs; /* NULL: there are none */
    bool last;             /* group_encode.c: the last group is on its way */
    bool header_waits;     /* group_decode.c: the member whose header was read begins once no job is left */
    enum llz_error pending_error; /* group_decode.c: what is returned then; LLZ_OK: no error */
    uint64_t sound;         /* decoder: archive bytes up to the end of the last frame that was decoded here */
    uint64_t walked;        /* decoder: content in the heads read so far */
    uint64_t passed_groups; /* group_decode.c: archive bytes of groups that jobs have taken */
};

/* Progress of the frame that begins now. */
struct llz_progress llz_stream_progress(const struct llz_stream *s);

/* Does output wait? */
bool llz_stream_waits(struct llz_stream *s);

/* Decoder: settles what its next member shares with those before it. */
void llz_stream_share(struct llz_stream *s);

/* May n bytes be put out behind so many? LLZ_OK, or LLZ_ERR_OUTPUT. */
enum llz_error llz_stream_room(const struct llz_stream *s, uint64_t before, uint64_t n);

/* Counts a frame that is complete and, when it was the last, its member. */
void llz_stream_count(struct llz_stream *s, const struct llz_frame *f);

/* As llz_get_info(), all of it. */
void llz_stream_info(const struct llz_stream *s, struct llz_info *info);

/* Counts what another stream has coded, all but its archive bytes; its figures about learning become those of
 * the last member. */
void llz_stream_add(struct llz_stream *s, const struct llz_info *info);

extern const struct llz_stream_ops llz_encoder_ops, llz_decoder_ops, llz_lister_ops, llz_split_ops;

/* A decoder of one member, which need not be the first of its archive; it takes nothing that is behind it. */
struct llz_stream *llz_decoder_alone(const struct llz_options *opt, enum llz_error *err);
struct llz_stream *llz_lister_alone(enum llz_error *err);

/* An encoder whose member is that group; group->length 0: of no group. */
struct llz_stream *llz_encoder_group(const struct llz_options *opt, const struct llz_group *group,
                                     enum llz_error *err);

/* An encoder whose archives say how to learn: tuning. */
struct llz_stream *llz_encoder_tuned(const struct llz_options *opt, const struct llz_tuning *tuning,
                                     enum llz_error *err);

/* The prior that a member names; NULL: it names none, or it is not here. */
const struct llz_prior *llz_decoder_prior(const struct llz_options *o, const struct llz_header *h);

/* Bytes that such an encoder allocates, whatever the tuning. 0: there is none with these options. */
size_t llz_encoder_needs(const struct llz_options *opt);

/* Makes the member of an encoder and its header, in which tuning and group stand already. */
enum llz_error llz_encoder_start(struct llz_stream *s);

/* Fills the header, but for tuning and group, which stand there. */
enum llz_error llz_encoder_header(struct llz_header *h, const struct llz_options *opt);
/* The number of the model that they ask for; -1: there is none. */
int llz_encoder_model(const struct llz_options *opt);

/* Makes the ring of an encoder that cuts its content into groups. */
enum llz_error llz_split_start(struct llz_stream *s);

/* Bytes that one group takes of an encoder with options->split whose model takes so many. 0: not allowed. */
size_t llz_split_needs(const struct llz_options *opt, size_t model);

#endif
