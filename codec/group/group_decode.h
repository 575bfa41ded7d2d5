/* group_decode.h - the decoder's part about groups that are decoded beside each other. */
#ifndef LLZ_GROUP_DECODE_H
#define LLZ_GROUP_DECODE_H

#include "codec/stream/stream.h"

/* The reader has a header. *gathers: its member is a group whose archive is gathered for a thread; then the
 * header has been. If s->header_waits, the member begins, by another call, when no job is left. */
enum llz_error llz_group_decode_member(struct llz_stream *s, bool *gathers);

bool llz_group_decode_gathers(const struct llz_stream *s); /* a group's archive is being gathered */
enum llz_error llz_group_decode_gather(struct llz_stream *s, const uint8_t *p, size_t n);
void llz_group_decode_start(struct llz_stream *s,
                            bool whole); /* nothing more comes; whole: it ended as it should */

bool llz_group_decode_due(const struct llz_stream *s); /* a job has to be taken before anything else is read */
enum llz_error
llz_group_decode_take(struct llz_stream *s); /* also after its error its output is what comes next */

/* An error after all that has been read so far. LLZ_OK: it is kept in s->pending_error until no job is left. */
enum llz_error llz_group_decode_error(struct llz_stream *s, enum llz_error err);

/* The end of the input, where there is a ring: LLZ_AGAIN until no job is left. */
enum llz_error llz_group_decode_end(struct llz_stream *s);

#endif
