#include "model/network/lm_context.h"

#include <stdbool.h>

/* Finaliser of splitmix64 (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators"). */
static uint64_t mix(uint64_t x)
{
    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

/* Letters are a-z, A-Z and every byte above 127, so that UTF-8 words hold together. */
static bool is_letter(uint8_t c)
{
    uint8_t folded = c | 0x20;
    return (folded >= 'a' && folded <= 'z') || c >= 128;
}

void llz_history_add(struct llz_history *h, uint8_t byte)
{
    h->recent = h->recent << 8 | byte;
    if (is_letter(byte)) {
        h->word = (h->word + (byte | 0x20) + 1) * UINT64_C(0x9e3779b97f4a7c15);
    } else if (h->word != 0) {
        h->word2 = h->word1;
        h->word1 = h->word;
        h->word = 0;
    }
}

static uint64_t last(const struct llz_history *h, unsigned bytes)
{
    return bytes == 8 ? h->recent : h->recent & ((UINT64_C(1) << (8 * bytes)) - 1);
}

void llz_history_keys(const struct llz_history *h, uint64_t *keys, size_t n)
{
    const uint64_t pair = h->word + mix(h->word1 + 1);
    const uint64_t all[LLZ_CONTEXTS_MAX] = {
        last(h, 1),
        last(h, 2),
        last(h, 3),
        last(h, 4),
        h->word,
        last(h, 6),
        last(h, 5),
        pair,
        pair + mix(h->word2 + 2),
        h->recent & 0xffff00,
        h->recent & 0xffffff00,
        last(h, 8),
    };
    for (size_t i = 0; i < n; i++)
        keys[i] = mix(all[i] + (i + 1) * UINT64_C(0x9e3779b97f4a7c15));
}
