/* page.c - the parts of the page, in their order. */
#include "cli/why/page/page.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/lab/draft.h"
#include "cli/lab/page/look.h"
#include "cli/lab/svg.h"
#include "cli/why/page/cost_curves.h"
#include "cli/why/page/cost_map.h"
#include "cli/why/page/cost_tables.h"
#include "cli/why/page/gain_tables.h"
#include "cli/why/page/passage_text.h"
#include "cli/why/passages.h"
#include "codec/llz_lab.h"

#define NAME_ROOM 4200 /* a path of 4,096 bytes, and words around it */
#define BINS 4096      /* of a sixteenth of a bit, up to 256 bits: more than a byte can cost */
#define BIN_BITS (1.0 / 16)

static void print_beginning(FILE *out, const struct input *in)
{
    char title[NAME_ROOM], heading[NAME_ROOM];

    snprintf(title, sizeof title, "llz why %s", in->clean);
    snprintf(heading, sizeof heading, "Why %s compresses as it does", in->clean);
    look_begin(out, "llz why", title, heading);
}

/* Which share of the bytes, in percent, took half of the bits. */
static double costliest_half(const struct account *a)
{
    /* By a histogram: to sort a million costs would take longer than to count them. */
    double bits[BINS] = { 0 }, bytes[BINS] = { 0 }, sum = 0, n = 0;

    for (size_t i = 0; i < a->size; i++) {
        const double cost = (double)a->bits[i];
        /* Compared as a double: a size_t of a larger number is undefined. */
        const size_t k = cost / BIN_BITS < BINS ? (size_t)(cost / BIN_BITS) : BINS - 1;

        bits[k] += cost;
        bytes[k]++;
    }
    for (size_t k = BINS; k > 0 && sum < a->total.bits / 2; k--) {
        const double wanted = a->total.bits / 2 - sum;

        sum += bits[k - 1];
        /* Of the last bin only as many bytes as are still needed. */
        n += bits[k - 1] > wanted ? bytes[k - 1] * wanted / bits[k - 1] : bytes[k - 1];
    }
    return 100 * n / (double)a->size;
}

static void print_notes(FILE *out, const struct llz_info *info)
{
    if (info->stored_frames)
        fprintf(out,
                "<p class=note>%" PRIu64 " of %" PRIu64
                " frames would not shrink and are stored as they are; the costs on this page are those that "
                "coding them would have had.</p>\n",
                info->stored_frames, info->frames);
    if (info->restarts)
        fprintf(out,
                "<p class=note>The language model did so badly that it was forgotten and began anew: %u "
                "time%s.</p>\n",
                info->restarts, info->restarts == 1 ? "" : "s");
}

static void print_summary(FILE *out, const struct account *a)
{
    const struct llz_info *info = &a->info;

    fprintf(out, "<p>Every byte cost %.2f bits on average. ", sum_rate(&a->total));
    fprintf(out, "Half of all bits went into %.1f %% of the bytes.", costliest_half(a));
    if (a->has_lm)
        fprintf(out, " The language model alone would have paid %.2f bits for a byte.",
                a->total.lm / a->total.bytes);
    /* Frames that are stored have no costs, so the difference would not be that of headers. */
    if (!info->stored_frames)
        fprintf(out, " Headers and hashes took %.0f bytes.", (double)info->packed - a->total.bits / 8);
    fputs("</p>\n", out);
    print_notes(out, info);
}

static void print_parts(FILE *out, const struct account *a)
{
    fputs("<h2>What the parts of the model saved</h2>\n"
          "<p><strong>Bytes saved</strong>: what all bits would have cost more, had the part's inputs to the "
          "mixer been silent (a probability of one half each) when the bit was predicted, with all weights as "
          "they were; below 0 it did harm. What several parts know counts for none of them, so the figures do "
          "not add up. An archive made without the part is as a rule much smaller than they say, because its "
          "mixer learns to do without.</p>\n",
          out);
    if (a->has_lm)
        fprintf(out,
                "<p><strong>The language model alone</strong>: its own distribution of each byte, as it was "
                "then, would have taken %.0f bytes, %.3f bits per byte.</p>\n",
                a->total.lm / 8, a->total.lm / a->total.bytes);
    fputs("<div class=scroll>", out);
    why_table_parts(out, a);
    fputs("</div>\n", out);
    curves_parts(out, a);
}

