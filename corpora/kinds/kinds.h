/* Test data of many kinds, each made from its name alone: the same bytes on every machine. Integers only, or
 * one division of two exact numbers where a floating-point number is wanted; never two draws in one expression
 * or in the arguments of one call, whose order the compiler chooses. */
#ifndef LLZ_CORPORA_KINDS_H
#define LLZ_CORPORA_KINDS_H

#include <stddef.h>
#include <stdint.h>

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

/* What a generator writes to: what goes beyond size is dropped, so generators write until full(). */
struct sink {
    uint8_t *data;
    size_t used, size;
    uint64_t state;         /* of the random numbers */
    uint64_t clock, serial; /* of templates: milliseconds, and a counter */
    int64_t level;          /* of templates: a walk */
    char last[64];          /* of templates: what was drawn last */
};

/* One kind of data. with: what its generator is told besides. */
struct kind {
    const char *name;
    size_t bytes;
    void (*make)(struct sink *s, const void *with);
    const void *with;
    const char *what;
};

struct family {
    const char *name;
    const struct kind *kinds;
    size_t count;
};

extern const struct family patterns, sequences, numbers, number_texts, pictures, picture_formats, sounds, codes,
    markups, logs, records, tables, languages, texts, packed, bundles;

/* random.c */
uint64_t draw(struct sink *s);
uint32_t below(struct sink *s, uint32_t n);    /* 0 .. n-1 */
uint32_t low_of(struct sink *s, uint32_t n);   /* 0 .. n-1, small ones likelier */
uint32_t rank_of(struct sink *s, uint32_t n);  /* 0 .. n-1, about as words of a language are spread */
int32_t around(struct sink *s, int32_t width); /* -width .. width, those near 0 likelier */
uint32_t mix(uint32_t x);                      /* a hash */
int32_t sine(uint32_t phase);                  /* of 65536 to a turn: -32767 .. 32767, without libm */

/* sink.c. Numbers of n bytes, the least significant first (le) or last (be). */
int full(const struct sink *s);
void put(struct sink *s, uint32_t byte);
void put_le(struct sink *s, uint64_t x, unsigned n);
void put_be(struct sink *s, uint64_t x, unsigned n);
void put_bytes(struct sink *s, const void *p, size_t n);
void put_text(struct sink *s, const char *text);
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void say(struct sink *s, const char *format, ...);
void put_float(struct sink *s, float x);
void put_double(struct sink *s, double x);
/* Makes kind i of a family to data of size bytes, as a part of another kind. */
void make_part(const struct kind *k, uint8_t *data, size_t size);
/* As many bytes of English sentences. */
void make_english(uint8_t *data, size_t size, uint64_t seed);

/* templates.c: text with holes. with: a list of templates that ends in NULL, of which each line takes one; the
 * first of them are likelier. A first template that begins with $! is written once, at the start. In a
 * template,
 *   $[3..99]      a number, $[03..99] with as many digits, $[0..ff]x in hexadecimal
 *   $(a|b|c)      one of these, the first likelier; holes inside are filled
 *   $*5(x)        x one to five times, filled anew each time
 *   $n $v $j $d   a noun, verb, adjective, adverb; $N begins with a capital; $m a name
 *   $s $p         a sentence, a path
 *   $i $I         an identifier like open_window, OpenWindow
 *   $c $C         a counter, plus one, or as it was
 *   $w            a number that walks, with a decimal
 *   $t $tI $tS $tA $tD $tM   time of day, ISO, syslog, Apache, date, milliseconds; each moves the clock a
 * little
 *   $"            the last noun, name, identifier or number again
 *   $$            a dollar */
void fill(struct sink *s, const char *text);
void from_templates(struct sink *s, const void *with);

/* words.c */
extern const char *const nouns[], *const verbs[], *const adjectives[], *const adverbs[], *const names[];
extern const size_t noun_count, verb_count, adjective_count, adverb_count, name_count;

#endif
