/* Files that hold others: archives, dumps, backups, versions. */
#include "kinds.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A header of 512 bytes as in ustar. */
static void put_tar_header(struct sink *s, const char *name, size_t bytes)
{
    static const struct {
        size_t at;
        const char *text;
    } fields[] = { { 100, "0000644" },     { 108, "0001750" },   { 116, "0001750" },
                   { 136, "14000000000" }, { 148, "        0" }, { 257, "ustar" },
                   { 263, "00" },          { 265, "user" },      { 297, "user" } };
    char h[512] = { 0 };
    uint32_t sum = 0;
    snprintf(h, 100, "%s", name);
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        memcpy(h + fields[i].at, fields[i].text, strlen(fields[i].text));
    snprintf(h + 124, 12, "%011zo", bytes);
    for (size_t i = 0; i < sizeof h; i++)
        sum += (uint8_t)h[i];
    snprintf(h + 148, 8, "%06o", sum);
    h[155] = ' ';
    put_bytes(s, h, sizeof h);
}

static void tar(struct sink *s, const void *with)
{
    (void)with;
    for (uint32_t n = 0; !full(s); n++) {
        char name[64];
        uint8_t content[6000];
        size_t bytes = 200 + below(s, 5000);
        struct sink t = { .data = content, .size = bytes, .state = draw(s) };
        while (!full(&t))
            fill(&t, n % 3 ? "$s\n" : "    $i($n, $[0..99]);\n");
        struct sink u = { .data = (uint8_t *)name, .size = sizeof name - 1, .state = draw(s) };
        fill(&u, n % 3 ? "project/$n/$n.txt" : "project/$n/$n.c");
        name[u.used] = 0;
        put_tar_header(s, name, bytes);
        put_bytes(s, content, bytes);
        for (; bytes % 512; bytes++)
            put(s, 0);
    }
}

/* Stored entries with the local headers of a ZIP. */
static void zip(struct sink *s, const void *with)
{
    (void)with;
    while (!full(s)) {
        char name[64];
        uint8_t content[4000];
        size_t bytes = 100 + below(s, 3900);
        struct sink u = { .data = (uint8_t *)name, .size = sizeof name, .state = draw(s) };
        fill(&u, "$n/$n.txt");
        make_english(content, bytes, draw(s));
        put_be(s, 0x504B0304, 4);
        put_le(s, 20, 2);
        put_le(s, 0, 4);
        put_le(s, 0x5A215000, 4);
        put_le(s, below(s, UINT32_MAX), 4);
        put_le(s, bytes, 4);
        put_le(s, bytes, 4);
        put_le(s, u.used, 4);
        put_bytes(s, name, u.used);
        put_bytes(s, content, bytes);
    }
}

/* English twice. */
static void twice(struct sink *s, const void *with)
{
    (void)with;
    make_english(s->data, s->size / 2, draw(s));
    memcpy(s->data + s->size / 2, s->data, s->size / 2);
    s->used = s->size;
}

/* One text again and again, each time with a few words changed. */
static void versions(struct sink *s, const void *with)
{
    uint8_t text[8000];
    (void)with;
    make_english(text, sizeof text, draw(s));
    while (!full(s)) {
        put_bytes(s, text, sizeof text);
        for (int i = 0; i < 6; i++) {
            uint32_t at = below(s, sizeof text - 20), bytes = 4 + below(s, 12);
            make_english(text + at, bytes, draw(s));
        }
    }
}

/* Random blocks, some of which come again. */
static void blocks(struct sink *s, const void *with)
{
    enum { BLOCKS = 20, BYTES = 1024 };
    uint8_t *all = malloc((size_t)BLOCKS * BYTES);
    if (!all)
        abort();
    (void)with;
    for (size_t i = 0; i < (size_t)BLOCKS * BYTES; i++)
        all[i] = (uint8_t)below(s, 256);
    while (!full(s))
        put_bytes(s, all + (size_t)BYTES * below(s, BLOCKS), BYTES);
    free(all);
}

/* Stretches of text and of random bytes by turns. */
static void by_turns(struct sink *s, const void *with)
{
    size_t length = *(const uint32_t *)with;
    while (!full(s)) {
        uint8_t text[8000];
        make_english(text, length, draw(s));
        put_bytes(s, text, length);
        for (size_t i = 0; i < length; i++)
            put(s, below(s, 256));
    }
}

