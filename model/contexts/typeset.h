/* typeset.h - pages as typesetting programs write them, PDF above all: words lie in strings, cut by the gaps between
 * their letters: [(W)80(ords)-333(lik)28(e)]TJ. What a reader sees of them is told apart from how they are set. */
#ifndef LLZ_TYPESET_H
#define LLZ_TYPESET_H

#include <stdbool.h>
#include <stdint.h>

struct llz_typeset {
    uint64_t shown;    /* last 8 characters that a reader sees, the last one lowest */
    uint64_t layout;   /* hash of what stands between the last of these and the next byte; 0: nothing does */
    uint64_t gap;      /* of the last gap between two strings */
    uint64_t space[2]; /* of the last two that part words; the nearer one first */
    uint32_t gaps;     /* how many bytes end a gap: 2^24 times their share, over about 256 bytes */
    uint32_t number;   /* the octal number, or the width of the gap without sign and fraction */
    uint8_t state;
    uint8_t count; /* digits of the octal number; bytes since the array of strings ended */
    bool below;    /* the width is below 0 */
    bool fraction; /* a point has been read */
};

enum { LLZ_TYPESET_NOTHING = -1 };

/* The next byte, and the one before. Returns the character that a reader sees by it, or LLZ_TYPESET_NOTHING. */
int llz_typeset_add(struct llz_typeset *t, uint8_t byte, uint8_t before);

/* More than one byte in 64 ends a gap. */
static inline bool llz_typeset_is_page(const struct llz_typeset *t)
{
    return t->gaps > UINT32_C(1) << 18;
}

/* The same, but returns what words are made of: elsewhere than on a page that is the byte itself. */
static inline int llz_typeset_read(struct llz_typeset *t, uint8_t byte, uint8_t before)
{
    const int shown = llz_typeset_add(t, byte, before);
    return llz_typeset_is_page(t) ? shown : byte;
}

/* The gap that the last byte ended; 0: it ended none. */
static inline uint64_t llz_typeset_gap(const struct llz_typeset *t, uint8_t last)
{
    return last == '(' ? t->gap : 0;
}

#endif
