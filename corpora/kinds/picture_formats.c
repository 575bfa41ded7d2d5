/* Pictures in the formats of files. */
#include "pictures.h"

void put_picture(struct sink *s, const struct picture *p)
{
    uint32_t planes = p->planar ? p->channels : 1, together = p->planar ? 1 : p->channels;
    for (uint32_t plane = 0; plane < planes; plane++)
        for (uint32_t y = 0; y < p->height; y++)
            for (uint32_t i = 0; i < p->width * together; i++) {
                uint32_t v = (uint32_t)photo(i / together, y, plane + i % together) >> (16 - p->bits);
                (p->be ? put_be : put_le)(s, v, p->bits > 8 ? 2 : 1);
            }
}

/* P5 or P6: the header in letters. */
static void netpbm(struct sink *s, const void *with)
{
    const struct picture *p = with;
    say(s, "P%d\n%u %u\n%u\n", p->channels == 1 ? 5 : 6, p->width, p->height, (1U << p->bits) - 1);
    put_picture(s, p);
}

/* P2 or P3: the samples in letters too. */
static void netpbm_text(struct sink *s, const void *with)
{
    const struct picture *p = with;
    say(s, "P%d\n%u %u\n255\n", p->channels == 1 ? 2 : 3, p->width, p->height);
    for (uint32_t i = 0; !full(s); i++) {
        uint32_t at = i / p->channels;
        say(s, i % 15 == 14 ? "%d\n" : "%d ", photo(at % p->width, at / p->width, i % p->channels) >> 8);
    }
}

/* BITMAPFILEHEADER and BITMAPINFOHEADER. */
static void bmp_header(struct sink *s, uint32_t width, uint32_t height, uint32_t bits, uint32_t colours)
{
    put_text(s, "BM");
    put_le(s, s->size, 4);
    put_le(s, 0, 4);
    put_le(s, 54 + 4 * colours, 4);
    put_le(s, 40, 4);
    put_le(s, width, 4);
    put_le(s, height, 4);
    put_le(s, 1, 2);
    put_le(s, bits, 2);
    put_le(s, 0, 4);
    put_le(s, (width * bits / 8 + 3) / 4 * 4 * height, 4);
    put_le(s, 2835, 4);
    put_le(s, 2835, 4);
    put_le(s, colours, 4);
    put_le(s, 0, 4);
}

/* From below upwards, blue first, rows filled up to four bytes. */
static void bmp(struct sink *s, const void *with)
{
    const struct picture *p = with;
    bmp_header(s, p->width, p->height, 24, 0);
    for (uint32_t y = p->height; y-- > 0;) {
        for (uint32_t x = 0; x < p->width; x++)
            for (uint32_t c = 3; c-- > 0;)
                put(s, (uint32_t)photo(x, y, c) >> 8);
        for (uint32_t n = p->width * 3; n % 4; n++)
            put(s, 0);
    }
}

static void bmp_palette(struct sink *s, const void *with)
{
    const struct picture *p = with;
    bmp_header(s, p->width, p->height, 8, 256);
    for (uint32_t i = 0; i < 256; i++)
        put_le(s, mix(i) & 0xFFFFFF, 4);
    for (uint32_t y = p->height; y-- > 0;)
        for (uint32_t x = 0; x < p->width; x++) {
            int32_t v = photo(x, y, 0) / 4096 * 16 + photo(x, y, 1) / 4096;
            put(s, (uint32_t)v);
        }
}

/* The 18 bytes of a TGA header, then blue, green, red. */
static void tga(struct sink *s, const void *with)
{
    const struct picture *p = with;
    put_le(s, 2 << 16, 8);
    put_le(s, 0, 4);
    put_le(s, p->width, 2);
    put_le(s, p->height, 2);
    put_le(s, 24, 2);
    put_picture(s, p);
}

/* Samples after a header of random bytes, as unknown formats have them. */
static void after_header(struct sink *s, const void *with)
{
    const struct picture *p = with;
    for (int i = 0; i < 15; i++)
        put(s, below(s, 256));
    put_picture(s, p);
}

/* Rows behind a filter byte, as in a PNG before deflate: each sample less the one above. */
static void filtered(struct sink *s, const void *with)
{
    const struct picture *p = with;
    for (uint32_t y = 0; y < p->height; y++) {
        put(s, y ? 2 : 0);
        for (uint32_t i = 0; i < p->width * 3; i++) {
            uint32_t x = i / 3, v = (uint32_t)photo(x, y, i % 3) >> 8;
            put(s, y ? v - ((uint32_t)photo(x, y - 1, i % 3) >> 8) : v);
        }
    }
}

