/* made_samples.h - sound and pictures from fixed seeds, without libm: the same on every machine. */
#ifndef LLZ_MADE_SAMPLES_H
#define LLZ_MADE_SAMPLES_H

#include <stddef.h>
#include <stdint.h>

static inline uint32_t noise(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 16;
}

/* A resonator that noise excites: never exactly periodic. */
struct wave {
    int64_t a, b;
    int64_t c; /* 2 cos(angle) times damping, in 1/65536 */
    uint32_t seed;
};

static inline int64_t wave_next(struct wave *w)
{
    const int64_t next = (w->c * w->b - 64900 * w->a) / 65536 + (int64_t)(noise(&w->seed) % 4096) - 2048;
    w->a = w->b;
    w->b = next;
    return next / 16;
}

static inline void put16(uint8_t *p, int64_t v, int big)
{
    const uint16_t u = (uint16_t)v;
    p[big ? 1 : 0] = (uint8_t)u;
    p[big ? 0 : 1] = (uint8_t)(u >> 8);
}

/* n bytes of sound: 16 bits, one or two channels. */
static inline void make_sound(uint8_t *p, size_t n, size_t channels, int big)
{
    struct wave w[2] = { { 0, 0, 129500, 1 }, { 0, 0, 127500, 9 } };
    for (size_t i = 0; i < n / 2; i++)
        put16(p + 2 * i, wave_next(&w[i % channels]), big);
}

/* Round blobs of light whose centres wander, and noise. */
static inline int light(size_t x, size_t y, size_t c, uint32_t *seed)
{
    const int64_t dx = (int64_t)x - 200, dy = (int64_t)y * 2 - 90 - 20 * (int64_t)c;
    const int64_t ex = (int64_t)x - 80, ey = (int64_t)y - 70;
    const int64_t v = 2000000 / (9000 + dx * dx + dy * dy) + (int64_t)c * 300000 / (4000 + ex * ex + ey * ey);
    return (int)(v % 200 + 20 + (int64_t)(noise(seed) % 4));
}

/* A picture of three channels as pixels, p [3 width height]: slopes, and a grain
 * that is much the same in all channels. */
static inline void make_picture(uint8_t *p, size_t width, size_t height)
{
    uint32_t seed = 2;
    for (size_t i = 0; i < width * height; i++) {
        const size_t x = i % width, y = i / width;
        const int64_t dx = (int64_t)x - 60, dy = (int64_t)y - 50;
        const int64_t grain = (int64_t)(noise(&seed) % 8);
        for (size_t c = 0; c < 3; c++)
            p[3 * i + c] = (uint8_t)(30 + 1000000 / (6000 + dx * dx + dy * dy) + (int64_t)(x / (c + 2)) / 3 +
                                     grain + (int64_t)(noise(&seed) % 2));
    }
}

/* Its pixels, channel after channel. */
static inline void make_planes(uint8_t *planes, const uint8_t *pixels, size_t n)
{
    for (size_t i = 0; i < n; i++)
        planes[i % 3 * (n / 3) + i / 3] = pixels[i];
}

#endif
