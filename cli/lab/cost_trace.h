/* cost_trace.h - what each piece of a file cost: the progress of an encoder, kept. */
#ifndef LLZ_COST_TRACE_H
#define LLZ_COST_TRACE_H

#include <stddef.h>
#include <stdint.h>

#define PIECE_BYTES 4096 /* how often an encoder reports */

struct trace {
    /* archive bytes so far at the end of each piece; a frame that is stored in the end can shrink it */
    int64_t *ends;
    size_t pieces; /* number of pieces of PIECE_BYTES, the last one shorter */
    size_t known;  /* number of known ends */
    uint64_t raw;  /* content bytes in the last report */
    int64_t packed;
};

/* For a file of size bytes. 0, or -1 for want of memory. */
int trace_begin(struct trace *t, size_t size);

/* raw bytes of content have become packed bytes of archive; neither is less
 * than at the last call, save packed. */
void trace_add(struct trace *t, uint64_t raw, uint64_t packed);

/* The whole archive has packed bytes. */
void trace_end(struct trace *t, uint64_t packed);

/* Bytes of archive for piece k; of the first with the archive's head, of the last with its tail. */
double trace_cost(const struct trace *t, size_t k);

size_t trace_pieces(size_t size);

void trace_free(struct trace *t);

#endif
