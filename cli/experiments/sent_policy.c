/* sent_policy.c - quantises policies, codes them, and makes courses of them again.
 *
 * Encoder and decoder are one function over a coder, so they cannot drift apart. */
#include "cli/experiments/sent_policy.h"

#include <stdlib.h>
#include <string.h>

#define STEP_PARTS 1024 /* of a power of two: an error of 0.03 percent */
#define STEP_ZERO 32768
#define NUMBER_PARTS 256
#define LEVEL_PARTS 4
#define RATE 5 /* of adaptive probabilities: each decision moves them by a 32nd */
#define LN2 0x1.62e430p-1f

/* ---- Quantising ---- */

static uint16_t quantise_step(double step)
{
    const float place = llz_log2f_canon((float)step) * STEP_PARTS + STEP_ZERO + 0.5f;

    return !(place > 0) ? 0 : place > 65535 ? 65535 : (uint16_t)place;
}

static double step_of(uint16_t place)
{
    return (double)llz_expf_canon(LN2 * (float)(place - STEP_ZERO) / STEP_PARTS);
}

/* To the nearest; what is no number becomes the least. */
static int16_t quantise_number(float number)
{
    const float part = number * NUMBER_PARTS;

    if (!(part > -INT16_MAX))
        return -INT16_MAX;
    return part < INT16_MAX ? (int16_t)(part < 0 ? part - 0.5f : part + 0.5f) : INT16_MAX;
}

static void quantise_row(uint8_t *level, const llz_real *gamma, size_t N)
{
    llz_real most = 0;

    for (size_t n = 0; n < N; n++)
        most = gamma[n] > most ? gamma[n] : most;
    for (size_t n = 0; n < N; n++) {
        const float below = gamma[n] > 0 ? llz_log2f_canon(most / gamma[n]) * LEVEL_PARTS + 0.5f : SENT_LEVELS;

        level[n] = below < SENT_LEVELS - 1 ? (uint8_t)(SENT_LEVELS - 1 - (int)below) : 0;
    }
}

static void restore_row(llz_real *gamma, const uint8_t *level, size_t N)
{
    double sum = 0;

    for (size_t n = 0; n < N; n++) {
        gamma[n] = level[n] ? llz_expf_canon(LN2 * (float)(level[n] - (SENT_LEVELS - 1)) / LEVEL_PARTS) : 0;
        sum += (double)gamma[n];
    }
    /* No encoder writes a step without weights; a damaged payload may have one, whose step then teaches nothing. */
    for (size_t n = 0; n < N && sum > 0; n++)
        gamma[n] = (llz_real)((double)gamma[n] / sum);
}

int sent_new(struct sent_policy *s, const struct llz_lab_sizes *sizes)
{
    *s = (struct sent_policy){ .sizes = *sizes };
    s->level = calloc(sizes->T * sizes->N, sizeof *s->level);
    s->step = calloc(sizes->T, sizeof *s->step);
    return s->level && s->step ? 0 : -1;
}

static enum sent_form form_of(enum llz_lab_row row)
{
    return row == LLZ_LAB_ADAM                                      ? SENT_ADAM
           : row == LLZ_LAB_SCHEDULE || row == LLZ_LAB_FEATURES_ROW ? SENT_NUMBERS
                                                                    : SENT_WEIGHTS;
}

int sent_make(struct sent_policy *s, const struct llz_lab_bench *b, enum llz_lab_row row)
{
    const struct llz_lab_sizes *z = &b->problem.setting.sizes;
    const struct llz_lab_result *r = &b->results->result[row];

    if (sent_new(s, z) != 0)
        return -1;
    s->form = form_of(row);
    if (s->form == SENT_ADAM)
        s->step[0] = quantise_step(r->step);
    for (int i = 0; s->form == SENT_NUMBERS && i < LLZ_LAB_NUMBERS; i++)
        s->number[i] = quantise_number((float)r->number[i]);
    for (size_t t = 0; s->form == SENT_WEIGHTS && t < z->T; t++) {
        s->step[t] = quantise_step((double)b->policy.step[t]);
        quantise_row(s->level + t * z->N, llz_lab_gamma(&b->policy, t), z->N);
    }
    return 0;
}

void sent_free(struct sent_policy *s)
{
    free(s->level);
    free(s->step);
}

/* ---- Coding ---- */

/* Probability of a one, in the coder's units. */
typedef uint32_t adaptive;

#define EVEN (1u << (LLZ_PROB_BITS - 1))

static int code(struct llz_coder *c, adaptive *p, int bit)
{
    const uint32_t top = (1u << LLZ_PROB_BITS) - LLZ_PROB_MIN;
    const uint32_t q = *p < LLZ_PROB_MIN ? LLZ_PROB_MIN : *p > top ? top : *p;

    bit = c->code(c, bit, q);
    *p = bit ? *p + (((1u << LLZ_PROB_BITS) - *p) >> RATE) : *p - (*p >> RATE);
    return bit;
}

