/* transformer.c - forward, and back with or without tangents, chunk by chunk. Sums over texts go on from one chunk to the next in
 * one order, so that the size of a chunk changes no bit. */
#include "learner/lab/transformer/transformer.h"

#include <math.h>
#include <string.h>

#include "learner/lab/lab_log.h"
#include "learner/lab/transformer/lanes.h"

#define INNER 4 /* width of the layer within, in widths */

enum matrix { QUERY, KEY, VALUE, OUT, UP, DOWN, MATRICES };

/* ---- Where things are ---- */

static size_t size_of(const struct llz_transformer_sizes *s, enum matrix w)
{
    return s->width * s->width * (w == UP || w == DOWN ? INNER : 1);
}

static size_t layer_size(const struct llz_transformer_sizes *s)
{
    return s->width * s->width * (4 + 2 * INNER);
}

/* All parameters are one row of floats, so that steps, costates and archives need not know what they belong to:
 * embeddings [symbols][width], positions [length][width], for each layer its matrices in the order of enum matrix, and
 * the outputs [width][symbols]. */
static size_t place_of(const struct llz_transformer_sizes *s, size_t layer, enum matrix w)
{
    size_t at = (s->symbols + s->length) * s->width + layer * layer_size(s);

    for (int i = 0; i < (int)w; i++)
        at += size_of(s, (enum matrix)i);
    return at;
}

static size_t place_of_output(const struct llz_transformer_sizes *s)
{
    return place_of(s, s->layers, QUERY);
}

size_t llz_transformer_parameters(const struct llz_transformer_sizes *s)
{
    return place_of_output(s) + s->width * s->symbols;
}

static size_t rows_in(enum matrix w, size_t width)
{
    return w == DOWN ? INNER * width : width;
}

static size_t columns_in(enum matrix w, size_t width)
{
    return w == UP ? INNER * width : width;
}

/* Room for both, so that layouts with and without tangents agree. */
static struct llz_dual take(struct llz_arena *a, size_t n, bool tangents)
{
    struct llz_dual x = { .v = llz_arena_take(a, n, sizeof *x.v) };
    llz_real *t = llz_arena_take(a, n, sizeof *x.t);

    x.t = tangents ? t : NULL;
    return x;
}

static void lay_layer(struct llz_transformer_layer *l, struct llz_arena *a, size_t rows, size_t width, size_t p,
                      bool tangents)
{
    struct llz_dual *const narrow[] = { &l->x, &l->h, &l->q, &l->k, &l->v, &l->a, &l->middle, &l->g };

    for (size_t i = 0; i < sizeof narrow / sizeof *narrow; i++)
        *narrow[i] = take(a, rows * width, tangents);
    l->p = take(a, p, tangents);
    l->u = take(a, rows * width * INNER, tangents);
    l->s = take(a, rows * width * INNER, tangents);
    l->sigmoid = llz_arena_take(a, rows * width * INNER, sizeof *l->sigmoid);
}

static void lay(struct llz_transformer *m, struct llz_arena *a, bool tangents)
{
    const struct llz_transformer_sizes *s = &m->sizes;
    const size_t rows = m->chunk * s->length, square = s->length * s->length;
    struct llz_dual *const narrow[] = { &m->last, &m->final, &m->dx, &m->dh, &m->dq, &m->dk, &m->dv, &m->da };

    m->turned = take(a, m->parameters, tangents);
    for (size_t i = 0; i < s->layers; i++)
        lay_layer(&m->layer[i], a, rows, s->width, m->chunk * (s->width / LLZ_HEAD) * square, tangents);
    for (size_t i = 0; i < sizeof narrow / sizeof *narrow; i++)
        *narrow[i] = take(a, rows * s->width, tangents);
    m->logits = take(a, rows * s->symbols, tangents);
    m->du = take(a, rows * s->width * INNER, tangents);
    m->text = llz_arena_take(a, rows, 1);
    m->attention = (struct llz_attention){ .kernels = m->kernels,
                                           .length = s->length,
                                           .stride = s->width,
                                           .scale = (llz_real)(1 / sqrt((double)LLZ_HEAD)),
                                           .turned = take(a, LLZ_HEAD * s->length, true),
                                           .score = take(a, square, true) };
}

