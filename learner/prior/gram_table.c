/* gram_table.c - pairs and their counts, by open addressing; at most half full, so that runs of
 * entries stay short. */
#include "learner/prior/gram_table.h"

#include <stdlib.h>

#include "model/memory/hash.h"

bool llz_gram_table_new(struct llz_gram_table *t, int bits)
{
    *t = (struct llz_gram_table){ calloc((size_t)1 << bits, sizeof *t->entry), bits, 0 };
    return t->entry != NULL;
}

void llz_gram_table_free(struct llz_gram_table *t)
{
    free(t->entry);
    *t = (struct llz_gram_table){ 0 };
}

/* The pair's entry, or the empty one where it would stand. What is empty has no count; 0 is a key. */
static struct llz_gram_entry *place(const struct llz_gram_table *t, uint64_t key)
{
    const size_t mask = ((size_t)1 << t->bits) - 1;
    size_t i = (size_t)(llz_mix(key) >> (64 - t->bits));
    while (t->entry[i].count > 0 && t->entry[i].key != key)
        i = (i + 1) & mask;
    return &t->entry[i];
}

static bool grow(struct llz_gram_table *t)
{
    struct llz_gram_table larger;
    if (!llz_gram_table_new(&larger, t->bits + 1))
        return false;
    for (size_t i = 0; i < (size_t)1 << t->bits; i++)
        if (t->entry[i].count > 0)
            *place(&larger, t->entry[i].key) = t->entry[i];
    larger.used = t->used;
    llz_gram_table_free(t);
    *t = larger;
    return true;
}

bool llz_gram_table_count(struct llz_gram_table *t, uint64_t key)
{
    struct llz_gram_entry *e = place(t, key);
    if (e->count == 0) {
        /* Before it is entered, as growing moves every entry. */
        if (2 * ++t->used > (size_t)1 << t->bits) {
            if (!grow(t))
                return false;
            e = place(t, key);
        }
        e->key = key;
    }
    /* Stays at the most, rather than begin at 0 and be taken for empty. */
    e->count += e->count < UINT32_MAX;
    return true;
}

struct llz_gram_entry *llz_gram_table_find(const struct llz_gram_table *t, uint64_t key)
{
    struct llz_gram_entry *e = place(t, key);
    return e->count > 0 ? e : NULL;
}