static unsigned code_plain(struct llz_coder *c, unsigned value, int bits)
{
    unsigned coded = 0;

    for (int i = bits; i-- > 0;)
        coded = coded << 1 | (unsigned)c->code(c, (int)(value >> i & 1), EVEN);
    return coded;
}

struct probabilities {
    adaptive step_changes, row_changes, uniform;
    adaptive level_changes[SENT_LEVELS]; /* by the level that the weight had a step before */
    adaptive tree[2][SENT_LEVELS];       /* of levels, bit by bit; by whether the weight was 0 */
};

static void begin(struct probabilities *p)
{
    adaptive *all = (adaptive *)p;

    for (size_t i = 0; i < sizeof *p / sizeof *all; i++)
        all[i] = EVEN;
    /* Most policies go on as they are for long. */
    p->step_changes = p->row_changes = EVEN / 32;
}

static uint8_t code_level(struct llz_coder *c, struct probabilities *p, uint8_t level, uint8_t before)
{
    adaptive *tree = p->tree[before > 0];
    unsigned node = 1;

    if (!code(c, &p->level_changes[before], level != before))
        return before;
    for (int bit = SENT_LEVELS / 2; bit > 0; bit /= 2)
        node = node << 1 | (unsigned)code(c, &tree[node], (level & bit) != 0);
    return (uint8_t)(node - SENT_LEVELS);
}

/* A row of uniform weights, or of those of the row before, is one decision. */
static void code_row(struct sent_policy *s, struct llz_coder *c, struct probabilities *p, size_t t)
{
    const size_t N = s->sizes.N;
    uint8_t *row = s->level + t * N;
    const uint8_t *before = t > 0 ? row - N : NULL;
    int same = before && memcmp(row, before, N) == 0, even = 1;

    if (before && !code(c, &p->row_changes, !same)) {
        memcpy(row, before, N);
        return;
    }
    for (size_t n = 0; n < N; n++)
        even &= row[n] == SENT_LEVELS - 1;
    if (code(c, &p->uniform, even)) {
        memset(row, SENT_LEVELS - 1, N);
        return;
    }
    for (size_t n = 0; n < N; n++)
        row[n] = code_level(c, p, row[n], before ? before[n] : 0);
}

static void code_steps(struct sent_policy *s, struct llz_coder *c, struct probabilities *p)
{
    for (size_t t = 0; t < s->sizes.T; t++)
        if (t == 0 || code(c, &p->step_changes, s->step[t] != s->step[t - 1]))
            s->step[t] = (uint16_t)code_plain(c, s->step[t], 16);
        else
            s->step[t] = s->step[t - 1];
}

/* Numbers that are 0, as all slopes are where only steps were sought, take a decision each. */
static void code_numbers(struct sent_policy *s, struct llz_coder *c, struct probabilities *p)
{
    for (int i = 0; i < LLZ_LAB_NUMBERS; i++)
        s->number[i] = !code(c, &p->uniform, s->number[i] == 0)
                           ? (int16_t)((int)code_plain(c, (unsigned)(s->number[i] + STEP_ZERO), 16) - STEP_ZERO)
                           : 0;
}

void sent_code(struct sent_policy *s, struct llz_coder *coder)
{
    struct probabilities p;

    begin(&p);
    s->form = (enum sent_form)code_plain(coder, s->form, 2);
    if (s->form == SENT_ADAM) {
        s->step[0] = (uint16_t)code_plain(coder, s->step[0], 16);
    } else if (s->form == SENT_NUMBERS) {
        code_numbers(s, coder, &p);
    } else {
        code_steps(s, coder, &p);
        for (size_t t = 0; t < s->sizes.T; t++)
            code_row(s, coder, &p, t);
    }
}

/* ---- Running ---- */

double sent_run(const struct sent_policy *s, struct llz_lab_bench *b)
{
    const size_t T = s->sizes.T, N = s->sizes.N;

    if (s->form == SENT_ADAM)
        return llz_lab_forward_adam(&b->course, &b->problem, (llz_real)step_of(s->step[0]));
    b->policy.stride = N;
    if (s->form == SENT_NUMBERS) {
        llz_real number[LLZ_LAB_NUMBERS];

        for (int i = 0; i < LLZ_LAB_NUMBERS; i++)
            number[i] = (llz_real)s->number[i] / NUMBER_PARTS;
        /* Features are found in what the adjoint will overwrite. */
        llz_lab_staged_set(&b->problem, &b->policy, number, b->course.c);
        return llz_lab_forward(&b->course, &b->problem, &b->policy);
    }
    for (size_t t = 0; t < T; t++) {
        b->policy.step[t] = (llz_real)step_of(s->step[t]);
        restore_row(llz_lab_gamma(&b->policy, t), s->level + t * N, N);
    }
    return llz_lab_forward(&b->course, &b->problem, &b->policy);
}
