/* Numbers and other data written in letters. */
#include "kinds.h"
#include <stdlib.h>

/* What is to be written: English, or random bytes. */
static uint8_t *content(struct sink *s, const void *with)
{
    uint8_t *data = malloc(s->size);
    if (!data)
        abort();
    if (with)
        make_english(data, s->size, draw(s));
    else
        for (size_t i = 0; i < s->size; i++)
            data[i] = (uint8_t)below(s, 256);
    return data;
}

static void hex_lines(struct sink *s, const void *with)
{
    uint8_t *data = content(s, with);
    for (size_t i = 0; !full(s); i++)
        say(s, i % 32 == 31 ? "%02x\n" : "%02x", data[i]);
    free(data);
}

/* Addresses, bytes and what of them can be printed. */
static void hex_dump(struct sink *s, const void *with)
{
    uint8_t *data = content(s, with);
    for (size_t i = 0; !full(s); i += 16) {
        say(s, "%08zx: ", i);
        for (size_t k = i; k < i + 16; k++)
            say(s, k & 1 ? "%02x " : "%02x", data[k]);
        put(s, ' ');
        for (size_t k = i; k < i + 16; k++)
            put(s, data[k] >= 32 && data[k] < 127 ? data[k] : '.');
        put(s, '\n');
    }
    free(data);
}

/* bits of the data to a letter, lines of so many letters (0: none). */
struct base {
    const char *letters;
    unsigned bits, line;
    int english;
};

static void based(struct sink *s, const void *with)
{
    const struct base *b = with;
    uint8_t *data = content(s, b->english ? b : NULL);
    uint32_t bits = 0;
    unsigned have = 0, column = 0;
    for (size_t i = 0; !full(s);) {
        for (; have < b->bits; have += 8)
            bits = (bits << 8 | data[i++]) & 0xFFFF;
        have -= b->bits;
        put(s, (uint8_t)b->letters[bits >> have & ((1U << b->bits) - 1)]);
        if (++column == b->line) {
            put(s, '\n');
            column = 0;
        }
    }
    free(data);
}

/* Lines of 45 bytes behind their length, as uuencode writes them. */
static void uuencoded(struct sink *s, const void *with)
{
    uint8_t *data = content(s, with);
    put_text(s, "begin 644 letter.txt\n");
    for (size_t i = 0; !full(s); i += 45) {
        put(s, 'M');
        for (size_t k = i; k < i + 45; k += 3) {
            uint32_t x = (uint32_t)data[k] << 16 | (uint32_t)data[k + 1] << 8 | data[k + 2];
            for (int shift = 18; shift >= 0; shift -= 6)
                put(s, 32 + (x >> shift & 63));
        }
        put(s, '\n');
    }
    free(data);
}

/* Records with a length, an address and a checksum, as programmers of chips use them. */
static void intel_hex(struct sink *s, const void *with)
{
    uint8_t *data = content(s, with);
    for (size_t i = 0; !full(s); i += 16) {
        uint32_t sum = 16 + (uint32_t)(i >> 8 & 255) + (uint32_t)(i & 255);
        say(s, ":10%04zX00", i & 0xFFFF);
        for (size_t k = i; k < i + 16; k++) {
            say(s, "%02X", data[k]);
            sum += data[k];
        }
        say(s, "%02X\n", -sum & 255);
    }
    free(data);
}

/* Four bytes to five letters. */
static void base85(struct sink *s, const void *with)
{
    uint8_t *data = content(s, with);
    for (size_t i = 0; !full(s); i += 4) {
        uint32_t x =
            (uint32_t)data[i] << 24 | (uint32_t)data[i + 1] << 16 | (uint32_t)data[i + 2] << 8 | data[i + 3];
        for (uint32_t scale = 52200625; scale > 0; scale /= 85)
            put(s, 33 + x / scale % 85);
        if (i % 60 == 56)
            put(s, '\n');
    }
    free(data);
}

static void bits_as_text(struct sink *s, const void *with)
{
    (void)with;
    for (uint32_t n = 0; !full(s); n++) {
        for (int bit = 15; bit >= 0; bit--)
            put(s, '0' + (n * 3 >> bit & 1));
        put(s, '\n');
    }
}

static void roman(struct sink *s, const void *with)
{
    static const char *const signs[] = {
        "M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"
    };
    static const uint32_t values[] = { 1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1 };
    (void)with;
    for (uint32_t n = 1; !full(s); n = n % 3999 + 1) {
        uint32_t left = n;
        for (size_t i = 0; i < COUNT_OF(values); i++)
            for (; left >= values[i]; left -= values[i])
                put_text(s, signs[i]);
        put(s, '\n');
    }
}

