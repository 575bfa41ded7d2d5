/* csv.c - every run as a row (RFC 4180): lines end with CR LF, a quote inside quotes is doubled. */
#include "cli/compare/csv.h"

#include <inttypes.h>
#include <string.h>

#include "cli/compare/outputs.h"
#include "cli/units.h"
#include "cli/values.h"

void csv_text(FILE *out, const char *text)
{
    if (!text[strcspn(text, ",\"\r\n")]) {
        fputs(text, out);
        return;
    }
    fputc('"', out);
    for (; *text; text++)
        fprintf(out, *text == '"' ? "\"%c" : "%c", *text);
    fputc('"', out);
}

static void print_head(FILE *out)
{
    fputs(CSV_BEGINNING, out);
    for (int d = 0; d < variant_dimension_count; d++)
        fprintf(out, "%s,", variant_dimensions[d].name);
    fputs("seed,without,budget,packed,bits_per_byte,operations,operations_per_byte,seconds,verified,llz_"
          "version\r\n",
          out);
}

static void print_row(FILE *out, const struct run *run, const char *without, uint64_t budget)
{
    const struct result *r = &run->result;
    uint64_t size = run->input->size;

    csv_text(out, run->input->name);
    fprintf(out, ",%" PRIu64 ",%s,%d,", size, run->input->hash, run->level);
    for (int d = 0; d < variant_dimension_count; d++) {
        csv_text(out, variant_dimensions[d].value(run->variant));
        fputc(',', out);
    }
    fprintf(out, "%" PRIu64 ",", run->seed);
    csv_text(out, without);
    fprintf(out, ",%" PRIu64 ",%" PRIu64 ",%.6f,%" PRIu64 ",%.1f,%.3f,%s,%s\r\n", budget, r->packed,
            units_bits(size, r->packed), r->operations, (double)r->operations / (double)size, r->seconds,
            variant_verdict(run->variant, r->verified), llz_version());
}

enum status csv_write(const struct plan *plan)
{
    char without[VALUE_PARTS_TEXT];
    struct output out;
    enum status status = output_begin(&out, plan->args->csv);

    if (status != STATUS_OK)
        return status;
    value_part_names(without, plan->args->common.without);
    print_head(out.stream);
    for (size_t i = 0; i < plan->count; i++)
        if (plan->runs[i].state == RUN_DONE)
            print_row(out.stream, &plan->runs[i], without, plan->args->common.budget);
    return output_end(&out);
}
