/* gain_tables.c - Gains and losses are told apart: their sum says nothing of how many bytes were moved. */
#include "cli/why/page/gain_tables.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "cli/lab/svg.h"
#include "cli/options/values.h"
#include "cli/why/page/cost_scale.h"

/* Bytes, and bits that they gained; of losses below 0. */
struct side {
    double bytes, bits;
};

static void count(const struct account *a, struct side gains[GAIN_CLASSES], struct side losses[GAIN_CLASSES],
                  struct side *rest)
{
    memset(gains, 0, GAIN_CLASSES * sizeof *gains);
    memset(losses, 0, GAIN_CLASSES * sizeof *losses);
    *rest = (struct side){ 0 };
    for (size_t i = 0; i < a->size; i++) {
        const double gain = account_gain(a, i, 1);
        const int class = scale_gain_class(gain);
        struct side *side = class >= LOSS_FIRST   ? &losses[class - LOSS_FIRST]
                            : class >= GAIN_FIRST ? &gains[class - GAIN_FIRST]
                                                  : rest;

        side->bytes++;
        side->bits += gain;
    }
}

static void print_policy(FILE *out, const struct account *a)
{
    char policy[VALUE_POLICY_TEXT];

    value_policy_text(policy, &a->info);
    svg_text(out, policy);
}

void gain_summary(FILE *out, const struct account *a)
{
    const struct account *b = a->against;
    double gained = 0, lost = 0;

    for (size_t i = 0; i < a->size; i++) {
        const double gain = account_gain(a, i, 1);

        gained += fmax(gain, 0);
        lost += fmax(-gain, 0);
    }
    fputs("<p>Under ", out);
    print_policy(out, a);
    fprintf(out, " the archive has %" PRIu64 " bytes, under ", a->info.packed);
    print_policy(out, b);
    fprintf(out,
            " %" PRIu64
            ". Bytes that cost less gained %.1f bytes together, bytes that cost more lost %.1f: all in all "
            "%.1f %s, %.3f %% of what was paid.</p>\n",
            b->info.packed, gained / 8, lost / 8, fabs(gained - lost) / 8, gained < lost ? "lost" : "gained",
            b->total.bits > 0 ? 100 * fabs(gained - lost) / b->total.bits : 0);
}

void gain_table_kinds(FILE *out, const struct account *a)
{
    fputs("<table><caption>What llz took its segments for, and what they gained (below 0: lost)</caption>\n"
          "<tr><th scope=col>kind</th><th scope=col>bytes</th><th scope=col>packed</th><th scope=col>bytes "
          "gained</th><th scope=col>%</th></tr>\n",
          out);
    /* Both were cut into segments alike: kinds do not depend on the policy. */
    for (int i = 0; i < a->kinds && i < a->against->kinds; i++) {
        const double gain = a->against->kind[i].bits - a->kind[i].bits;

        fprintf(out, "<tr><th scope=row>%s</th><td>%.0f</td><td>%.0f</td><td>%+.1f</td><td>%+.3f</td></tr>\n",
                a->kind_name[i], a->kind[i].bytes, a->kind[i].bits / 8, gain / 8,
                a->against->kind[i].bits > 0 ? 100 * gain / a->against->kind[i].bits : 0);
    }
    fputs("</table>\n", out);
}

static void print_row(FILE *out, const struct account *a, const char *class, const char *text,
                      const struct side *side)
{
    fprintf(out, "<tr><th scope=row><i%s%s>%s</i></th><td>%.1f %%</td><td>%+.1f</td></tr>\n",
            *class ? " class=" : "", class, text, a->size ? 100 * side->bytes / (double)a->size : 0,
            side->bits / 8);
}

static void print_side(FILE *out, const struct account *a, int step, int is_loss, const struct side *side)
{
    char text[64];

    if (step + 1 < GAIN_CLASSES)
        snprintf(text, sizeof text, "%g to %g %s", scale_gain_begin(step), scale_gain_begin(step + 1),
                 is_loss ? "more" : "less");
    else
        snprintf(text, sizeof text, "%g and more %s", scale_gain_begin(step), is_loss ? "more" : "less");
    print_row(out, a, scale_class_name((is_loss ? LOSS_FIRST : GAIN_FIRST) + step), text, side);
}

void gain_table_classes(FILE *out, const struct account *a)
{
    struct side gains[GAIN_CLASSES], losses[GAIN_CLASSES], rest;
    char text[64];

    count(a, gains, losses, &rest);
    fputs("<table><caption>What single bytes cost less or more, and their colours in the text below</caption>\n"
          "<tr><th scope=col>bits</th><th scope=col>of all bytes</th><th scope=col>bytes gained</th></tr>\n",
          out);
    for (int step = GAIN_CLASSES - 1; step >= 0; step--)
        print_side(out, a, step, 0, &gains[step]);
    snprintf(text, sizeof text, "within %g", scale_gain_begin(0));
    print_row(out, a, "", text, &rest);
    for (int step = 0; step < GAIN_CLASSES; step++)
        print_side(out, a, step, 1, &losses[step]);
    fputs("</table>\n", out);
}
