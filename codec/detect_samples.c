#include "codec/detect_samples.h"

#include <stdlib.h>
#include <string.h>

#define SMALLEST 2048
#define CHUNKS 32               /* places in the block that are looked at */
#define PER_CHUNK 64            /* samples at each of them, while forms are compared */
#define CLASSES 34              /* sizes of residuals: 0, and for each sign the bits of their magnitude */
#define FIT_CHUNK 64            /* the same for the fit that decides */
#define LONGEST_ROW 65535u      /* bytes */
#define SHORTEST_ROW 16         /* pixels */
#define PLANE ((size_t)1 << 17) /* samples in which rows are looked for */
#define STEP_LESS 19660 /* 1/65536 bits: how much smaller steps to neighbours are than steps at random */
#define WINDOWS 32      /* places compared with those a row before */
#define WINDOW 32       /* samples in each */
#define TAPS 9

/* One reading of the bytes as samples. */
struct form {
    unsigned width, big, channels, phase;
};

/* What it would cost to code samples by simple predictions, in 1/65536 bits a byte. */
struct cost {
    uint64_t near; /* from the neighbours */
    uint64_t far;  /* from one sample far away, which knows the distribution but not the place */
    uint64_t step; /* mean size of residuals other than 0: 1/65536 bits of their magnitude */
    uint64_t jump; /* the same for far ones */
};

uint32_t llz_log2_16(uint32_t v)
{
    uint32_t whole = 0;
    while (v >> whole > 1)
        whole++;
    /* The fraction bit by bit: squaring the mantissa doubles its logarithm. */
    uint64_t m = ((uint64_t)v << 31) >> whole;
    uint32_t fraction = 0;
    for (int i = 0; i < 16; i++) {
        m = m * m >> 31;
        fraction <<= 1;
        if (m >> 32) {
            fraction |= 1;
            m >>= 1;
        }
    }
    return whole << 16 | fraction;
}

/* Bits of n symbols with these counts, in 1/65536, when each is coded by its share. */
static uint64_t entropy(const uint32_t *count, size_t symbols, uint32_t n)
{
    uint64_t bits = 0;
    const uint64_t all = n ? llz_log2_16(n) : 0;
    for (size_t i = 0; i < symbols; i++) {
        if (count[i])
            bits += count[i] * (all - llz_log2_16(count[i]));
    }
    return bits;
}

static int32_t sample(const uint8_t *p, size_t i, const struct form *f)
{
    const uint8_t *q = p + f->phase + i * f->width;
    if (f->width == 1)
        return q[0];
    return f->big ? q[0] << 8 | q[1] : q[1] << 8 | q[0];
}

/* Residuals modulo 2^bits: sound crosses zero, and an unsigned reading of it must not suffer. */
static unsigned class_of(int32_t e, unsigned width)
{
    e = width == 1 ? (int8_t)(uint8_t)e : (int16_t)(uint16_t)e;
    const uint32_t m = (uint32_t)abs(e);
    const unsigned bits = m ? 32 - (unsigned)__builtin_clz(m) : 0;
    return e < 0 ? CLASSES / 2 + bits : bits;
}

/* The classes' entropy plus the bits below the leading one. */
static uint64_t class_bits(const uint32_t *count, uint32_t n)
{
    uint64_t bits = entropy(count, CLASSES, n);
    for (unsigned c = 0; c < CLASSES; c++) {
        const unsigned magnitude = c % (CLASSES / 2);
        bits += (uint64_t)count[c] * (magnitude > 1 ? magnitude - 1 : 0) << 16;
    }
    return bits;
}

/* First sample of chunk k when a block of n samples is spread over CHUNKS; `before` samples precede each.
 * Somewhere in its share of the block: even steps could meet every row of an image at the same column. */
static size_t chunk(size_t n, size_t before, size_t each, unsigned k)
{
    const size_t share = (n - before - each) / CHUNKS;
    const size_t jitter = (k * 40503u) & 0xffff;
    return before + share * k + (share * jitter >> 16);
}

static uint64_t mean_size(const uint32_t *count)
{
    uint64_t sum = 0;
    uint64_t n = 1;
    for (unsigned c = 0; c < CLASSES; c++) {
        const unsigned magnitude = c % (CLASSES / 2);
        sum += (uint64_t)count[c] * magnitude;
        n += magnitude ? count[c] : 0;
    }
    return (sum << 16) / n;
}

