/* Sound: raw samples, and in the formats of files. */
#include "kinds.h"

enum header { NONE, RIFF, FORM, AU, ODD };
enum coding { SIGNED, UNSIGNED, FLOATING, MU_LAW };
enum source { MUSIC, SPEECH, QUIET, CHIP, SILENCE };

struct sound {
    unsigned bits, channels;
    int be;
    enum header header;
    enum coding coding;
    enum source source;
};

/* Three decaying notes to a beat. */
static int32_t music(uint32_t n, uint32_t channel)
{
    static const uint32_t steps[] = { 655, 735, 825, 874, 981, 1101, 1236, 1310 };
    uint32_t beat = n / 4000, age = n % 4000;
    int32_t y = 0;
    for (uint32_t k = 0; k < 3; k++) {
        uint32_t note = steps[mix(beat * 3 + k) & 7], fade = 4000 - age / (k + 1);
        y += sine(n * note * (k + 1) + channel * 3000) / 100 * (int32_t)fade / (130 + 40 * (int32_t)k);
    }
    return y;
}

/* Pulses of a voice, shaped by two slow resonances, with pauses. */
static int32_t speech(uint32_t n)
{
    uint32_t syllable = n / 1700, age = n % 1700;
    if (mix(syllable) % 4 == 0)
        return 0;
    uint32_t pitch = 90 + mix(syllable * 5) % 60, pulse = n % pitch;
    int32_t y = sine(n * (400 + mix(syllable) % 900)) / (int32_t)(1 + pulse / 8);
    y += sine(n * (2500 + mix(syllable + 9) % 2000)) / (int32_t)(3 + pulse / 4);
    return y * (int32_t)(age < 850 ? age : 1700 - age) / 2000;
}

static int32_t sample_of(struct sink *s, const struct sound *k, uint32_t n, uint32_t channel)
{
    switch (k->source) {
    case MUSIC:
        return music(n, channel) + around(s, 60);
    case SPEECH:
        return speech(n) + around(s, 30);
    case QUIET:
        return (music(n, channel) + around(s, 60)) / 64;
    case CHIP:
        return (n * (3 + mix(n / 3000) % 7) & 255) < 128 ? 8000 : -8000;
    default:
        return n % 20000 < 15000 ? 0 : around(s, 500);
    }
}

/* The 8 bits of G.711. */
static uint32_t mu_law(int32_t x)
{
    uint32_t sign = x < 0 ? 128 : 0, y = (uint32_t)(x < 0 ? -x : x) / 4 + 33, exponent = 7;
    if (y > 8191)
        y = 8191;
    while (exponent > 0 && !(y >> (exponent + 5) & 1))
        exponent--;
    return ~(sign | exponent << 4 | (y >> (exponent + 1) & 15)) & 255;
}

static void put_sample(struct sink *s, const struct sound *k, int32_t x)
{
    if (k->coding == FLOATING)
        put_float(s, (float)x / 32768.0F);
    else if (k->coding == MU_LAW)
        put(s, mu_law(x));
    else {
        int64_t y = k->bits > 16 ? (int64_t)x * (1 << (k->bits - 16)) + around(s, 100) : x >> (16 - k->bits);
        if (k->coding == UNSIGNED)
            y += 1 << (k->bits - 1);
        (k->be ? put_be : put_le)(s, (uint64_t)y, (k->bits + 7) / 8);
    }
}