bool llz_transformer_new(struct llz_transformer *m, const struct llz_transformer_sizes *sizes, size_t chunk)
{
    struct llz_arena count = { 0 };

    *m = (struct llz_transformer){ .sizes = *sizes,
                                   .kernels = llz_kernels_get(),
                                   .chunk = chunk,
                                   .parameters = llz_transformer_parameters(sizes) };
    lay(m, &count, false);
    m->memory = llz_arena_new(count.used);
    return m->memory.base;
}

void llz_transformer_free(struct llz_transformer *m)
{
    llz_arena_free(&m->memory);
}

/* Back goes through the transposed matrices. They are made once for each set of parameters: making them for each chunk
 * would cost as much as the products of a few texts. */
static void turn(struct llz_transformer *m, size_t at, size_t rows, size_t columns)
{
    m->kernels->transpose(m->turned.v + at, rows, m->theta.v + at, columns, rows, columns);
    if (m->theta.t)
        m->kernels->transpose(m->turned.t + at, rows, m->theta.t + at, columns, rows, columns);
}

/* Lays everything out again in the memory that there is: without a direction no tangent has a place, and whether there
 * is one is all that the functions below ask. */
void llz_transformer_set(struct llz_transformer *m, llz_real *theta, llz_real *direction)
{
    const struct llz_transformer_sizes *s = &m->sizes;
    struct llz_arena again = m->memory;

    again.used = 0;
    lay(m, &again, direction);
    m->theta = (struct llz_dual){ theta, direction };
    for (size_t i = 0; i < s->layers; i++)
        for (enum matrix w = QUERY; w < MATRICES; w++)
            turn(m, place_of(s, i, w), rows_in(w, s->width), columns_in(w, s->width));
    turn(m, place_of_output(s), s->width, s->symbols);
}

/* ---- Forward ---- */

/* What is read where a symbol is foreseen: symbol 0 stands before the first one of each text, whatever lies before it in
 * the chunk. */
static unsigned char symbol_before(const unsigned char *text, size_t row, size_t length)
{
    return row % length == 0 ? 0 : text[row - 1];
}

static void embed(struct llz_transformer *m, const unsigned char *text, size_t rows)
{
    const struct llz_transformer_sizes *s = &m->sizes;
    const struct llz_dual x = m->layer[0].x;

    for (size_t r = 0; r < rows; r++) {
        const size_t symbol = symbol_before(text, r, s->length) * s->width;
        const size_t position = (s->symbols + r % s->length) * s->width;

        for (size_t i = 0; i < s->width; i++)
            x.v[r * s->width + i] = m->theta.v[symbol + i] + m->theta.v[position + i];
        for (size_t i = 0; x.t && i < s->width; i++)
            x.t[r * s->width + i] = m->theta.t[symbol + i] + m->theta.t[position + i];
    }
}

/* y = x W of a layer. */
static void multiply(const struct llz_transformer *m, struct llz_dual y, struct llz_dual x, size_t layer,
                     enum matrix w, size_t rows)
{
    const size_t width = m->sizes.width;

    llz_dual_product(m->kernels, y, x, llz_dual_at(m->theta, place_of(&m->sizes, layer, w)), rows,
                     rows_in(w, width), columns_in(w, width), false);
}

/* Where head number h of text n begins in a matrix of rows, and its probabilities. */
static size_t head_at(const struct llz_transformer_sizes *s, size_t n, size_t h)
{
    return n * s->length * s->width + h * LLZ_HEAD;
}

static size_t probabilities_at(const struct llz_transformer_sizes *s, size_t n, size_t h)
{
    return (n * (s->width / LLZ_HEAD) + h) * s->length * s->length;
}

