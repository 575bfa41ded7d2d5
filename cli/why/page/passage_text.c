/* passage_text.c - passages as HTML: <b> is a word or a few bytes, which tells its costs, <i> a run of one
 * colour within. */
#include "cli/why/page/passage_text.h"

#include "cli/why/page/cost_scale.h"
#include "cli/why/page/glyph.h"

/* A title lists a token's costs one by one, so tokens have to stay short. */
#define TOKEN_MOST 24 /* bytes */
#define ROW 16        /* bytes in a row of numbers */
#define GROUP 4       /* of them */

struct writer {
    FILE *out;
    const struct account *a;
    int *anchor;
    int colour; /* colour of the open run; 0: none is open */
};

/* The class of n bytes by their mean. */
static int class_of(const struct writer *w, size_t from, size_t n)
{
    if (w->a->against)
        return scale_gain_class(account_gain(w->a, from, n) / (double)n);
    return scale_class(account_bits(w->a, from, n) / (double)n);
}

/* One element for a run of bytes, not for each, which keeps the page short. */
static void colour(struct writer *w, int class)
{
    if (class == w->colour)
        return;
    if (w->colour)
        fputs("</i>", w->out);
    if (class)
        fprintf(w->out, "<i class=%s>", scale_class_name(class));
    w->colour = class;
}

/* Cells that have no place on the page yet and are in these bytes get this
 * one. Returns its number, -1: none. */
static int claim(const struct writer *w, size_t from, size_t n)
{
    const size_t first = from / w->a->cell_bytes, last = (from + n - 1) / w->a->cell_bytes;
    int number = -1;

    for (size_t k = first; k <= last; k++)
        if (w->anchor[k] < 0) {
            /* One id for all of them: an element can have no more. */
            number = number < 0 ? (int)k : number;
            w->anchor[k] = number;
        }
    return number;
}

static void open_token(struct writer *w, size_t from, size_t n)
{
    /* -1: all of its cells have a place already, so nothing on the map leads here. */
    const int number = claim(w, from, n);

    fputs("<b", w->out);
    if (number >= 0)
        fprintf(w->out, " id=c%d", number);
    fprintf(w->out, " title=\"%zu: %.1f bits", from, account_bits(w->a, from, n));
    for (size_t i = from; n > 1 && i < from + n; i++)
        fprintf(w->out, "%s%.1f", i == from ? " = " : " + ", (double)w->a->bits[i]);
    if (w->a->against) {
        const double gain = account_gain(w->a, from, n);

        fprintf(w->out, ", %.2f %s", gain < 0 ? -gain : gain, gain < 0 ? "more" : "less");
    }
    fputs("\">", w->out);
}

static void close_token(struct writer *w)
{
    colour(w, 0);
    fputs("</b>", w->out);
}

/* Bytes of the token that begins there: what stands between words, and a word; a line's end ends it. */
static size_t token_length(const unsigned char *p, size_t n)
{
    size_t i = 0;
    int in_word = 0;

    while (i < n) {
        const size_t length = glyph_length(p + i, n - i);
        const int word = glyph_is_word(p + i, length);

        /* i > 0, as an empty token would be followed by another one for ever. */
        if (i > 0 && (i + length > TOKEN_MOST || (in_word && !word)))
            break;
        in_word = word;
        i += length;
        if (p[i - 1] == '\n')
            break;
    }
    return i;
}

static void print_token(struct writer *w, size_t from, size_t n)
{
    const unsigned char *data = w->a->in->data;

    open_token(w, from, n);
    for (size_t i = from; i < from + n;) {
        const size_t length = glyph_length(data + i, from + n - i);

        colour(w, class_of(w, i, length));
        glyph_print(w->out, data + i, length);
        i += length;
    }
    close_token(w);
}

static void print_text(struct writer *w, const struct passage *p)
{
    for (size_t i = 0; i < p->n;) {
        const size_t length = token_length(w->a->in->data + p->from + i, p->n - i);

        print_token(w, p->from + i, length);
        i += length;
    }
}

static void print_group(struct writer *w, size_t from, size_t n)
{
    open_token(w, from, n);
    for (size_t i = from; i < from + n; i++) {
        colour(w, class_of(w, i, 1));
        fprintf(w->out, "%s%02x", i == from ? "" : " ", w->a->in->data[i]);
    }
    close_token(w);
}

/* As hexdump -C has it: place, numbers in groups, and what of them is ASCII. */
static void print_row(struct writer *w, size_t from, size_t n)
{
    fprintf(w->out, "<s>%08zx</s>  ", from);
    for (size_t i = 0; i < ROW; i += GROUP) {
        const size_t here = i >= n ? 0 : n - i < GROUP ? n - i : GROUP;

        if (here > 0)
            print_group(w, from + i, here);
        /* Two digits and a blank for each byte that is missing, so that the last row keeps its columns. */
        fprintf(w->out, "%*s", (int)(3 * (GROUP - here)) + (here ? 2 : 1), "");
    }
    fputs(" <s>", w->out);
    for (size_t i = from; i < from + n; i++)
        glyph_print_ascii(w->out, w->a->in->data[i]);
    fputs("</s>\n", w->out);
}

static void print_passage(struct writer *w, const struct passage *p)
{
    fprintf(w->out, "<h4>%zu bytes from %zu: %.2f bits per byte", p->n, p->from,
            account_bits(w->a, p->from, p->n) / (double)p->n);
    if (w->a->against)
        fprintf(w->out, ", %.2f bytes gained", account_gain(w->a, p->from, p->n) / 8);
    fprintf(w->out, "</h4>\n<pre%s>", p->text ? "" : " class=hex");
    /* Text wraps; numbers must not, or their columns would break. */
    if (p->text)
        print_text(w, p);
    for (size_t i = 0; !p->text && i < p->n; i += ROW)
        print_row(w, p->from + i, p->n - i < ROW ? p->n - i : ROW);
    fputs("</pre>\n", w->out);
}

void text_print(FILE *out, const struct account *a, const struct passages *p, int *anchor)
{
    static const char *const titles[PASSAGE_GROUPS] = { "The whole file", "The most expensive passages",
                                                        "The cheapest passages",
                                                        "Passages from all over the file" };
    static const char *const gains[PASSAGE_GROUPS] = { "The whole file", "The passages that lost most",
                                                       "The passages that gained most",
                                                       "Passages from all over the file" };
    struct writer w = { .out = out, .a = a, .anchor = anchor };

    for (size_t i = 0; i < p->count; i++) {
        if (i == 0 || p->at[i].group != p->at[i - 1].group)
            fprintf(out, "<h3>%s</h3>\n", (a->against ? gains : titles)[p->at[i].group]);
        /* A passage may end where it begins, after its ends were moved to characters. */
        if (p->at[i].n > 0)
            print_passage(&w, &p->at[i]);
    }
}