static struct cost measure(const uint8_t *p, size_t n, const struct form *f)
{
    uint32_t w[CLASSES] = { 0 };
    uint32_t line[CLASSES] = { 0 };
    uint32_t cross[CLASSES] = { 0 };
    uint32_t far[CLASSES] = { 0 };
    const size_t samples = (n - f->phase) / f->width;
    const size_t c = f->channels;
    const size_t away = c * 61;
    const size_t each = samples / 64 < PER_CHUNK ? samples / 64 : PER_CHUNK;
    for (unsigned k = 0; k < CHUNKS; k++) {
        const size_t from = chunk(samples, away, each, k);
        for (size_t i = from; i < from + each; i++) {
            const int32_t v = sample(p, i, f);
            const int32_t before = sample(p, i - c, f);
            const int32_t x = c > 1 ? sample(p, i - 1, f) - sample(p, i - 1 - c, f) : 0;
            w[class_of(v - before, f->width)]++;
            line[class_of(v - 2 * before + sample(p, i - 2 * c, f), f->width)]++;
            cross[class_of(v - before - x, f->width)]++;
            far[class_of(v - sample(p, i - away, f), f->width)]++;
        }
    }
    const uint32_t total = (uint32_t)each * CHUNKS;
    const uint64_t a = class_bits(w, total);
    const uint64_t b = class_bits(line, total);
    const uint64_t d = class_bits(cross, total);
    const uint64_t least = a < b ? a : b;
    const struct cost cost = { (least < d ? least : d) / ((uint64_t)total * f->width),
                               class_bits(far, total) / ((uint64_t)total * f->width),
                               mean_size(a <= b && a <= d ? w
                                         : b <= d         ? line
                                                          : cross),
                               mean_size(far) };
    return cost;
}

/* Order-0 entropy of the bytes, each column of so many counted alone, in 1/65536 bits a byte. */
static uint64_t column_entropy(const uint8_t *p, size_t n, size_t columns)
{
    uint32_t count[8][256];
    uint32_t total[8] = { 0 };
    uint64_t bits = 0;
    uint64_t all = 0;
    memset(count, 0, sizeof count);
    const size_t each = n / 64 < 512 ? n / 64 : 512;
    for (unsigned k = 0; k < CHUNKS; k++) {
        const size_t from = chunk(n, 0, each, k) / columns * columns;
        for (size_t i = 0; i < each; i++) {
            count[i % columns][p[from + i]]++;
            total[i % columns]++;
        }
    }
    for (size_t c = 0; c < columns; c++) {
        bits += entropy(count[c], 256, total[c]);
        all += total[c];
    }
    return bits / all;
}

/* Keeps the cheaper reading. Of two that cost the same the first one stands: 16 bits before 8. */
static void consider(const uint8_t *p, size_t n, struct form f, struct form *best, struct cost *cost)
{
    const struct cost c = measure(p, n, &f);
    if (cost->near && c.near + c.near / 256 >= cost->near)
        return;
    *best = f;
    *cost = c;
}

static struct form best_form(const uint8_t *p, size_t n, struct cost *cost)
{
    struct form best = { 1, 0, 1, 0 };
    for (unsigned big = 0; big < 2; big++) {
        for (unsigned channels = 1; channels <= 4; channels++)
            consider(p, n, (struct form){ 2, big, channels, 0 }, &best, cost);
    }
    /* Out of step, an order looks like the other one, not quite as good. */
    const unsigned channels = best.channels;
    for (unsigned big = 0; big < 2; big++)
        consider(p, n, (struct form){ 2, big, channels, 1 }, &best, cost);
    for (unsigned k = 1; k <= 4; k++)
        consider(p, n, (struct form){ 1, 0, k, 0 }, &best, cost);
    return best;
}

static double wrapped(int32_t e, unsigned width)
{
    return width == 1 ? (int8_t)(uint8_t)e : (int16_t)(uint16_t)e;
}

/* Differences to the sample before in the same channel; row: samples, 0: none. Returns their number. */
static size_t taps(const uint8_t *p, size_t i, const struct form *f, size_t row, double *x)
{
    const size_t c = f->channels;
    /* As many for one channel as for several, to compare them fairly. */
    const size_t back[TAPS] = { 2 * c,   3 * c,   c > 1 ? 1 : 4, c > 1 ? 1 + c : 5, row, row - c,
                                row + c, 2 * row, row + 1 };
    const size_t n = row ? TAPS : 4;
    const int32_t w = sample(p, i - c, f);
    for (size_t k = 0; k < n; k++)
        x[k] = wrapped(sample(p, i - back[k], f) - w, f->width);
    return n;
}

