/* rows.c - every checkpoint of every course as a row of CSV (RFC 4180). */
#include "cli/law/rows.h"

#include <inttypes.h>

#include "cli/compare/csv.h"
#include "cli/values.h"

void rows_head(FILE *out)
{
    fputs(ROWS_BEGINNING
          "learned,coded_bits,probe_bits,windows,evenness,against,unused,unused_against,effective,cosine,"
          "rank_output,rank_rows,llz_version\r\n",
          out);
}

static void add(FILE *out, const struct checkpoint *at)
{
    const struct figures f = figures_of(&at->sums);

    fprintf(out, "%.0f,%.0f,%.6f,%.6f,%.0f,%.6g,%.6f,%.6f,%.6f,%.6f,%.6f,%.6f,%.6f,%s\r\n", at->position,
            at->learned, at->coded, at->probe, at->sums.windows, f.evenness, f.against, f.unused,
            f.unused_against, f.effective, f.cosine, f.rank_output, f.rank_rows, llz_version());
}

void rows_add(FILE *out, const struct request *r, const struct input *in, const struct course *c)
{
    char without[VALUE_PARTS_TEXT];

    value_part_names(without, r->common.without);
    for (int k = 0; k < CHECKPOINTS; k++) {
        csv_text(out, in->name);
        fprintf(out, ",%zu,%s,%d,%s,%s,%" PRIu64 ",", in->size, in->hash, r->common.level, c->policy,
                r->common.optimizer, r->common.seed);
        csv_text(out, without);
        fputc(',', out);
        add(out, &c->at[k]);
    }
}