static void print_passages(FILE *out, const struct account *a, const char *text)
{
    /* Said, or what is shown would be taken for the file. */
    if (a->size > PASSAGES_WHOLE)
        fprintf(out,
                "<p class=note>The file is too large to be shown whole: here are passages of %d bytes, %d "
                "bytes in all, of %zu. Everything above is about the whole file.</p>\n",
                PASSAGE_BYTES, PASSAGES_WHOLE, a->size);
    /* It is HTML already, and is not to be escaped again. */
    fputs(text, out);
}

/* What the page shows in the place of costs, where there is another policy to compare with. */
static void print_gains(FILE *out, const struct account *a, const int *anchor, const char *text)
{
    gain_summary(out, a);
    fputs("<div class=scroll>", out);
    gain_table_kinds(out, a);
    fputs("</div>\n<h2>Map: where bits were gained and lost</h2>\n", out);
    map_print_gains(out, a, anchor);
    fputs(
        "<h2>Along the file</h2>\n<p>Where the line rises, bytes cost less than under the other policy.</p>\n",
        out);
    curves_gain(out, a);
    fputs(
        "<h2>Byte by byte</h2>\n"
        "<p>Blue costs less than under the other policy, orange more. Point at a word to see where it begins, what its "
        "bytes cost, and how much less or more that is.</p>\n"
        "<div class=scroll>",
        out);
    gain_table_classes(out, a);
    fputs("</div>\n", out);
    print_passages(out, a, text);
}

/* The text is made first: it tells which cells of the map have a place to lead to. */
static void print_map_and_text(FILE *out, const struct account *a, const int *anchor, const char *text)
{
    fputs("<h2>Map: where the bits went</h2>\n", out);
    map_print(out, a, anchor);
    fputs("<h2>How the model learned</h2>\n"
          "<p><strong>Here</strong>: mean cost of a byte in a window around each place. <strong>So "
          "far</strong>: mean from the beginning to there.</p>\n",
          out);
    curves_learning(out, a);
    print_parts(out, a);
    fputs("<h2>Byte by byte</h2>\n"
          "<p>A character of several bytes has the colour of their mean. Point at a word to see where it "
          "begins and what its bytes cost.</p>\n"
          "<div class=scroll>",
          out);
    why_table_classes(out, a);
    fputs("</div>\n", out);
    print_passages(out, a, text);
}

/* Without the script, all of the page is there but the line at its foot, which is hidden then. */
static void print_page(FILE *out, const struct account *a, const struct input *in, const int *anchor,
                       const char *text)
{
    char note[128];

    print_beginning(out, in);
    why_table_head(out, a);
    /* Without a byte there is no mean, and no map. */
    if (a->size > 0 && a->against) {
        print_gains(out, a, anchor, text);
    } else if (a->size > 0) {
        print_summary(out, a);
        fputs("<div class=scroll>", out);
        why_table_kinds(out, a);
        fputs("</div>\n", out);
        print_map_and_text(out, a, anchor, text);
    } else {
        fputs("<p>The file is empty: all of its archive is headers and hashes.</p>\n", out);
    }
    snprintf(note, sizeof note, "Made by llz %s, build %s. llz-why(1) says more about the figures.",
             llz_version(), llz_build());
    look_end(out, note);
}

/* anchor [cells]: filled. */
static enum status make_text(const struct account *a, int *anchor, char **text)
{
    struct passages passages;
    size_t size;
    FILE *draft;

    /* -1: not on the page. */
    for (size_t k = 0; k < a->cells; k++)
        anchor[k] = -1;
    /* passages_choose() keeps nothing that would have to be freed. */
    if (passages_choose(&passages, a) != 0)
        return report_errno(a->in->name, ENOMEM);
    draft = draft_open();
    if (!draft)
        return STATUS_ERROR;
    text_print(draft, a, &passages, anchor);
    return draft_end(draft, a->in->name, text, &size);
}

enum status page_make(const struct account *a, const struct input *in, char **text, size_t *size)
{
    /* One more, as calloc(0) may return NULL. */
    int *anchor = calloc(a->cells + 1, sizeof *anchor);
    char *passages = NULL;
    FILE *draft = NULL;
    enum status status = anchor ? make_text(a, anchor, &passages) : report_errno(in->name, ENOMEM);

    *text = NULL;
    /* In memory as a whole, so that a failure leaves no half of a page. */
    if (status == STATUS_OK && !(draft = draft_open()))
        status = STATUS_ERROR;
    if (draft) {
        print_page(draft, a, in, anchor, passages);
        status = draft_end(draft, in->name, text, size);
    }
    free(passages);
    free(anchor);
    return status;
}