/* Solves a w = b for n unknowns, symmetric and made positive by a ridge: no pivots needed. */
static void solve(double a[TAPS][TAPS], double *b, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        a[i][i] += 0.01;
        for (size_t k = i + 1; k < n; k++)
            a[i][k] = a[k][i];
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            const double q = a[j][i] / a[i][i];
            for (size_t k = i; k < n; k++)
                a[j][k] -= q * a[i][k];
            b[j] -= q * b[i];
        }
    }
    for (size_t i = n; i-- > 0;) {
        for (size_t k = i + 1; k < n; k++)
            b[i] -= a[i][k] * b[k];
        b[i] /= a[i][i];
    }
}

/* Normal equations of one channel. */
struct fit {
    double a[TAPS][TAPS];
    double b[TAPS];
};

/* Rough places would rule a plain sum of squares: each sample counts by how calm it is around. */
static void collect(struct fit *fit, const double *x, size_t m, double y)
{
    double rough = 1;
    for (size_t r = 0; r < m; r++)
        rough += x[r] < 0 ? -x[r] : x[r];
    const double weight = 1 / rough;
    for (size_t r = 0; r < m; r++) {
        const double scaled = x[r] * weight;
        fit->b[r] += scaled * y;
        for (size_t s = 0; s <= r; s++)
            fit->a[r][s] += scaled * x[s];
    }
}

static int32_t rounded(double e)
{
    return e > -1e6 && e < 1e6 ? (int32_t)(e + 1048576.5) - 1048576 : 0;
}

/* The median of W, N and W + N - NW, less W. */
static double edge(const uint8_t *p, size_t i, const struct form *f, size_t row)
{
    const size_t c = f->channels;
    const int32_t w = sample(p, i - c, f);
    const double n = wrapped(sample(p, i - row, f) - w, f->width);
    const double nw = wrapped(sample(p, i - row - c, f) - w, f->width);
    const double low = n < 0 ? n : 0;
    const double high = n < 0 ? 0 : n;
    return nw >= high ? low : nw <= low ? high : n - nw;
}

/* What is left to code when a least-squares fit over near samples predicts, in 1/65536 bits a byte. */
static uint64_t fitted(const uint8_t *p, size_t n, const struct form *f, size_t row, bool rows, bool shared)
{
    struct fit fit[4];
    double x[TAPS];
    uint32_t plain[CLASSES] = { 0 };
    uint32_t count[CLASSES] = { 0 };
    size_t m = 0;
    const size_t samples = (n - f->phase) / f->width;
    const size_t before = 2 * row + 5 * (size_t)f->channels;
    if (before + FIT_CHUNK > samples)
        return UINT64_MAX;
    memset(fit, 0, sizeof fit);
    const size_t each = (samples - before) / CHUNKS < FIT_CHUNK ? (samples - before) / CHUNKS : FIT_CHUNK;
    for (unsigned k = 0; k < 2 * CHUNKS; k++) {
        const size_t from = chunk(samples, before, each, k % CHUNKS);
        for (size_t c = 0; k == CHUNKS && c < f->channels; c++)
            solve(fit[c].a, fit[c].b, m);
        for (size_t i = from; i < from + each; i++) {
            struct fit *its = &fit[shared ? 0 : i % f->channels];
            m = taps(p, i, f, rows ? row : 0, x);
            double e = wrapped(sample(p, i, f) - sample(p, i - f->channels, f), f->width);
            if (k < CHUNKS) {
                collect(its, x, m, e);
                continue;
            }
            plain[class_of(rounded(e - (rows ? edge(p, i, f, row) : 0)), f->width)]++;
            for (size_t r = 0; r < m; r++)
                e -= its->b[r] * x[r];
            count[class_of(rounded(e), f->width)]++;
        }
    }
    const uint64_t total = (uint64_t)each * CHUNKS;
    const uint64_t fit_bits = class_bits(count, (uint32_t)total);
    const uint64_t plain_bits = class_bits(plain, (uint32_t)total);
    return (fit_bits < plain_bits ? fit_bits : plain_bits) / (total * f->width);
}

/* Bytes that show where samples are alike: themselves, or of 16 bits those 8 that matter. Of a long block the
 * end. */
static size_t make_plane(const uint8_t *p, size_t n, const struct form *f, uint64_t bits, uint8_t *plane)
{
    const size_t samples = (n - f->phase) / f->width;
    const size_t kept = samples < PLANE ? samples : PLANE;
    /* A residual is then some 16 units wide. */
    const uint64_t wide = bits * f->width >> 16;
    const unsigned shift = f->width == 2 && wide > 4 ? (unsigned)(wide - 4 < 8 ? wide - 4 : 8) : 0;
    for (size_t i = 0; i < kept; i++)
        plane[i] = (uint8_t)((uint32_t)sample(p, samples - kept + i, f) >> shift & 255);
    return kept;
}

