/* vec_double.h - the functions of vec_math.h in double precision, for a build that only checks gradients.
 * The vector itself is the one of vec_portable.h; no bit of it is canonical, so libm may serve. */
#ifndef LLZ_VEC_DOUBLE_H
#define LLZ_VEC_DOUBLE_H

static inline llz_v llz_v_exp(llz_v x)
{
    LLZ_LANES(x.f[i] = exp(x.f[i]));
    return x;
}

static inline llz_v llz_v_sigmoid(llz_v x)
{
    LLZ_LANES(x.f[i] = 1 / (1 + exp(-x.f[i])));
    return x;
}

static inline llz_v llz_v_tanh(llz_v x)
{
    LLZ_LANES(x.f[i] = tanh(x.f[i]));
    return x;
}

static inline llz_v llz_v_rsqrt(llz_v x)
{
    LLZ_LANES(x.f[i] = 1 / sqrt(x.f[i]));
    return x;
}

static inline llz_v llz_v_stretch(llz_v p)
{
    LLZ_LANES(p.f[i] = log(p.f[i] / (1 - p.f[i])));
    return p;
}

static inline llz_v llz_v_probability(const uint32_t *q)
{
    llz_v r;
    LLZ_LANES(r.f[i] = (q[i] + 0.5) / (1 << 22));
    return r;
}

/* Packed weights keep all their digits: 32 columns are 32 doubles. */
static inline void llz_v_load_pair(llz_v *lo, llz_v *hi, const llz_half *w)
{
    *lo = llz_v_load(w);
    *hi = llz_v_load(w + 16);
}

static inline void llz_v_store_pair(llz_half *w, llz_v lo, llz_v hi)
{
    llz_v_store(w, lo);
    llz_v_store(w + 16, hi);
}

#endif
