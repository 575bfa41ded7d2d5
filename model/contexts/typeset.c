/* typeset.c - strings in arrays, "[(...)-28(...)]TJ" (ISO 32000-1, 9.4.3), followed from byte to byte.
 *
 * Whatever does not go on as such an array does is shown as it is: other text is its own reader's text. */
#include "model/contexts/typeset.h"

#include "model/memory/hash.h"

enum { OUTSIDE, STRING, ESCAPE, OCTAL, GAP, AFTER };

#define SPACE_WIDTH 180   /* thousandths of the font's size: spaces are wider, kerning is narrower */
#define NUMBER_MOST 10000 /* beyond this, digits are no longer counted */
#define AFTER_MOST 100    /* bytes from one array to the next; what is longer is no page */

static int show(struct llz_typeset *t, uint8_t character)
{
    t->layout = 0;
    t->shown = t->shown << 8 | character;
    return character;
}

static int leave(struct llz_typeset *t, uint8_t c)
{
    t->state = OUTSIDE;
    return show(t, c);
}

static int enter(struct llz_typeset *t, uint8_t state)
{
    t->state = state;
    t->layout = llz_mix(state);
    t->number = t->count = 0;
    t->below = t->fraction = false;
    return LLZ_TYPESET_NOTHING;
}

static int in_string(struct llz_typeset *t, uint8_t c)
{
    if (c == ')')
        return enter(t, GAP);
    if (c == '\\')
        return enter(t, ESCAPE);
    return c == '\n' ? leave(t, c) : show(t, c);
}

static int in_octal(struct llz_typeset *t, uint8_t c)
{
    if (c < '0' || c > '7') {
        t->state = STRING;
        return in_string(t, c);
    }
    t->number = t->number << 3 | (c - '0');
    if (++t->count < 3)
        return LLZ_TYPESET_NOTHING;
    t->state = STRING;
    return show(t, (uint8_t)(t->number | (t->number < ' ') << 7));
}

static int in_escape(struct llz_typeset *t, uint8_t c)
{
    t->state = c >= '0' && c <= '7' ? OCTAL : STRING;
    return t->state == OCTAL ? in_octal(t, c) : show(t, c);
}

/* Widths are taken off, so those of spaces are below 0. */
static int end_gap(struct llz_typeset *t)
{
    const bool space = t->below && t->number >= SPACE_WIDTH;
    t->state = STRING;
    t->gaps += 1 << 16;
    t->gap = t->layout;
    t->layout = 0;
    if (!space)
        return LLZ_TYPESET_NOTHING;
    t->space[1] = t->space[0];
    t->space[0] = t->gap;
    return show(t, ' ');
}

static int in_gap(struct llz_typeset *t, uint8_t c)
{
    if (c == '(')
        return end_gap(t);
    if (c == ']')
        return enter(t, AFTER);
    if (c >= '0' && c <= '9') {
        if (!t->fraction && t->number < NUMBER_MOST)
            t->number = t->number * 10 + c - '0';
    } else if (c == '-') {
        t->below = true;
    } else if (c == '.') {
        t->fraction = true;
    } else if (c != ' ' && c != '\n') {
        return leave(t, c);
    }
    return LLZ_TYPESET_NOTHING;
}

/* A new line of the page parts words. */
static int after(struct llz_typeset *t, uint8_t c, uint8_t before)
{
    if (c == '(' && before == '[') {
        t->state = STRING;
        return show(t, ' ');
    }
    return ++t->count < AFTER_MOST ? LLZ_TYPESET_NOTHING : leave(t, c);
}

int llz_typeset_add(struct llz_typeset *t, uint8_t c, uint8_t before)
{
    t->gaps -= t->gaps >> 8;
    t->layout = llz_fold(t->layout, c + 1);
    switch (t->state) {
    case STRING:
        return in_string(t, c);
    case ESCAPE:
        return in_escape(t, c);
    case OCTAL:
        return in_octal(t, c);
    case GAP:
        return in_gap(t, c);
    case AFTER:
        return after(t, c, before);
    default:
        t->state = c == '(' && before == '[' ? STRING : OUTSIDE;
        return show(t, c);
    }
}
