/* Pictures as raw samples, without headers. */
#include "pictures.h"

/* Bilinear noise on a grid of so many pixels: 0 .. 255 times 256. */
static int32_t hills(uint32_t x, uint32_t y, uint32_t grid, uint32_t seed)
{
    uint32_t gx = x / grid, gy = y / grid, fx = x % grid, fy = y % grid;
    uint32_t corner[4];
    for (uint32_t i = 0; i < 4; i++)
        corner[i] = mix((gx + (i & 1)) * 7919 + (gy + (i >> 1)) * 104729 + seed) & 255;
    uint32_t top = corner[0] * (grid - fx) + corner[1] * fx, bottom = corner[2] * (grid - fx) + corner[3] * fx;
    return (int32_t)((top * (grid - fy) + bottom * fy) * 256 / (grid * grid));
}

/* 0 .. 65535: hills of three sizes, a disc, an edge and a little noise; the
 * channels differ in the large hills. */
int32_t photo(uint32_t x, uint32_t y, uint32_t channel)
{
    int32_t v = hills(x, y, 64, 11 * channel) / 2 + hills(x, y, 16, 5) / 4 + hills(x, y, 5, 9) / 8;
    int32_t dx = (int32_t)x - 90, dy = (int32_t)y - 60;
    if (dx * dx + dy * dy < 2500)
        v = v / 2 + 9000 + 3000 * (int32_t)channel;
    if (3 * x + y > 500)
        v = v * 3 / 4;
    return v + (int32_t)(mix(x * 65599 + y * 911 + channel * 31 + 77) & 1023);
}

/* A window with a title, buttons and lines of text. */
uint32_t screen(uint32_t x, uint32_t y)
{
    if (y < 18)
        return x % 40 < 3 ? 0xFFFFFF : 0x2B579A;
    if (x < 60)
        return y % 20 < 2 ? 0xC0C0C0 : 0xF0F0F0;
    uint32_t row = (y - 18) / 14, line = (y - 18) % 14;
    if (line < 3 || line > 11 || x % 7 == 0 || mix(row) % 200 + 60 < x)
        return row % 9 == 4 ? 0xFFFFCC : 0xFFFFFF;
    uint32_t glyph = mix(mix(row * 71 + (x - 60) / 7) % 26);
    return mix(glyph + (line - 3) / 2 * 8 + x % 7 / 2) & 1 ? 0x202020 : 0xFFFFFF;
}

static void raw(struct sink *s, const void *with)
{
    put_picture(s, with);
}

static void gradient(struct sink *s, const void *with)
{
    uint32_t channels = *(const uint32_t *)with;
    for (uint32_t y = 0; !full(s); y++)
        for (uint32_t x = 0; x < 200; x++) {
            uint32_t c[4] = { x * 255 / 199, y & 255, (x + y) / 2 & 255, 255 };
            for (uint32_t k = 0; k < channels; k++)
                put(s, c[k]);
        }
}

static void screenshot(struct sink *s, const void *with)
{
    uint32_t bytes = *(const uint32_t *)with;
    for (uint32_t y = 0; !full(s); y++)
        for (uint32_t x = 0; x < 320; x++)
            put_le(s, screen(x, y) | 0xFF000000, bytes);
}

/* Red and green in even rows, green and blue in odd ones. */
static void bayer(struct sink *s, const void *with)
{
    uint32_t bits = *(const uint32_t *)with;
    for (uint32_t y = 0; !full(s); y++)
        for (uint32_t x = 0; x < 200; x++)
            put_le(s, (uint32_t)photo(x, y, (y & 1) + (x & 1)) >> (16 - bits), bits > 8 ? 2 : 1);
}

static void rgb565(struct sink *s, const void *with)
{
    (void)with;
    for (uint32_t y = 0; !full(s); y++)
        for (uint32_t x = 0; x < 200; x++) {
            uint32_t r = (uint32_t)photo(x, y, 0) >> 11, g = (uint32_t)photo(x, y, 1) >> 10;
            uint32_t b = (uint32_t)photo(x, y, 2) >> 11;
            put_le(s, r << 11 | g << 5 | b, 2);
        }
}

/* Full brightness, then colours of half the size. */
static void yuv420(struct sink *s, const void *with)
{
    (void)with;
    for (uint32_t c = 0; c < 3; c++) {
        uint32_t step = c ? 2 : 1;
        for (uint32_t y = 0; y < 200; y += step)
            for (uint32_t x = 0; x < 240; x += step)
                put(s, c ? 128 + (uint32_t)(photo(x, y, c) - photo(x, y, 0)) / 1024
                         : (uint32_t)photo(x, y, 0) >> 8);
    }
}

static void yuyv(struct sink *s, const void *with)
{
    (void)with;
    for (uint32_t y = 0; !full(s); y++)
        for (uint32_t x = 0; x < 200; x++) {
            put(s, (uint32_t)photo(x, y, 0) >> 8);
            put(s, 128 + (uint32_t)(photo(x & ~1U, y, 1 + (x & 1)) - photo(x & ~1U, y, 0)) / 1024);
        }
}

