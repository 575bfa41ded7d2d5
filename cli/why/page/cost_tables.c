/* cost_tables.c - Every figure is text beside its bar, and cells that head a row or a column say so: the page
 * can be read aloud. */
#include "cli/why/page/cost_tables.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "cli/lab/svg.h"
#include "cli/options/values.h"
#include "cli/terminal/units.h"
#include "cli/why/page/cost_scale.h"

#define BAR_WIDTH 240 /* pixels */

/* In percent; 0 of nothing, since a file that is all repeats has no bits to share. */
static double share(double part, double whole)
{
    return whole > 0 ? 100 * part / whole : 0;
}

static void print_item(FILE *out, const char *name, const char *value)
{
    fprintf(out, "<div><dt>%s</dt><dd>", name);
    svg_text(out, value);
    fputs("</dd></div>\n", out);
}

static void print_bytes(FILE *out, const char *name, uint64_t bytes)
{
    char text[64], units[UNITS_TEXT];

    units_bytes(units, bytes);
    /* Below 1000 both forms would be the same. */
    if (bytes < 1000)
        snprintf(text, sizeof text, "%s", units);
    else
        snprintf(text, sizeof text, "%s (%" PRIu64 ")", units, bytes);
    print_item(out, name, text);
}

static void print_used(FILE *out, const struct account *a)
{
    char text[256] = "";
    size_t at = 0;

    for (int i = 0; i < a->parts; i++)
        /* snprintf() returns what it would have written, which may be more than there was room for. */
        if (account_uses(a, i) && at < sizeof text)
            at += (size_t)snprintf(text + at, sizeof text - at, "%s%s", at ? ", " : "", llz_part_name(i));
    print_item(out, "parts in use", text);
}

void why_table_head(FILE *out, const struct account *a)
{
    char text[64], policy[VALUE_POLICY_TEXT];

    fputs("<dl>\n", out);
    print_bytes(out, "size", a->size);
    print_bytes(out, "packed", a->info.packed);
    snprintf(text, sizeof text, "%.3f", units_bits(a->size, a->info.packed));
    /* An empty file has no bytes to share its cost. */
    print_item(out, "bits per byte", a->size ? text : "-");
    snprintf(text, sizeof text, "%d (%s)", (int)a->info.model, a->info.model_name);
    print_item(out, "model", text);
    snprintf(text, sizeof text, "%d", a->info.level);
    /* A model that was chosen by --model need not be that of a level. */
    print_item(out, "level", a->info.level >= 0 ? text : "-");
    value_policy_text(policy, &a->info);
    print_item(out, "policy", policy);
    print_item(out, "optimizer", a->info.optimizer);
    print_used(out, a);
    fputs("</dl>\n", out);
}

/* A bar from 0 to value, on a scale from least (0 or less) to most. Readers of screens pass over it, as its
 * figure stands in the cell before. */
static void print_bar(FILE *out, double value, double least, double most)
{
    /* Bars begin at 0, wherever that lies, so that what did harm points the other way. */
    const double unit = most > least ? BAR_WIDTH / (most - least) : 0;
    const double zero = -least * unit, end = (value - least) * unit;

    fprintf(
        out,
        "<td><svg class=bar width=\"%d\" height=\"14\" aria-hidden=\"true\"><rect class=%s x=\"%.1f\" y=\"1\" "
        "width=\"%.1f\" height=\"12\"/></svg></td>",
        BAR_WIDTH, value < 0 ? "less" : "more", value < 0 ? end : zero, value < 0 ? zero - end : end - zero);
}

/* The library's names are those of the format; the page is for people. */
static const char *kind_text(const char *kind)
{
    return strcmp(kind, "x86") == 0       ? "machine code (x86)"
           : strcmp(kind, "samples") == 0 ? "samples (images, sound)"
           : strcmp(kind, "binary") == 0  ? "other data"
                                          : kind;
}

void why_table_kinds(FILE *out, const struct account *a)
{
    fputs("<table><caption>What llz took its segments for</caption>\n"
          "<tr><th scope=col>kind</th><th scope=col>bytes</th><th scope=col>packed</th><th scope=col>bits per "
          "byte</th></tr>\n",
          out);
    for (int i = 0; i < a->kinds; i++)
        /* Bits of the coder, without heads and hashes: the column adds up to a little less than the archive. */
        fprintf(out, "<tr><th scope=row>%s</th><td>%.0f</td><td>%.0f</td><td>%.3f</td></tr>\n",
                kind_text(a->kind_name[i]), a->kind[i].bytes, a->kind[i].bits / 8, sum_rate(&a->kind[i]));
    fputs("</table>\n", out);
}