static void attend(const struct llz_transformer *m, const struct llz_transformer_layer *l, size_t texts)
{
    for (size_t n = 0; n < texts; n++)
        for (size_t h = 0; h < m->sizes.width / LLZ_HEAD; h++) {
            const size_t at = head_at(&m->sizes, n, h);

            llz_attention(&m->attention, llz_dual_at(l->a, at),
                          llz_dual_at(l->p, probabilities_at(&m->sizes, n, h)), llz_dual_at(l->q, at),
                          llz_dual_at(l->k, at), llz_dual_at(l->v, at));
        }
}

/* Norms stand before attention and before the layer within, and sums go past both (Xiong et al. 2020, arXiv 2002.04745,
 * figure 1b): such a network learns with the same step from the first one on, and the experiment has no other. */
static void forward_layer(const struct llz_transformer *m, size_t i, struct llz_dual next, size_t texts)
{
    const struct llz_transformer_layer *l = &m->layer[i];
    const size_t width = m->sizes.width, rows = texts * m->sizes.length;

    llz_dual_norm(m->kernels, l->h, l->x, rows, width);
    multiply(m, l->q, l->h, i, QUERY, rows);
    multiply(m, l->k, l->h, i, KEY, rows);
    multiply(m, l->v, l->h, i, VALUE, rows);
    attend(m, l, texts);
    multiply(m, l->middle, l->a, i, OUT, rows);
    llz_dual_add(l->middle, l->x, rows * width);
    llz_dual_norm(m->kernels, l->g, l->middle, rows, width);
    multiply(m, l->u, l->g, i, UP, rows);
    llz_dual_silu(m->kernels, l->s, l->u, l->sigmoid, rows * width * INNER);
    multiply(m, next, l->s, i, DOWN, rows);
    llz_dual_add(next, l->middle, rows * width);
}

static void forward(struct llz_transformer *m, const unsigned char *text, size_t texts)
{
    const struct llz_transformer_sizes *s = &m->sizes;
    const size_t rows = texts * s->length;

    embed(m, text, rows);
    for (size_t i = 0; i < s->layers; i++)
        forward_layer(m, i, i + 1 < s->layers ? m->layer[i + 1].x : m->last, texts);
    llz_dual_norm(m->kernels, m->final, m->last, rows, s->width);
    llz_dual_product(m->kernels, m->logits, m->final, llz_dual_at(m->theta, place_of_output(s)), rows, s->width,
                     s->symbols, false);
}

/* ---- Loss ---- */

/* ln x, x >= 1, in double: the powers of two, and what is left of them. */
static double logarithm(double x)
{
    int power = 0;

    while (x > 1.5 && power < 64) { /* what is infinite ends too */
        x /= 2;
        power++;
    }
    return llz_lab_log_ratio((x - 1) / (x + 1)) + power * 0.6931471805599453;
}

/* Logits z become probabilities, of which the sum before is returned. */
static llz_real predict(const struct llz_transformer *m, llz_real *z)
{
    const size_t n = m->sizes.symbols;
    const llz_real sum = m->kernels->softmax(z, z, n), share = 1 / sum;

    for (size_t i = 0; i < n; i += LLZ_LANES)
        llz_lanes_put(z + i, share * llz_lanes_at(z + i));
    return sum;
}

static llz_real largest(const llz_real *z, size_t n)
{
    llz_real most = z[0];

    for (size_t i = 1; i < n; i++)
        most = z[i] > most ? z[i] : most;
    return most;
}

/* Probabilities become weight (p - y), tangents weight p (z' - mean of z' by p). */
static void derive(struct llz_dual z, size_t symbol, size_t n, llz_real weight, llz_real mean)
{
    for (size_t i = 0; z.t && i < n; i += LLZ_LANES)
        llz_lanes_put(z.t + i, weight * llz_lanes_at(z.v + i) * (llz_lanes_at(z.t + i) - mean));
    z.v[symbol] -= 1;
    for (size_t i = 0; i < n; i += LLZ_LANES)
        llz_lanes_put(z.v + i, weight * llz_lanes_at(z.v + i));
}

