/* cost_trace.c - what each piece of a file cost.
 *
 * Costs are kept for pieces of fixed length, since the bootstrap resamples them, and different policies
 * must be cut at the same places. */
#include "cli/lab/cost_trace.h"

#include <stdlib.h>

size_t trace_pieces(size_t size)
{
    return size / PIECE_BYTES + (size % PIECE_BYTES != 0);
}

int trace_begin(struct trace *t, size_t size)
{
    *t = (struct trace){ .pieces = trace_pieces(size) };
    t->ends = calloc(t->pieces, sizeof *t->ends);
    return t->ends ? 0 : -1;
}

/* Reports count from the beginning of a frame, pieces from that of the file: a piece's end may lie between two
 * reports, where the cost is taken to be even. */
void trace_add(struct trace *t, uint64_t raw, uint64_t packed)
{
    uint64_t end;

    while (t->known < t->pieces && (end = (uint64_t)(t->known + 1) * PIECE_BYTES) <= raw) {
        double share = (double)(end - t->raw) / (double)(raw - t->raw);

        t->ends[t->known++] = t->packed + (int64_t)(share * (double)((int64_t)packed - t->packed));
    }
    t->raw = raw;
    t->packed = (int64_t)packed;
}

/* The last piece also pays for what comes after all content: hash and tail. */
void trace_end(struct trace *t, uint64_t packed)
{
    t->known = t->pieces;
    t->ends[t->pieces - 1] = (int64_t)packed;
}

double trace_cost(const struct trace *t, size_t k)
{
    return (double)(t->ends[k] - (k ? t->ends[k - 1] : 0));
}

void trace_free(struct trace *t)
{
    free(t->ends);
    t->ends = NULL;
}