static uint32_t difference(const uint8_t *at, size_t apart, size_t d, uint32_t limit)
{
    uint32_t sum = 0;
    for (size_t k = 0; k < WINDOWS && sum < limit; k++) {
        const uint8_t *a = at + k * apart, *before = a - d;
        for (size_t i = 0; i < WINDOW; i++)
            sum += (uint32_t)abs(a[i] - before[i]);
    }
    return sum;
}

/* What differences are compared on. */
struct field {
    const uint8_t *at; /* the first window */
    size_t apart;      /* from window to window */
    size_t first;      /* distances looked at */
    size_t longest;
    size_t pixel; /* samples */
};

/* The least of the candidates that are best but for noise: a second look, elsewhere and over more samples. */
static size_t settle(const struct field *f, size_t d)
{
    size_t best = d;
    uint32_t least = UINT32_MAX;
    for (int k = -3; k <= 3; k++) {
        const size_t e = d + (size_t)k * f->pixel;
        if (e < f->first || e >= f->longest)
            continue;
        uint32_t sum = 0;
        for (size_t part = 0; part < 4; part++)
            sum += difference(f->at + part * f->apart / 4, f->apart, e, UINT32_MAX);
        if (sum < least) {
            least = sum;
            best = e;
        }
    }
    return best;
}

/* The distance in samples at which they differ least, that of a row if this is an image; 0: none much less than
 * others. Sound repeats too, but less exactly. */
static size_t row_of(const uint8_t *p, size_t n, const struct form *f, uint64_t bits)
{
    uint8_t plane[PLANE];
    const size_t samples = make_plane(p, n, f, bits, plane);
    const size_t longest = samples / 3 < LONGEST_ROW / f->width ? samples / 3 : LONGEST_ROW / f->width;
    const struct field field = { plane + longest, (samples - longest - WINDOW) / WINDOWS,
                                 (size_t)SHORTEST_ROW * f->channels, longest, f->channels };
    size_t best = 0;
    uint32_t least = UINT32_MAX;
    for (size_t d = field.first; d < longest; d++) {
        const uint32_t sum = difference(field.at, field.apart, d, least);
        if (sum < least) {
            least = sum;
            best = d;
        }
    }
    uint64_t all = 0;
    uint64_t looked = 0;
    for (size_t d = field.first; d < longest; d += 97 * f->channels, looked++)
        all += difference(field.at, field.apart, d, UINT32_MAX);
    return least * looked * 100 < all * 68 ? settle(&field, best) : 0;
}

/* Two channels that are nearly alike pass for one; but what predicts one of them does not predict the other. */
static bool is_stereo(const uint8_t *p, size_t n, struct form f)
{
    f.channels = 2;
    return fitted(p, n, &f, 0, false, false) * 100 < fitted(p, n, &f, 0, false, true) * 97;
}

/* Rows if the samples above help; sound of 8 bits is too rare to ask much. */
static size_t find_row(const uint8_t *p, size_t n, const struct form *f, uint64_t bits)
{
    const size_t row = row_of(p, n, f, bits);
    if (row == 0)
        return 0;
    const uint64_t with = fitted(p, n, f, row, true, false);
    const uint64_t without = fitted(p, n, f, row, false, false);
    return with * 1000 < without * (f->width == 1 ? 1030 : 975) ? row : 0;
}

bool llz_detect_samples(const uint8_t *p, size_t n, struct llz_profile *out)
{
    if (n < SMALLEST)
        return false;
    struct cost cost = { 0, 0, 0, 0 };
    struct form f = best_form(p, n, &cost);
    const uint64_t columns = column_entropy(p, n, (size_t)f.channels * f.width);
    /* Most text and code ends here. */
    if (cost.near * 100 > columns * 115 || cost.step + STEP_LESS > cost.jump)
        return false;
    const uint64_t line = fitted(p, n, &f, 0, false, false);
    const uint64_t bits = line < cost.near ? line : cost.near;
    /* Neighbours must tell more than the distribution does, and more than a sample far away. */
    if (bits * 100 > columns * 97 || bits * 100 > cost.far * 92)
        return false;
    const size_t row = find_row(p, n, &f, bits);
    if (row == 0 && f.channels == 1 && is_stereo(p, n, f))
        f.channels = 2;
    out->kind = LLZ_KIND_SAMPLES;
    out->width = (uint8_t)f.width;
    out->big = (uint8_t)f.big;
    out->pixel = (uint8_t)(f.channels * f.width);
    out->stride = (uint32_t)(row * f.width);
    return true;
}
