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
    bool (*passes_over)(const struct llz_stream *s); /* the member that is being read; NULL: it never does */
};

struct llz_stream {
    const struct llz_stream_ops *ops;
    struct llz_options options;
    int workers;          /* groups that may be coded at a time */
    enum llz_error error; /* the first error, which is returned for ever */
    bool ended;           /* whether llz_end() has succeeded */
    struct llz_info info; /* counters; llz_stream_info() adds the rest */
    const uint8_t *out;   /* waiting output, inside one of the buffers below */
    size_t out_left;
    struct llz_flow flow; /* decoder: what comes after that output, */
    uint64_t passed;      /* and zeros in place of content that nobody wants */
    bool unwanted;        /* decoder: whether the member that is being read is of that content */
    struct llz_member member;
    struct llz_context own_context; /* decoder: the context of its members, unless options.context is given */
    struct llz_priming_cost own_priming_cost; /* decoder: the cost of its primers, */
    struct llz_priming_cost *priming_cost;    /* unless another stream counts it; NULL: it is not counted */
    uint64_t earned;                          /* decoder: archive bytes that priming_cost knows of */
    bool more;                                /* decoder: whether input waits after the piece at hand */
    size_t filled;           /* encoder: content in member.raw; decoder: payload bytes of the frame so far */
    uint64_t zeros;          /* encoder: zeros after that content, before it is known what follows */
    struct llz_repeats rows; /* encoder: long rows of zeros between the bytes in member.raw */
    bool left_out;           /* whether frames of this member have repeats */
    size_t period,
        phase;   /* encoder: period of the repetition that they end with, 0: none; phase of the next byte */
    bool looked; /* encoder: whether the frame has been looked through for one */
    struct llz_segment ending;      /* encoder: the last segment so far (analyse.h) */
    bool notes_follow;              /* encoder: whether notes follow its member, or the last of its groups */
    struct llz_meter meter;         /* encoder: used if options.measure */
    struct llz_explainer explainer; /* encoder: used if options.explain */
    struct llz_reader reader;       /* an encoder only keeps its header in reader.header and reader.buf */

    /* About groups that are coded side by side (group_encode.c, group_decode.c) */
    struct llz_jobs *jobs; /* NULL: none */
    bool last;             /* group_encode.c: whether the last group is on its way */
    bool header_waits; /* group_decode.c: whether the member whose header was read waits until no job is left */
    enum llz_error pending_error; /* group_decode.c: the error to be returned then; LLZ_OK: none */
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

/* May n bytes be put out after so many? LLZ_OK, or LLZ_ERR_OUTPUT. */
enum llz_error llz_stream_room(const struct llz_stream *s, uint64_t before, uint64_t n);

/* Counts a frame that is complete and, when it was the last, its member. */
void llz_stream_count(struct llz_stream *s, const struct llz_frame *f);

/* As llz_get_info(), all of it. */
void llz_stream_info(const struct llz_stream *s, struct llz_info *info);

/* Counts what another stream has coded, all but its archive bytes; its figures about learning become those of
 * the last member. */
void llz_stream_add(struct llz_stream *s, const struct llz_info *info);

extern const struct llz_stream_ops llz_encoder_ops, llz_decoder_ops, llz_lister_ops, llz_split_ops;

/* A decoder of one member, which need not be the first of its archive; it takes nothing that is after it. */
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