/* A text of a chunk, which is text number n of the pass. */
static void judge(struct llz_transformer *m, const struct llz_transformer_pass *pass, size_t place, size_t n,
                  bool derived)
{
    const size_t L = m->sizes.length, V = m->sizes.symbols;
    double loss = 0;
    llz_real contribution = 0;

    for (size_t i = 0; i < L; i++) {
        const struct llz_dual z = llz_dual_at(m->logits, (place * L + i) * V);
        const size_t symbol = pass->text[n * L + i];
        const double margin = pass->losses ? (double)(largest(z.v, V) - z.v[symbol]) : 0;
        const llz_real sum = predict(m, z.v), mean = z.t ? m->kernels->dot(z.v, z.t, V) : 0;

        if (pass->losses)
            loss += margin + logarithm((double)sum);
        if (pass->probability)
            memcpy(pass->probability + (n * L + i) * V, z.v, V * sizeof *z.v);
        if (pass->contribution)
            contribution += mean - z.t[symbol]; /* (p - y) . z' */
        if (derived)
            derive(z, symbol, V, pass->weight[n] / (llz_real)L, mean);
    }
    if (pass->losses)
        pass->losses[n] = loss / (double)L;
    if (pass->contribution)
        pass->contribution[n] = contribution / (llz_real)L;
}

/* ---- Back ---- */

/* The matrix's part of sum, from its inputs x and the derivative by its outputs. */
static void add_weights(const struct llz_transformer *m, llz_real *sum, struct llz_dual x, struct llz_dual dy,
                        size_t layer, enum matrix w, size_t rows)
{
    const size_t width = m->sizes.width;

    llz_dual_product_weights(m->kernels, sum + place_of(&m->sizes, layer, w), x, dy, rows, rows_in(w, width),
                             columns_in(w, width));
}

/* dx = dy W', or +=. */
static void multiply_back(const struct llz_transformer *m, struct llz_dual dx, struct llz_dual dy, size_t layer,
                          enum matrix w, size_t rows, bool add)
{
    const size_t width = m->sizes.width;

    llz_dual_product(m->kernels, dx, dy, llz_dual_at(m->turned, place_of(&m->sizes, layer, w)), rows,
                     columns_in(w, width), rows_in(w, width), add);
}

static void attend_back(const struct llz_transformer *m, const struct llz_transformer_layer *l, size_t texts)
{
    for (size_t n = 0; n < texts; n++)
        for (size_t h = 0; h < m->sizes.width / LLZ_HEAD; h++) {
            const size_t at = head_at(&m->sizes, n, h);

            llz_attention_back(&m->attention, llz_dual_at(m->dq, at), llz_dual_at(m->dk, at),
                               llz_dual_at(m->dv, at), llz_dual_at(m->da, at),
                               llz_dual_at(l->p, probabilities_at(&m->sizes, n, h)), llz_dual_at(l->q, at),
                               llz_dual_at(l->k, at), llz_dual_at(l->v, at));
        }
}

/* dx, the derivative by what the layer ends with, becomes that by what it begins with. */
static void back_layer(const struct llz_transformer *m, llz_real *sum, size_t i, size_t texts)
{
    const struct llz_transformer_layer *l = &m->layer[i];
    const struct llz_dual by[] = { m->dq, m->dk, m->dv };
    const size_t width = m->sizes.width, rows = texts * m->sizes.length;

    add_weights(m, sum, l->s, m->dx, i, DOWN, rows);
    multiply_back(m, m->du, m->dx, i, DOWN, rows, false);
    llz_dual_silu_back(m->du, m->du, l->u, l->sigmoid, rows * width * INNER);
    add_weights(m, sum, l->g, m->du, i, UP, rows);
    multiply_back(m, m->dh, m->du, i, UP, rows, false);
    llz_dual_norm_back(m->kernels, m->dx, m->dh, l->middle, rows, width);
    add_weights(m, sum, l->a, m->dx, i, OUT, rows);
    multiply_back(m, m->da, m->dx, i, OUT, rows, false);
    attend_back(m, l, texts);
    /* The three read the same norm, through which the sum of what they send back goes; dx has what goes past. */
    for (enum matrix w = QUERY; w <= VALUE; w++) {
        add_weights(m, sum, l->h, by[w], i, w, rows);
        multiply_back(m, m->dh, by[w], i, w, rows, w != QUERY);
    }
    llz_dual_norm_back(m->kernels, m->dx, m->dh, l->x, rows, width);
}

