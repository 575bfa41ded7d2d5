/* lab_sheet.c - room for the results of all problems. */
#include "cli/experiments/lab_sheet.h"

#include <stdlib.h>

static struct llz_lab_setting setting_of(const struct lab_request *request, size_t parts, int seed)
{
    struct llz_lab_setting setting = request->setting;

    setting.seed = (uint64_t)seed;
    setting.sizes.T /= parts;
    setting.sizes.N = setting.sizes.N / parts / LLZ_LAB_GRAIN * LLZ_LAB_GRAIN;
    return setting;
}

int lab_sheets_new(struct lab_sheets *s, const struct lab_request *request)
{
    *s = (struct lab_sheets){ .lengths = request->lengths ? LAB_LENGTHS_MAX : 1,
                              .seeds = (size_t)(request->last_seed - request->first_seed) + 1 };
    s->sheet = calloc(s->lengths * s->seeds, sizeof *s->sheet);
    if (!s->sheet)
        return -1;
    for (size_t length = 0; length < s->lengths; length++)
        for (size_t seed = 0; seed < s->seeds; seed++) {
            const struct llz_lab_setting setting =
                setting_of(request, (size_t)1 << (s->lengths - 1 - length), request->first_seed + (int)seed);

            if (!llz_lab_results_make(&lab_sheet_of(s, length, seed)->results, &setting))
                return -1;
        }
    return 0;
}

void lab_sheets_free(struct lab_sheets *s)
{
    for (size_t i = 0; s->sheet && i < s->lengths * s->seeds; i++)
        llz_lab_results_free(&s->sheet[i].results);
    free(s->sheet);
}
