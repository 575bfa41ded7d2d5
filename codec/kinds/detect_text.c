/* detect_text.c - text by what it is made of, not by its language: hardly any controls, and bytes above
 * 127 either in UTF-8 or as a code page would have them. */
#include "codec/kinds/detect_text.h"

/* Of what texts are made, in bytes. A run of zeros counts as one. */
struct census {
    size_t all;
    size_t controls; /* number of controls that no text needs */
    size_t spaces;   /* and line ends */
    size_t utf8;     /* in whole sequences of two bytes or more */
    size_t stray;    /* above 127 otherwise */
};

/* Tab, line feed, vertical tab, form feed, carriage return; backspace (manual pages) and escape (terminals). */
static bool is_control(uint8_t b)
{
    return (b < 0x20 && !(b >= 8 && b <= 13) && b != 0x1b) || b == 0x7f;
}

static bool is_tail(uint8_t b)
{
    return (b & 0xc0) == 0x80;
}

/* Bytes of the UTF-8 sequence at p, 0 if there is none. Overlong forms and
 * surrogates are too rare to matter. */
static size_t sequence(const uint8_t *p, size_t n)
{
    size_t length = p[0] >= 0xc2 && p[0] <= 0xdf   ? 2
                    : p[0] >= 0xe0 && p[0] <= 0xef ? 3
                    : p[0] >= 0xf0 && p[0] <= 0xf4 ? 4
                                                   : 0;

    if (length > n)
        return 0;
    for (size_t i = 1; i < length; i++) {
        if (!is_tail(p[i]))
            return 0;
    }
    return length;
}

/* At a byte above 127; returns how many bytes are passed. */
static size_t count_sequence(struct census *c, const uint8_t *p, size_t n)
{
    const size_t length = sequence(p, n);

    if (length == 0) {
        c->stray++;
        return 1;
    }
    c->utf8 += length;
    c->all += length - 1;
    return length;
}

static struct census count(const uint8_t *p, size_t n)
{
    struct census c = { 0 };

    for (size_t i = 0; i < n; i++) {
        if (p[i] == 0 && i > 0 && p[i - 1] == 0)
            continue;
        c.all++;
        if (p[i] >= 0x80) {
            i += count_sequence(&c, p + i, n - i) - 1;
        } else {
            c.controls += is_control(p[i]);
            c.spaces += p[i] == ' ' || p[i] == '\n' || p[i] == '\r';
        }
    }
    return c;
}

bool llz_detect_text(const uint8_t *p, size_t n)
{
    struct census c = count(p, n);

    /* Mostly zeros are no text, whatever else is there. */
    if (c.all < n / 8 || c.controls > c.all / 50)
        return false;
    /* A few bytes of another encoding, and the sequences that the ends of the block have cut. */
    if (c.stray <= 6 + (c.all + c.utf8) / 50)
        return true;
    /* A code page. Words are as long as in other texts, or lines are (Chinese, Japanese); and where every byte
     * value is as good as any other, more controls would have been seen. */
    return c.controls <= c.all / 500 && c.spaces >= c.all / 100 && c.spaces <= c.all / 2;
}

bool llz_detect_no_text(const uint8_t *p, size_t n)
{
    struct census c = count(p, n);

    return c.controls > n / 16 || c.all < n / 8;
}