static void clear(struct llz_dual x, size_t n)
{
    memset(x.v, 0, n * sizeof *x.v);
    if (x.t)
        memset(x.t, 0, n * sizeof *x.t);
}

/* Embeddings are linear: of their tangents only those that came back count. */
static void back_embeddings(const struct llz_transformer *m, llz_real *sum, const unsigned char *text,
                            size_t rows)
{
    const struct llz_transformer_sizes *s = &m->sizes;
    const llz_real *dx = m->dx.t ? m->dx.t : m->dx.v;

    for (size_t r = 0; r < rows; r++) {
        llz_real *symbol = sum + symbol_before(text, r, s->length) * s->width;
        llz_real *position = sum + (s->symbols + r % s->length) * s->width;

        for (size_t i = 0; i < s->width; i++) {
            symbol[i] += dx[r * s->width + i];
            position[i] += dx[r * s->width + i];
        }
    }
}

static void back(struct llz_transformer *m, llz_real *sum, const unsigned char *text, size_t texts)
{
    const struct llz_transformer_sizes *s = &m->sizes;
    const size_t rows = texts * s->length, output = place_of_output(s);

    llz_dual_product_weights(m->kernels, sum + output, m->final, m->logits, rows, s->width, s->symbols);
    llz_dual_product(m->kernels, m->dh, m->logits, llz_dual_at(m->turned, output), rows, s->symbols, s->width,
                     false);
    clear(m->dx, rows * s->width);
    llz_dual_norm_back(m->kernels, m->dx, m->dh, m->last, rows, s->width);
    for (size_t i = s->layers; i-- > 0;)
        back_layer(m, sum, i, texts);
    back_embeddings(m, sum, text, rows);
}

/* The next texts from *n on whose derivatives are wanted, or are not: as many as a chunk holds; their numbers in which. Returns
 * how many. */
static size_t gather(struct llz_transformer *m, const struct llz_transformer_pass *pass, bool derived,
                     size_t *n, size_t which[LLZ_TRANSFORMER_CHUNK_MAX])
{
    const size_t L = m->sizes.length;
    size_t texts = 0;

    for (; *n < pass->n && texts < m->chunk; ++*n)
        if (derived == (pass->sum && pass->weight[*n] != 0)) {
            memcpy(m->text + texts * L, pass->text + *n * L, L);
            which[texts++] = *n;
        }
    return texts;
}

static void run_chunks(struct llz_transformer *m, const struct llz_transformer_pass *pass, bool derived)
{
    size_t which[LLZ_TRANSFORMER_CHUNK_MAX], n = 0, texts;

    while ((texts = gather(m, pass, derived, &n, which)) > 0) {
        forward(m, m->text, texts);
        for (size_t i = 0; i < texts; i++)
            judge(m, pass, i, which[i], derived);
        if (derived)
            back(m, pass->sum, m->text, texts);
    }
}

/* What has no weight adds nothing to the sum: no way back for it, and no way at all where nothing else is wanted. */
void llz_transformer_run(struct llz_transformer *m, const struct llz_transformer_pass *pass)
{
    if (pass->sum)
        run_chunks(m, pass, true);
    if (!pass->sum || pass->losses || pass->contribution || pass->probability)
        run_chunks(m, pass, false);
}
