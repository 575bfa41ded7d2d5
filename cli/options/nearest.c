/* nearest.c - Edits are letters inserted, left out, exchanged, or swapped with their neighbour
 * (optimal string alignment), since swapping is the mistake that fingers make most. Three rows of the
 * table are enough. */
#include "cli/options/nearest.h"

#include <string.h>

#define WORD_MAX 32 /* bytes; no option, command or name is longer */

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* Row i of the table of edits: column j is what makes the first j letters of known of the first i of word. */
static void next_row(int row[WORD_MAX + 1], const int above[], const int two_above[], const char *word,
                     size_t i, const char *known, size_t columns)
{
    row[0] = (int)i;
    for (size_t j = 1; j <= columns; j++) {
        row[j] = least(least(above[j], row[j - 1]) + 1, above[j - 1] + (word[i - 1] != known[j - 1]));
        if (i > 1 && j > 1 && word[i - 1] == known[j - 2] && word[i - 2] == known[j - 1])
            row[j] = least(row[j], two_above[j - 2] + 1);
    }
}

int nearest_edits(const char *word, size_t length, const char *known)
{
    const size_t columns = strlen(known);
    /* Row i stands in row[i % 3]: what is above it, and above that, are not overwritten yet. */
    int row[3][WORD_MAX + 1];

    if (length > WORD_MAX || columns > WORD_MAX)
        return NEAREST_EDITS + 1;
    for (size_t j = 0; j <= columns; j++)
        row[0][j] = (int)j;
    for (size_t i = 1; i <= length; i++)
        next_row(row[i % 3], row[(i + 2) % 3], row[(i + 1) % 3], word, i, known, columns);
    return least(row[length % 3][columns], NEAREST_EDITS + 1);
}

struct nearest nearest_begin(const char *word, size_t length)
{
    return (struct nearest){ .word = word, .length = length, .edits = NEAREST_EDITS + 1 };
}

/* Of a short word something has to be right. */
void nearest_offer(struct nearest *n, const char *known)
{
    const int edits = nearest_edits(n->word, n->length, known);

    if (edits < n->edits && (size_t)edits < n->length) {
        n->found = known;
        n->edits = edits;
    }
}

const char *nearest_name(const char *word, size_t length, const char *(*names)(int i))
{
    struct nearest n = nearest_begin(word, length);

    /* The order of the table decides among equals: the first one stays. */
    for (int i = 0; names(i); i++)
        nearest_offer(&n, names(i));
    return n.found;
}