/* What a part looks at; empty for one that is newer than this list. */
static const char *part_text(const char *name)
{
    /* By name, not by number: what is said must never stand beside another part. */
    static const char *const known[][2] = {
        { "lm", "the language model: a recurrent network over hashed n-grams" },
        { "orders", "experts: the last 1 to 8 bytes and more" },
        { "words", "experts: words, phrases, tags" },
        { "sparse", "experts: bytes with gaps, upper bits, columns, lines, classes of characters" },
        { "indirect", "experts: what followed the last bytes before" },
        { "match", "long repetitions, and what followed them" },
        { "kind", "experts for machine code, records, fields, images and sound" },
    };

    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcmp(known[i][0], name) == 0)
            return known[i][1];
    return "";
}

static void print_part(FILE *out, const struct account *a, int i, double least, double most)
{
    const double saved = a->total.saved[i];

    fprintf(out, "<tr><th scope=row>%s</th><td class=text>%s</td>", llz_part_name(i),
            part_text(llz_part_name(i)));
    if (!account_uses(a, i)) {
        /* Zero would look measured. */
        fputs("<td colspan=3>not used</td></tr>\n", out);
        return;
    }
    fprintf(out, "<td>%+.0f</td><td>%+.2f %%</td>", saved / 8, share(saved, a->total.bits));
    print_bar(out, saved, least, most);
    fputs("</tr>\n", out);
}

void why_table_parts(FILE *out, const struct account *a)
{
    double least = 0, most = 0;

    /* From 0 on, so that 0 is on the scale even where all of them saved something. */
    for (int i = 0; i < a->parts; i++) {
        least = a->total.saved[i] < least ? a->total.saved[i] : least;
        most = a->total.saved[i] > most ? a->total.saved[i] : most;
    }
    fputs("<table><caption>What each part saved, weights as they were</caption>\n"
          "<tr><th scope=col>part</th><th scope=col class=text>what it looks at</th><th scope=col>bytes "
          "saved</th><th scope=col>of what was paid</th><th scope=col></th></tr>\n",
          out);
    for (int i = 0; i < a->parts; i++)
        print_part(out, a, i, least, most);
    fputs("</table>\n", out);
}

/* The largest share of a class, in percent: the length of the longest bar. */
struct longest {
    double bytes, bits;
};

/* Bars of a column share a scale; two columns need not. */
static struct longest longest_of(const struct account *a, const struct sum class[SCALE_CLASSES])
{
    struct longest l = { 0, 0 };

    for (int k = 0; k < SCALE_CLASSES; k++) {
        l.bytes = fmax(l.bytes, share(class[k].bytes, a->total.bytes));
        l.bits = fmax(l.bits, share(class[k].bits, a->total.bits));
    }
    return l;
}

static void print_class(FILE *out, int k, double bytes, double bits, const struct longest *l)
{
    /* %g, as a class begins at 0.05 and another at 8. */
    fprintf(out, "<tr><th scope=row><i class=c%d>%g ", k, scale_begin(k));
    if (k + 1 < SCALE_CLASSES)
        fprintf(out, "to %g", scale_begin(k + 1));
    else
        fputs("and more", out);
    fprintf(out, "</i></th><td>%.1f %%</td>", bytes);
    print_bar(out, bytes, 0, l->bytes);
    fprintf(out, "<td>%.1f %%</td>", bits);
    print_bar(out, bits, 0, l->bits);
    fputs("</tr>\n", out);
}

static void count_classes(const struct account *a, struct sum class[SCALE_CLASSES])
{
    memset(class, 0, SCALE_CLASSES * sizeof *class);
    for (size_t i = 0; i < a->size; i++) {
        struct sum *s = &class[scale_class((double)a->bits[i])];

        /* Every byte is asked here, as classes cut across cells. */
        s->bytes++;
        s->bits += (double)a->bits[i];
    }
}

void why_table_classes(FILE *out, const struct account *a)
{
    struct sum class[SCALE_CLASSES];
    struct longest longest;

    count_classes(a, class);
    fputs("<table><caption>Costs of single bytes, and their colours in the text below</caption>\n"
          "<tr><th scope=col>cost in bits</th><th scope=col>of all bytes</th><th scope=col></th><th "
          "scope=col>of all bits</th><th scope=col></th></tr>\n",
          out);
    longest = longest_of(a, class);
    for (int k = 0; k < SCALE_CLASSES; k++)
        print_class(out, k, share(class[k].bytes, a->total.bytes), share(class[k].bits, a->total.bits),
                    &longest);
    fputs("</table>\n", out);
}
