/* prior_select.c - how many of the samples, the likest to the probes first, a prior is made of, is tried out: for each
 * share one is made, and codes some of the probes. */
#include "codec/prior/prior_select.h"

#include <stdlib.h>

#include "codec/prior/prior_make.h"
#include "learner/select/probe_overlap.h"
#include "learner/select/selection.h"

enum llz_error llz_prior_select(const struct llz_training *how, const struct llz_sample *samples, size_t n,
                                struct llz_trained *out)
{
    struct llz_text_bytes *texts = llz_prior_texts(samples, n),
                          *probes = llz_prior_texts(how->probes, how->probe_count);
    struct llz_selection s;
    struct llz_pieces pieces = { 0 };
    enum llz_error err = LLZ_ERR_MEMORY;
    const char *e = getenv("SEL_SHARE"), *f = getenv("SEL_PASS"), *g = getenv("SEL_SAMPLE");
    if (llz_selection_new(&s, texts, n, probes, how->probe_count)) {
        if (llz_selection_cut(&s, &pieces, s.bytes / (e ? atof(e) : 4), llz_prior_sample_of(how->file_bytes)*(g?atof(g):1)))
            err = llz_prior_make(how, &pieces, f ? atoi(f) : 3, out);
        llz_selection_free(&s);
    }
    llz_pieces_free(&pieces);
    free(texts);
    free(probes);
    return err;
}

enum llz_error llz_prior_shared(const struct llz_sample *probes, size_t probe_count,
                                const struct llz_sample *samples, size_t n, uint64_t *bytes)
{
    struct llz_text_bytes *of = llz_prior_texts(probes, probe_count), *in = llz_prior_texts(samples, n);
    const bool ok = of && in && llz_probe_overlap(of, probe_count, in, n, bytes);

    free(of);
    free(in);
    return ok ? LLZ_OK : LLZ_ERR_MEMORY;
}