static void put_header(struct sink *s, const struct sound *k)
{
    uint32_t frame = k->channels * ((k->bits + 7) / 8), bytes = (uint32_t)s->size;
    switch (k->header) {
    case RIFF:
        put_text(s, "RIFF");
        put_le(s, bytes - 8, 4);
        put_text(s, "WAVEfmt ");
        put_le(s, 16, 4);
        put_le(s, k->coding == FLOATING ? 3 : k->coding == MU_LAW ? 7 : 1, 2);
        put_le(s, k->channels, 2);
        put_le(s, 44100, 4);
        put_le(s, 44100 * frame, 4);
        put_le(s, frame, 2);
        put_le(s, k->bits, 2);
        put_text(s, "data");
        put_le(s, bytes - 44, 4);
        return;
    case FORM:
        put_text(s, "FORM");
        put_be(s, bytes - 8, 4);
        put_text(s, "AIFFCOMM");
        put_be(s, 18, 4);
        put_be(s, k->channels, 2);
        put_be(s, bytes / frame, 4);
        put_be(s, k->bits, 2);
        put_be(s, UINT64_C(0x400EAC4400000000), 8);
        put_be(s, 0, 2);
        put_text(s, "SSND");
        put_be(s, bytes - 46, 4);
        put_be(s, 0, 8);
        return;
    case AU:
        put_text(s, ".snd");
        put_be(s, 24, 4);
        put_be(s, bytes - 24, 4);
        put_be(s, 3, 4);
        put_be(s, 44100, 4);
        put_be(s, k->channels, 4);
        return;
    case ODD:
        put_text(s, "sampled: 13 b"); /* 13 bytes, so that the samples lie at odd places */
        return;
    default:
        return;
    }
}

static void sound(struct sink *s, const void *with)
{
    const struct sound *k = with;
    put_header(s, k);
    for (uint32_t n = 0; !full(s); n++)
        for (uint32_t c = 0; c < k->channels; c++)
            put_sample(s, k, sample_of(s, k, n, c));
}

/* The channels one after another, in blocks of so many samples. */
static void planar(struct sink *s, const void *with)
{
    uint32_t block = *(const uint32_t *)with;
    struct sound k = { .bits = 16, .channels = 2 };
    for (uint32_t n = 0; !full(s); n += block)
        for (uint32_t c = 0; c < 2; c++)
            for (uint32_t i = 0; i < block; i++)
                put_sample(s, &k, sample_of(s, &k, n + i, c));
}

/* Notes as events: time, status, note, velocity. */
static void midi(struct sink *s, const void *with)
{
    static const uint8_t scale[] = { 0, 2, 4, 5, 7, 9, 11, 12 };
    (void)with;
    put_text(s, "MThd");
    put_be(s, 6, 4);
    put_be(s, UINT64_C(0x000000010060), 6);
    put_text(s, "MTrk");
    put_be(s, s->size - 22, 4);
    for (uint32_t bar = 0; !full(s); bar++)
        for (uint32_t i = 0; i < 8; i++) {
            uint32_t note = 60 + scale[mix(bar % 16 * 8 + i) & 7], velocity = 80 + low_of(s, 30);
            uint32_t length = 24 << low_of(s, 3);
            put(s, 0);
            put(s, 0x90);
            put(s, note);
            put(s, velocity);
            put(s, length);
            put(s, 0x80);
            put(s, note);
            put(s, 64);
        }
}

/* Rows of a tracker: note, instrument, effect; mostly empty. */
static void tracker(struct sink *s, const void *with)
{
    (void)with;
    for (uint32_t row = 0; !full(s); row++)
        for (uint32_t c = 0; c < 8; c++) {
            uint32_t what = mix(row % 64 * 8 + c + row / 256);
            int play = what % 3 == 0;
            put(s, play ? 24 + (what >> 8) % 36 : 0);
            put(s, play ? 1 + c : 0);
            put(s, what % 7 == 0 ? 12 : 0);
            put(s, what % 7 == 0 ? what >> 24 & 63 : 0);
        }
}

/* Differences in 4 bits with a step that adapts. */
static void adpcm(struct sink *s, const void *with)
{
    int32_t value = 0, step = 16;
    uint32_t pending = 0;
    (void)with;
    for (uint32_t n = 0; !full(s); n++) {
        int32_t d = music(n, 0) - value;
        uint32_t code = d < 0 ? 8 : 0, size = (uint32_t)(d < 0 ? -d : d) * 4 / (uint32_t)step;
        code |= size > 7 ? 7 : size;
        value += (code & 8 ? -1 : 1) * (int32_t)(code & 7) * step / 4;
        step = step * ((code & 7) < 4 ? 15 : 24) / 16;
        step = step < 16 ? 16 : step > 4000 ? 4000 : step;
        if (n & 1)
            put(s, pending << 4 | code);
        pending = code;
    }
}