static void matrix(struct sink *s, const void *with)
{
    (void)with;
    for (uint32_t n = 0; !full(s); n++) {
        int32_t x = sine(n % 20 * 2000 + n / 20 * 300) + around(s, 300);
        say(s, n % 20 == 19 ? "%d.%04d\n" : "%d.%04d ", x / 10000, abs(x % 10000));
    }
}

#define T(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define BASE(...) (&(const struct base){ __VA_ARGS__ })
static const char base64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static const char base32[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
static const struct kind kinds[] = {
    { "hex-random", 60000, hex_lines, NULL, "random bytes in hexadecimal" },
    { "hex-text", 60000, hex_lines, "", "English in hexadecimal" },
    { "hex-dump-random", 60000, hex_dump, NULL, "a dump of random bytes" },
    { "hex-dump-text", 80000, hex_dump, "", "a dump of English" },
    { "base64-random", 60000, based, BASE(base64, 6, 76, 0), "random bytes in base 64" },
    { "base64-text", 80000, based, BASE(base64, 6, 76, 1), "English in base 64" },
    { "base64-line", 60000, based, BASE(base64, 6, 0, 1), "English in base 64, one line" },
    { "base32-random", 60000, based, BASE(base32, 5, 64, 0), "random bytes in base 32" },
    { "base32-text", 60000, based, BASE(base32, 5, 64, 1), "English in base 32" },
    { "base85-random", 60000, base85, NULL, "random bytes in base 85" },
    { "base85-text", 60000, base85, "", "English in base 85" },
    { "uuencoded", 60000, uuencoded, "", "English, uuencoded" },
    { "intel-hex", 60000, intel_hex, "", "English in records of hexadecimal" },
    { "bits", 60000, bits_as_text, NULL, "multiples of 3 in binary" },
    { "roman", 30000, roman, NULL, "Roman numerals" },
    { "matrix", 60000, matrix, NULL, "a matrix with four decimals" },
    { "integers", 60000, from_templates, T("$[0..9999]\n", "-$[0..9999]\n"), "random integers in lines" },
    { "walk", 60000, from_templates, T("$w\n"), "a walk in lines" },
    { "decimals", 60000, from_templates, T("$[0..9].$[000000..999999] "), "random decimals" },
    { "scientific", 60000, from_templates, T("$(|-)$[1..9].$[0000..9999]e$(+|-)$[00..12]\n"),
      "scientific notation" },
    { "addresses", 60000, from_templates,
      T("192.168.$[0..3].$[1..254]\n", "10.0.$[0..255].$[1..254]\n",
        "$[11..223].$[0..255].$[0..255].$[1..254]\n"),
      "IP addresses" },
    { "addresses-v6", 60000, from_templates,
      T("2001:db8:$[0..ff]x::$[0..ffff]x:$[0..ffff]x\n", "fe80::$[0..ffff]x:$[0..ffff]x\n"), "IPv6 addresses" },
    { "times-iso", 60000, from_templates, T("$tIZ\n"), "times, ISO 8601" },
    { "times-epoch", 60000, from_templates, T("$tM\n"), "times in milliseconds" },
    { "dates", 60000, from_templates, T("$[01..30]/$[01..12]/20$[00..25]\n"), "random dates" },
    { "uuids", 60000, from_templates,
      T("$[00000000..ffffffff]x-$[0000..ffff]x-4$[000..fff]x-$(8|9|a|b)$[000..fff]x-$[000000000000..ffffffffffff]x\n"),
      "random UUIDs" },
    { "phones", 60000, from_templates,
      T("+49 $[30..89] $[1000000..9999999]\n", "+1 $[200..999]-$[200..999]-$[0000..9999]\n"),
      "telephone numbers" },
    { "mac-addresses", 60000, from_templates,
      T("$(00:1b:21|3c:d9:2b|a4:5e:60|f0:de:f1):$[00..ff]x:$[00..ff]x:$[00..ff]x\n"), "hardware addresses" },
    { "coordinates", 60000, from_templates, T("$[47..54].$[00000..99999],$[6..14].$[00000..99999]\n"),
      "places" },
    { "money", 60000, from_templates, T("$$$[1..9],$[000..999].$[00..99]\n", "$$$[1..999].$[00..99]\n"),
      "amounts" },
    { "hashes", 60000, from_templates,
      T("$[0000000000000000..ffffffffffffffff]x$[0000000000000000..ffffffffffffffff]x  ./$n/$i.c\n"),
      "hashes of files" },
    { "coins-and-counts", 60000, from_templates, T("$c $(heads|tails) $[1..6] $[1..6]\n"), "counted throws" },
};
const struct family number_texts = { "texts-of-numbers", kinds, COUNT_OF(kinds) };