/* Icons of 32 by 32 with transparency, one after another. */
static void icons(struct sink *s, const void *with)
{
    (void)with;
    for (uint32_t n = 0; !full(s); n++)
        for (uint32_t i = 0; i < 1024; i++) {
            int32_t x = (int32_t)(i % 32) - 16, y = (int32_t)(i / 32) - 16, r = x * x + y * y;
            uint32_t shade = 200 - (uint32_t)(r / 4), hue = mix(n);
            if (r > 200) {
                put_le(s, 0, 4);
                continue;
            }
            for (int k = 0; k < 3; k++)
                put(s, (hue >> 8 * k & 255) * shade / 255);
            put(s, r > 170 ? (uint32_t)(200 - r) * 8 : 255);
        }
}

/* Black and white: text, or grey by dots. */
static void one_bit(struct sink *s, const void *with)
{
    uint32_t dots = *(const uint32_t *)with;
    for (uint32_t y = 0; !full(s); y++)
        for (uint32_t x = 0; x < 640; x += 8) {
            uint32_t byte = 0;
            for (uint32_t k = x; k < x + 8; k++) {
                uint32_t black = screen(k, y) < 0x808080;
                if (dots)
                    black = (uint32_t)photo(k / 2, y / 2, 0) >> 8 < (mix((k & 7) * 8 + (y & 7)) & 255);
                byte = byte << 1 | black;
            }
            put(s, byte);
        }
}

static void float_picture(struct sink *s, const void *with)
{
    (void)with;
    for (uint32_t y = 0; !full(s); y++)
        for (uint32_t x = 0; x < 128; x++)
            put_float(s, (float)photo(x, y, 0) / 65536.0F);
}

static void noise(struct sink *s, const void *with)
{
    (void)with;
    while (!full(s)) {
        int32_t a = around(s, 40), b = around(s, 40);
        put(s, (uint32_t)(128 + a + b) & 255);
    }
}

#define U(x) (&(const uint32_t){ x })
#define P(...) (&(const struct picture){ __VA_ARGS__ })
static const struct kind kinds[] = {
    { "gray", 200 * 300, raw, P(200, 300, 1, 8, 0, 0), "gray, 8 bits" },
    { "gray-odd-width", 173 * 300, raw, P(173, 300, 1, 8, 0, 0), "gray, 173 wide" },
    { "gray-16-le", 200 * 200 * 2, raw, P(200, 200, 1, 16, 0, 0), "gray, 16 bits" },
    { "gray-16-be", 200 * 200 * 2, raw, P(200, 200, 1, 16, 0, 1), "gray, 16 bits, big-endian" },
    { "gray-12-in-16", 200 * 200 * 2, raw, P(200, 200, 1, 12, 0, 0), "gray, 12 bits in 16" },
    { "rgb", 200 * 160 * 3, raw, P(200, 160, 3, 8, 0, 0), "red, green, blue by turns" },
    { "rgb-planar", 200 * 160 * 3, raw, P(200, 160, 3, 8, 1, 0), "a plane of each colour" },
    { "rgb-16", 160 * 120 * 6, raw, P(160, 120, 3, 16, 0, 0), "colours of 16 bits" },
    { "rgba", 200 * 120 * 4, raw, P(200, 120, 4, 8, 0, 0), "four channels by turns" },
    { "cmyk-planar", 200 * 120 * 4, raw, P(200, 120, 4, 8, 1, 0), "four planes" },
    { "rgb565", 60000, rgb565, NULL, "colours in 16 bits" },
    { "yuv420", 72000, yuv420, NULL, "brightness and small colours, planes" },
    { "yuyv", 60000, yuyv, NULL, "brightness and colours by turns" },
    { "bayer-8", 60000, bayer, U(8), "a camera's raw pattern, 8 bits" },
    { "bayer-14", 80000, bayer, U(14), "a camera's raw pattern, 14 bits in 16" },
    { "gradient-gray", 60000, gradient, U(1), "a gradient, gray" },
    { "gradient-rgb", 120000, gradient, U(3), "a gradient, colours" },
    { "gradient-rgba", 120000, gradient, U(4), "a gradient, colours and opacity" },
    { "screenshot-rgb", 230400, screenshot, U(3), "a screen, three bytes" },
    { "screenshot-rgba", 256000, screenshot, U(4), "a screen, four bytes" },
    { "screenshot-gray", 64000, screenshot, U(1), "a screen, one byte" },
    { "icons", 81920, icons, NULL, "icons with opacity" },
    { "one-bit-text", 40000, one_bit, U(0), "text in black and white" },
    { "one-bit-dots", 40000, one_bit, U(1), "a photo in black and white dots" },
    { "float", 65536, float_picture, NULL, "a photo in floats" },
    { "noise", 60000, noise, NULL, "noise of a sensor" },
};
const struct family pictures = { "pictures", kinds, COUNT_OF(kinds) };
