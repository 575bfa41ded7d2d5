/* gram_table.h - counts of pairs (context, symbol) while n-gram statistics are made. */
#ifndef LLZ_GRAM_TABLE_H
#define LLZ_GRAM_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct llz_gram_entry {
    uint64_t key; /* context << 32 | symbol */
    uint32_t count;
    uint32_t child; /* free for the caller */
};

/* Open addressing; an entry of count 0 is empty. */
struct llz_gram_table {
    struct llz_gram_entry *entry; /* [1 << bits] */
    int bits;
    size_t used;
};

bool llz_gram_table_new(struct llz_gram_table *t, int bits);
void llz_gram_table_free(struct llz_gram_table *t);
/* Counts a pair once more. False when memory is missing. */
bool llz_gram_table_count(struct llz_gram_table *t, uint64_t key);
/* NULL: it has not been counted. */
struct llz_gram_entry *llz_gram_table_find(const struct llz_gram_table *t, uint64_t key);

#endif
