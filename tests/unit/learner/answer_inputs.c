#include "tests/unit/learner/answer_inputs.h"

#include "tests/unit/archive.h"

void answer_text(uint8_t *p, size_t n)
{
    static const char text[] = "<p>The cat sat on the mat, and it was 1984; nobody knew why.</p>\n"
                               "\tif (a[i] == 0x20) return b->next + 3.14; /* \xc3\xa9t\xc3\xa9 */\n";
    uint64_t random = 1;

    for (size_t i = 0; i < n; i++)
        p[i] = next_random(&random) % 23 == 0 ? (uint8_t)(random >> 20) : (uint8_t)text[i % (sizeof text - 1)];
    memcpy(p + n / 2, p + n / 8, n / 4);
}

static void answer_binary(uint8_t *p, size_t n)
{
    uint64_t random = 2;

    for (size_t i = 0; i < n; i++)
        p[i] = i % 5 == 0 ? (uint8_t)next_random(&random) : (uint8_t)(i * i / 7);
    memcpy(p + n / 2, p + n / 8, n / 4);
}

static void answer_records(uint8_t *p, size_t n)
{
    uint64_t random = 3;

    for (size_t i = 0; i < n; i++)
        p[i] = i % 12 < 4    ? (uint8_t)(i / 12 >> 8 * (i % 4))
               : i % 12 == 7 ? (uint8_t)next_random(&random)
                             : (uint8_t)(i % 12);
}

/* Calls, jumps, moves with operands of every length. */
static void answer_code(uint8_t *p, size_t n)
{
    static const uint8_t code[] = { 0x55, 0x48, 0x89, 0xe5, 0xe8, 0x10, 0x20, 0x00, 0x00, 0x8b, 0x45, 0xfc,
                                    0x0f, 0x84, 0x22, 0x01, 0x00, 0x00, 0x66, 0x0f, 0x6f, 0x04, 0x25, 0x00,
                                    0x10, 0x40, 0x00, 0xc7, 0x05, 0x44, 0x33, 0x22, 0x11, 0x01, 0x00, 0x00,
                                    0x00, 0xeb, 0xf0, 0x83, 0xc4, 0x08, 0xc5, 0xf8, 0x28, 0xc1, 0xc3, 0x90 };
    uint64_t random = 4;

    for (size_t i = 0; i < n; i++)
        p[i] = next_random(&random) % 31 == 0 ? (uint8_t)(random >> 30) : code[i % sizeof code];
}

static void answer_image(uint8_t *p, size_t n)
{
    uint64_t random = 5;

    for (size_t i = 0; i < n; i++)
        p[i] = (uint8_t)(i % 3 * 40 + i % 96 + i / 96 * 2 + next_random(&random) % 4);
}

static void answer_bytes_of_sound(uint8_t *p, size_t n)
{
    uint64_t random = 6;
    int at = 128;

    for (size_t i = 0; i < n; i++)
        p[i] = (uint8_t)(at += (int)(next_random(&random) % 9) - 4);
}

/* Two channels, the low byte first. */
static void answer_sound(uint8_t *p, size_t n)
{
    uint64_t random = 7;
    int at[2] = { 0, 500 };

    for (size_t i = 0; i < n; i++) {
        if (i % 2 == 0)
            at[i / 2 % 2] += (int)(next_random(&random) % 300) - 150;
        p[i] = (uint8_t)(at[i / 2 % 2] >> 8 * (i % 2));
    }
}

static void answer_deep_image(uint8_t *p, size_t n)
{
    answer_sound(p, n);
    for (size_t i = 0; i + 1 < n; i += 2) {
        const uint8_t low = p[i];

        p[i] = p[i + 1];
        p[i + 1] = low;
    }
}

/* Few letters in lines: a narrow text. */
static void answer_letters(uint8_t *p, size_t n)
{
    uint64_t random = 8;

    for (size_t i = 0; i < n; i++)
        p[i] = i % 61 == 60 ? '\n' : (uint8_t) "ACGT"[next_random(&random) % 4];
    memcpy(p + n / 2, p + n / 8, n / 4);
}

/* Planes of 300 bytes, alike but for their brightness. */
static void answer_planes(uint8_t *p, size_t n)
{
    uint64_t random = 8;

    for (size_t i = 0; i < n; i++)
        p[i] = (uint8_t)((i < 300 ? next_random(&random) % 50 : p[i - 300] + 20u) + (i % 7 == 0));
}

/* Two lines of a page, with every kind of string, again and again. */
static void answer_page(uint8_t *p, size_t n)
{
    static const char page[] = "0 -11.9 Td[(W)83(ords)-333(lik)27.5(e)-1( \\050th)28(es\\351)]TJ\n"
                               "1.5 -12 Td[(\\014rst)-334(\\) an)- 28(d)\n-335(s)1(o)-333(on)]TJ/F8 9.96 Tf\n";
    uint64_t random = 9;

    for (size_t i = 0; i < n; i++)
        p[i] = next_random(&random) % 61 == 0 ? (uint8_t)(random >> 20) : (uint8_t)page[i % (sizeof page - 1)];
}

const struct answer_input answer_inputs[ANSWER_INPUTS] = {
    { { .kind = LLZ_KIND_TEXT }, answer_text },
    { { .kind = LLZ_KIND_BINARY }, answer_binary },
    { { .kind = LLZ_KIND_BINARY, .stride = 12 }, answer_records },
    { { .kind = LLZ_KIND_X86 }, answer_code },
    { { .kind = LLZ_KIND_SAMPLES, .width = 1, .pixel = 3, .stride = 96 }, answer_image },
    { { .kind = LLZ_KIND_SAMPLES, .width = 1, .pixel = 1 }, answer_bytes_of_sound },
    { { .kind = LLZ_KIND_SAMPLES, .width = 2, .pixel = 4 }, answer_sound },
    { { .kind = LLZ_KIND_SAMPLES, .width = 2, .big = 1, .pixel = 2, .stride = 64 }, answer_deep_image },
    { { .kind = LLZ_KIND_TEXT }, answer_letters },
    { { .kind = LLZ_KIND_SAMPLES, .width = 1, .pixel = 1, .stride = 30, .plane = 300, .planes = 2 },
      answer_planes },
    { { .kind = LLZ_KIND_SAMPLES, .width = 1, .pixel = 1, .stride = 30, .plane = 300, .planes = 1 },
      answer_planes },
    { { .kind = LLZ_KIND_TEXT }, answer_page },
};