static void xpm(struct sink *s, const void *with)
{
    (void)with;
    put_text(s, "/* XPM */\nstatic char *icon[] = {\n\"200 200 16 1\",\n");
    for (uint32_t i = 0; i < 16; i++)
        say(s, "\"%c c #%06X\",\n", 'a' + i, mix(i) & 0xFFFFFF);
    for (uint32_t y = 0; !full(s); y++) {
        put(s, '"');
        for (uint32_t x = 0; x < 200; x++)
            put(s, 'a' + (uint32_t)(photo(x, y, 0) / 4096));
        put_text(s, "\",\n");
    }
}

/* Slices of a body with a header each: 12 bits in 16. */
static void slices(struct sink *s, const void *with)
{
    const struct picture *p = with;
    for (uint32_t n = 1; !full(s); n++) {
        put(s, 0);
        say(s, "DICM SLICE %04u %uX%u", n, p->width, p->height);
        for (uint32_t i = 0; i < p->width * p->height; i++)
            put_le(s, (uint32_t)photo(i % p->width, i / p->width + n, 0) >> 4, 2);
    }
}

/* Frames that follow each other: the same place, a little moved. */
static void frames(struct sink *s, const void *with)
{
    const struct picture *p = with;
    for (uint32_t n = 0; !full(s); n++)
        for (uint32_t i = 0; i < p->width * p->height; i++)
            put(s, (uint32_t)photo(i % p->width + n, i / p->width, 0) >> 8);
}

/* Heights of a map, in letters. */
static void heights(struct sink *s, const void *with)
{
    (void)with;
    put_text(s, "ncols 100\nnrows 200\ncellsize 25.0\n");
    for (uint32_t i = 0; !full(s); i++)
        say(s, i % 100 == 99 ? "%d.%d\n" : "%d.%d ", photo(i % 100, i / 100, 0) / 80,
            photo(i % 100, i / 100, 0) / 8 % 10);
}

#define P(...) (&(const struct picture){ __VA_ARGS__ })
static const struct kind kinds[] = {
    { "pgm", 60000 + 15, netpbm, P(200, 300, 1, 8, 0, 0), "PGM" },
    { "pgm-16", 80000 + 17, netpbm, P(200, 200, 1, 16, 0, 1), "PGM of 16 bits" },
    { "ppm", 96000 + 15, netpbm, P(200, 160, 3, 8, 0, 0), "PPM" },
    { "pgm-text", 60000, netpbm_text, P(200, 100, 1, 8, 0, 0), "PGM in letters" },
    { "ppm-text", 60000, netpbm_text, P(120, 150, 3, 8, 0, 0), "PPM in letters" },
    { "bmp", 54 + 452 * 200, bmp, P(150, 200, 3, 8, 0, 0), "BMP of 24 bits" },
    { "bmp-padded", 54 + 456 * 200, bmp, P(151, 200, 3, 8, 0, 0), "BMP of 24 bits whose rows are filled up" },
    { "bmp-palette", 54 + 1024 + 200 * 300, bmp_palette, P(200, 300, 1, 8, 0, 0), "BMP of 256 colours" },
    { "tga", 18 + 96000, tga, P(200, 160, 3, 8, 0, 0), "TGA" },
    { "rgb-after-15", 15 + 96000, after_header, P(200, 160, 3, 8, 0, 0), "samples after 15 bytes" },
    { "gray-16-after-15", 15 + 80000, after_header, P(200, 200, 1, 16, 0, 0), "16-bit samples after 15 bytes" },
    { "filtered", 451 * 200, filtered, P(150, 200, 3, 8, 0, 0), "rows of a PNG before deflate" },
    { "xpm", 41000, xpm, NULL, "XPM" },
    { "slices", 100000, slices, P(128, 128, 1, 12, 0, 0), "medical slices with headers" },
    { "frames", 120000, frames, P(160, 100, 1, 8, 0, 0), "frames of a film, gray" },
    { "heights", 60000, heights, NULL, "a map of heights in letters" },
};
const struct family picture_formats = { "picture-files", kinds, COUNT_OF(kinds) };
