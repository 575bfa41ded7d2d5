/* cost_rows.c - the cost of every byte as a row: what the page shows by colours, to be computed with. */
#include "cli/why/cost_rows.h"

#include "cli/lab/draft.h"

enum status cost_rows_make(const struct account *a, char **text, size_t *size)
{
    FILE *draft = draft_open();

    *text = NULL;
    if (!draft)
        return STATUS_ERROR;
    fputs(a->against ? "position,byte,bits,bits_against,gain\r\n" : "position,byte,bits\r\n", draft);
    for (size_t i = 0; i < a->size; i++) {
        fprintf(draft, "%zu,%d,%.4f", i, a->in->data[i], (double)a->bits[i]);
        if (a->against)
            fprintf(draft, ",%.4f,%.4f", (double)a->against->bits[i], account_gain(a, i, 1));
        fputs("\r\n", draft);
    }
    return draft_end(draft, a->in->name, text, size);
}