#define S(...) (&(const struct sound){ __VA_ARGS__ })
#define U(x) (&(const uint32_t){ x })
static const struct kind kinds[] = {
    { "mono-8-unsigned", 60000, sound, S(8, 1, 0, NONE, UNSIGNED, MUSIC), "8 bits, unsigned" },
    { "mono-8-signed", 60000, sound, S(8, 1, 0, NONE, SIGNED, SPEECH), "8 bits, signed" },
    { "mono-16-le", 100000, sound, S(16, 1, 0, NONE, SIGNED, MUSIC), "16 bits" },
    { "mono-16-be", 100000, sound, S(16, 1, 1, NONE, SIGNED, MUSIC), "16 bits, big-endian" },
    { "mono-16-odd", 100013, sound, S(16, 1, 0, ODD, SIGNED, MUSIC), "16 bits at odd places" },
    { "stereo-16-le", 120000, sound, S(16, 2, 0, NONE, SIGNED, MUSIC), "16 bits, two channels" },
    { "stereo-16-be", 120000, sound, S(16, 2, 1, NONE, SIGNED, MUSIC), "16 bits, two channels, big-endian" },
    { "stereo-16-planar", 120000, planar, U(500), "two channels in blocks of 500 samples" },
    { "quad-16-le", 120000, sound, S(16, 4, 0, NONE, SIGNED, MUSIC), "16 bits, four channels" },
    { "stereo-24-le", 120000, sound, S(24, 2, 0, NONE, SIGNED, MUSIC), "24 bits, two channels" },
    { "mono-24-be", 90000, sound, S(24, 1, 1, NONE, SIGNED, MUSIC), "24 bits, big-endian" },
    { "mono-32-le", 80000, sound, S(32, 1, 0, NONE, SIGNED, MUSIC), "32 bits" },
    { "mono-float", 80000, sound, S(32, 1, 0, NONE, FLOATING, MUSIC), "floats" },
    { "mono-12-in-16", 80000, sound, S(12, 1, 0, NONE, SIGNED, MUSIC), "12 bits in 16" },
    { "mu-law", 60000, sound, S(8, 1, 0, NONE, MU_LAW, SPEECH), "mu-law" },
    { "mu-law-au", 60024, sound, S(8, 1, 0, AU, MU_LAW, MUSIC), "mu-law in an AU file" },
    { "wav-mono-16", 100044, sound, S(16, 1, 0, RIFF, SIGNED, MUSIC), "WAV, 16 bits" },
    { "wav-stereo-16", 120044, sound, S(16, 2, 0, RIFF, SIGNED, MUSIC), "WAV, 16 bits, two channels" },
    { "wav-mono-8", 60044, sound, S(8, 1, 0, RIFF, UNSIGNED, SPEECH), "WAV, 8 bits" },
    { "wav-stereo-24", 120044, sound, S(24, 2, 0, RIFF, SIGNED, MUSIC), "WAV, 24 bits" },
    { "wav-float", 80044, sound, S(32, 1, 0, RIFF, FLOATING, SPEECH), "WAV, floats" },
    { "wav-speech", 80044, sound, S(16, 1, 0, RIFF, SIGNED, SPEECH), "WAV, a voice" },
    { "aiff-stereo-16", 120054, sound, S(16, 2, 1, FORM, SIGNED, MUSIC), "AIFF, 16 bits" },
    { "au-mono-16", 100024, sound, S(16, 1, 1, AU, SIGNED, SPEECH), "AU, 16 bits" },
    { "quiet-16", 80000, sound, S(16, 1, 0, NONE, SIGNED, QUIET), "16 bits of which few are used" },
    { "chip", 80000, sound, S(16, 1, 0, NONE, SIGNED, CHIP), "square waves" },
    { "silence", 120000, sound, S(16, 1, 0, NONE, SIGNED, SILENCE), "silence and noise by turns" },
    { "midi", 40000, midi, NULL, "notes as MIDI events" },
    { "tracker", 60000, tracker, NULL, "rows of a tracker" },
    { "adpcm", 40000, adpcm, NULL, "differences in 4 bits" },
};
const struct family sounds = { "sounds", kinds, COUNT_OF(kinds) };
