/* account.c - an encoder that tells what every byte costs; what it says is summed up. */
#include "cli/why/account.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/terminal/progress.h"
#include "codec/llz_lab.h"
#include "codec/pump.h"

#define CELLS_MAX 1152 /* 96 in a row of the map (cli/why/page/cost_map.c), twelve rows */

void sum_add(struct sum *to, const struct sum *from)
{
    to->bytes += from->bytes;
    to->bits += from->bits;
    to->lm += from->lm;
    for (int i = 0; i < ACCOUNT_PARTS; i++)
        to->saved[i] += from->saved[i];
}

double sum_rate(const struct sum *s)
{
    return s->bytes > 0 ? s->bits / s->bytes : 0;
}

/* There are no more kinds than that. By name, as the library gives no number. */
static struct sum *sum_of_kind(struct account *a, const char *name)
{
    int i = 0;

    while (i < a->kinds && strcmp(a->kind_name[i], name) != 0)
        i++;
    /* One kind too many spoils a sum, but nothing beyond the array. */
    if (i == ACCOUNT_KINDS)
        return &a->kind[0];
    if (i == a->kinds)
        a->kind_name[a->kinds++] = name;
    return &a->kind[i];
}

static void on_byte(void *user, const struct llz_cost *c)
{
    struct account *a = user;
    /* Where there is no language model its cost is not a number, which would spoil every sum. */
    struct sum one = { .bytes = 1, .bits = c->bits, .lm = isnan(c->lm) ? 0 : c->lm };

    for (int i = 0; i < a->parts; i++)
        one.saved[i] = c->without[i] - c->bits;
    /* Floats: costs are kept for every byte, and have more digits than a page shows. */
    a->bits[c->position] = (float)c->bits;
    sum_add(&a->cell[c->position / a->cell_bytes], &one);
    sum_add(sum_of_kind(a, c->kind), &one);
    sum_add(&a->total, &one);
}

/* In equal shares to the cells that they lie in. */
static void on_repeat(void *user, uint64_t position, uint64_t bytes)
{
    struct account *a = user;
    const uint64_t end = position + bytes;

    /* A repeat may be of terabytes: cell by cell, not byte by byte. */
    while (position < end) {
        const uint64_t cell = position / a->cell_bytes, next = (cell + 1) * a->cell_bytes;
        struct sum some = { .bytes = (double)((next < end ? next : end) - position) };

        sum_add(&a->cell[cell], &some);
        sum_add(sum_of_kind(a, "repeat"), &some);
        sum_add(&a->total, &some);
        position = next;
    }
}

static enum llz_error encode(struct account *a, const struct why_request *request, const char *policy,
                             struct progress *progress)
{
    /* The structs of the library grow at their ends: the size says which members are there. */
    const struct llz_explain explain = { sizeof explain, on_byte, a, on_repeat };
    /* As for an archive, so that the page tells what that archive would cost. */
    struct llz_options opt = options_stream(&request->common);
    struct llz_stream *stream;
    enum llz_error code;

    opt.policy = policy;
    opt.progress = progress_tick;
    opt.priming = progress_priming;
    opt.progress_user = progress;
    opt.explain = &explain;
    stream = llz_encoder_new(&opt, &code);
    if (!stream)
        return code;
    code = llz_pump_all(&(struct llz_pump){ .stream = stream }, a->in->data, a->size);
    a->info = (struct llz_info)LLZ_INFO_INIT;
    llz_get_info(stream, &a->info);
    llz_free(stream);
    return code;
}

enum llz_error account_make(struct account *a, const struct why_request *request, const struct input *in,
                            const char *policy)
{
    struct progress progress;
    enum llz_error code;

    *a = (struct account){ .in = in, .size = in->size };
    /* Rounded up, so that there are never more than CELLS_MAX. */
    a->cell_bytes = (in->size + CELLS_MAX - 1) / CELLS_MAX;
    /* An empty file has no cells; a length of 0 would be divided by. */
    a->cell_bytes += a->cell_bytes == 0;
    a->cells = (in->size + a->cell_bytes - 1) / a->cell_bytes;
    /* A part that is newer than this program is shown as well, up to the room for it. */
    while (a->parts < ACCOUNT_PARTS && llz_part_name(a->parts))
        a->parts++;
    /* One more, as calloc(0) may return NULL. */
    a->bits = calloc(in->size + 1, sizeof *a->bits);
    a->cell = calloc(a->cells + 1, sizeof *a->cell);
    if (!a->bits || !a->cell)
        return LLZ_ERR_MEMORY;
    progress_begin(&progress, &request->common, in->size);
    code = encode(a, request, policy, &progress);
    progress_clear(&progress);
    /* Bit 0 of the parts is the language model, as in llz_part_name(). */
    a->has_lm = account_uses(a, 0);
    return code;
}

void account_free(struct account *a)
{
    free(a->bits);
    free(a->cell);
    a->bits = NULL;
    a->cell = NULL;
}

double account_gain(const struct account *a, size_t from, size_t n)
{
    return account_bits(a->against, from, n) - account_bits(a, from, n);
}

double account_bits(const struct account *a, size_t from, size_t n)
{
    /* In doubles, though costs are floats: a long stretch would lose its cheapest bytes. */
    double sum = 0;

    for (size_t i = from; i < from + n; i++)
        sum += (double)a->bits[i];
    return sum;
}