/* Pages of a process: zeros, text, pointers, small integers. */
static void memory(struct sink *s, const void *with)
{
    (void)with;
    while (!full(s)) {
        uint8_t page[4096] = { 0 };
        struct sink t = { .data = page, .size = sizeof page, .state = draw(s) };
        uint32_t what = below(s, 4);
        if (what == 1)
            make_english(page, 3000, draw(s));
        while (what == 2 && !full(&t))
            put_le(&t, UINT64_C(0x7F3A40000000) + 16 * (uint64_t)rank_of(&t, 20000), 8);
        while (what == 3 && !full(&t))
            put_le(&t, low_of(&t, 300), 4);
        put_bytes(s, page, sizeof page);
    }
}

/* A frame's headers before each part of a text, as a network's analyser saves them. */
static void capture(struct sink *s, const void *with)
{
    uint32_t time = 1700000000, sequence = 12345;
    (void)with;
    while (!full(s)) {
        uint8_t text[600];
        uint32_t bytes = 40 + below(s, 500), micros = below(s, 1000000);
        make_english(text, bytes, draw(s));
        put_le(s, time += below(s, 2), 4);
        put_le(s, micros, 4);
        put_le(s, bytes + 54, 4);
        put_le(s, bytes + 54, 4);
        put_be(s, UINT64_C(0x001B21AABBCC3CD9), 8);
        put_be(s, UINT64_C(0x2B0102030800), 6);
        put_be(s, 0x4500, 2);
        put_be(s, bytes + 40, 2);
        put_be(s, sequence * 7 & 0xFFFF, 2);
        put_be(s, UINT64_C(0x40004006), 4);
        put_be(s, below(s, 65536), 2);
        put_be(s, UINT64_C(0xC0000201C0000202), 8);
        put_be(s, UINT64_C(0x01BBC350), 4);
        put_be(s, sequence += bytes, 4);
        put_be(s, UINT64_C(0x0001E24050180200), 8);
        put_be(s, below(s, 65536), 4);
        put_bytes(s, text, bytes);
    }
}

/* Short parts of everything. */
static void everything(struct sink *s, const void *with)
{
    static const struct family *const all[] = { &codes,  &numbers, &logs,    &pictures,
                                                &tables, &sounds,  &markups, &records };
    (void)with;
    for (size_t i = 0; !full(s); i++) {
        const struct family *f = all[i % COUNT_OF(all)];
        uint8_t part[4000];
        make_part(&f->kinds[i / COUNT_OF(all) % f->count], part, sizeof part);
        put_bytes(s, part, sizeof part);
    }
}

/* Keys between their marks. */
static void keys(struct sink *s, const void *with)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    (void)with;
    while (!full(s)) {
        put_text(s, "-----BEGIN CERTIFICATE-----\nMIID");
        for (int i = 4; i < 64 * 20; i++) {
            put(s, (uint8_t)letters[below(s, 64)]);
            if (i % 64 == 63)
                put(s, '\n');
        }
        put_text(s, "-----END CERTIFICATE-----\n");
    }
}

/* A font's outlines: flags, then differences of places. */
static void outlines(struct sink *s, const void *with)
{
    (void)with;
    while (!full(s)) {
        uint32_t points = 8 + low_of(s, 30);
        put_be(s, 1 + low_of(s, 3), 2);
        put_be(s, points, 2);
        for (uint32_t i = 0; i < points; i++)
            put(s, below(s, 3) ? 0x37 : 0x01 | below(s, 4) << 4);
        for (uint32_t i = 0; i < 2 * points; i++)
            put(s, (uint32_t)around(s, 90) & 255);
    }
}

#define U(x) (&(const uint32_t){ x })
static const struct kind kinds[] = {
    { "tar", 120000, tar, NULL, "a tar of small files" },
    { "zip-stored", 100000, zip, NULL, "a ZIP of stored files" },
    { "twice", 100000, twice, NULL, "a text twice" },
    { "versions", 160000, versions, NULL, "versions of a text" },
    { "blocks", 100000, blocks, NULL, "20 random blocks again and again" },
    { "text-random-100", 60000, by_turns, U(100), "100 bytes of text and of noise by turns" },
    { "text-random-8000", 80000, by_turns, U(8000), "8000 bytes of text and of noise by turns" },
    { "memory", 163840, memory, NULL, "pages of a process" },
    { "capture", 100000, capture, NULL, "captured packets" },
    { "everything", 160000, everything, NULL, "short parts of other kinds" },
    { "keys", 60000, keys, NULL, "certificates" },
    { "outlines", 60000, outlines, NULL, "a font's outlines" },
};
const struct family bundles = { "bundles", kinds, COUNT_OF(kinds) };
