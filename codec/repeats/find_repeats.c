/* find_repeats.c - long repetitions in a frame, taken out before it is coded: whoever compresses the same
 * blocks again and again (disk images, padding that is no zeros) should not pay for each byte. What is
 * short is left to the model, which predicts it nearly for nothing. */
#include "codec/repeats/find_repeats.h"

#include <stdbool.h>
#include <string.h>

#include "codec/coder/bytes.h"
#include "model/memory/hash.h"

#define LEAST 4096 /* bytes: what is shorter costs the model as little as telling it here */
/* Each place is entered, every 64th is looked up: what is 4,096 bytes long is met anyway. */
#define STEP 64 /* bytes from one look to the next */
#define BITS_MAX 16

struct finder {
    const uint8_t *p;
    uint32_t *last; /* by hash of eight bytes: where they stood last, plus 1 */
    int bits;
    struct llz_repeats *found;
    unsigned most;
};

/* How many bytes from a on equal those from b on; a is before b, which is before `end`. */
static size_t common(const uint8_t *a, const uint8_t *b, const uint8_t *end)
{
    const uint8_t *from = b;

    while (end - b >= 8 && llz_load64(a) == llz_load64(b)) {
        a += 8;
        b += 8;
    }
    while (b < end && *a == *b) {
        a++;
        b++;
    }
    return (size_t)(b - from);
}

/* A repetition that comes by i, of what stands at `before`, and lies in [from, to): where it ends, 0: there is
 * none that is long enough. */
static size_t look(struct finder *f, size_t before, size_t i, size_t from, size_t to)
{
    const size_t distance = i - before;
    const size_t end = i + common(f->p + before, f->p + i, f->p + to);
    size_t begin = i;

    /* Before looking back: of one that is long enough hardly more than a step lies before i. */
    if (end - i < LEAST - 2 * (size_t)STEP)
        return 0;
    while (begin > from && f->p[begin - 1] == f->p[begin - 1 - distance])
        begin--;
    if (end - begin < LEAST)
        return 0;
    f->found->at[f->found->n++] = (struct llz_repeat){ begin, (uint32_t)distance, end - begin };
    return end;
}

/* Between two places where something has been left out, so that distances here are those of the content. */
static void search(struct finder *f, size_t from, size_t to)
{
    size_t taken = from; /* up to here it is in repeats */

    if (to - from < LEAST)
        return;
    for (size_t i = from; i + 8 <= to && f->found->n < f->most; i++) {
        uint32_t *last = &f->last[llz_load64(f->p + i) * LLZ_GOLDEN >> (64 - f->bits)];
        const size_t before = *last;

        *last = (uint32_t)i + 1;
        if (i % STEP != 0 || before <= from || i + 1 - before > LLZ_REPEAT_DISTANCE)
            continue;
        const size_t distance = i + 1 - before, first = from + distance > taken ? from + distance : taken;
        const size_t end = look(f, before - 1, i, first, to);

        if (end > 0)
            taken = i = end;
    }
}

/* Takes what was found out of the bytes, and joins both lists. */
static void take_out(uint8_t *p, size_t *n, struct llz_repeats *r, const struct llz_repeats *found)
{
    const struct llz_repeats old = *r;
    size_t from = 0, to = 0;
    unsigned a = 0, b = 0;

    for (r->n = 0; a < old.n || b < found->n; r->n++) {
        const bool is_new = a == old.n || (b < found->n && found->at[b].at < old.at[a].at);
        struct llz_repeat x = is_new ? found->at[b++] : old.at[a++];
        const size_t kept = x.at - from;

        memmove(p + to, p + from, kept);
        from += kept + (is_new ? (size_t)x.length : 0);
        x.at = to += kept;
        r->at[r->n] = x;
    }
    memmove(p + to, p + from, *n - from);
    *n -= from - to;
}

/* Of the last one, if it ends with the n bytes at p. */
static size_t last_period(const uint8_t *p, size_t n, const struct llz_repeats *found, uint8_t *period)
{
    const struct llz_repeat *last = found->n > 0 ? &found->at[found->n - 1] : NULL;

    if (!last || !period || last->at + last->length != n)
        return 0;
    memcpy(period, p + n - last->distance, last->distance);
    return last->distance;
}

size_t llz_find_repeats(uint8_t *p, size_t *n, struct llz_repeats *r, void *room, size_t room_bytes,
                        uint8_t *period)
{
    struct llz_repeats found = { 0 };
    struct finder f = {
        .p = p, .last = room, .bits = BITS_MAX, .found = &found, .most = LLZ_REPEATS_MAX - r->n
    };
    size_t from = 0, next = 0;

    if (*n < LEAST)
        return 0;
    /* The table lies where the payload will be written, which is as large as a frame. */
    while (((size_t)4 << f.bits) > room_bytes)
        f.bits--;
    memset(f.last, 0, (size_t)4 << f.bits);
    for (unsigned i = 0; i <= r->n; i++) {
        const size_t to = i < r->n ? r->at[i].at : *n;

        search(&f, from, to);
        from = to;
    }
    if (found.n > 0) {
        next = last_period(p, *n, &found, period);
        take_out(p, n, r, &found);
    }
    return next;
}
