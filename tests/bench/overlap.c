/* overlap [--fold] [--drop FOLDER] TESTS... -- SAMPLES... - do samples share strings of 64 bytes with test
 * files?
 *
 * Every string of 64 bytes that stands in a sample and in a test file is found: of each test file the windows
 * of 57 bytes that begin at a multiple of 8 are hashed, and any string of 64 bytes has such a window within it.
 * So strings of 57 to 63 bytes are reported too where they happen to lie so, and (with odds of about 1 in 1,000
 * for 100 MB beside 100 MB) one hash that means nothing: both err on the safe side.
 *   --fold   compare letters without case and each run of other bytes than letters and digits as one space, so
 * that a text wrapped or punctuated otherwise is found all the same
 *   --drop   write each sample to FOLDER under its own name, without the paragraphs that have a match in them.
 *            A paragraph ends at an empty line, or at the end of a line after 1,000 bytes.
 * Printed for each sample: its name, bytes, bytes of the paragraphs with a match, and the first match. Exit 0:
 * no match, 1: at least one, 2: an error. Plain C11, no library: cc -O2 -o overlap overlap.c */
#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WINDOW 57
#define STRIDE 8
#define UNIT 1000
#define MULTIPLIER 0x9E3779B97F4A7C15u

/* The bytes that are compared, and where each of them stands in the file. */
struct text {
    unsigned char *raw, *key;
    uint32_t *at; /* NULL: key is raw */
    size_t raw_n, key_n;
};

/* Hashes of test windows, open addressing; 0 is an empty slot. */
struct table {
    uint64_t *slot;
    size_t mask, used;
};

static void die(const char *what, const char *name)
{
    fprintf(stderr, "overlap: %s: %s\n", name, what);
    exit(2);
}

static void *want(size_t n)
{
    void *p = calloc(n ? n : 1, 1);
    if (!p)
        die("not enough memory", "overlap");
    return p;
}

static void fold(struct text *t)
{
    t->key = want(t->raw_n);
    t->at = want(t->raw_n * sizeof *t->at);
    for (size_t i = 0; i < t->raw_n; i++) {
        const bool word = isalnum(t->raw[i]) || t->raw[i] >= 128;
        if (!word && t->key_n && t->key[t->key_n - 1] == ' ')
            continue;
        t->key[t->key_n] = word ? (unsigned char)tolower(t->raw[i]) : ' ';
        t->at[t->key_n++] = (uint32_t)i;
    }
}

static struct text load(const char *name, bool folded)
{
    struct text t = { 0 };
    FILE *f = fopen(name, "rb");
    if (!f || fseek(f, 0, SEEK_END))
        die(strerror(errno), name);
    const long n = ftell(f);
    if (n < 0 || (unsigned long)n > UINT32_MAX)
        die("not a file of less than 4 GiB", name);
    rewind(f);
    t.raw_n = (size_t)n;
    t.raw = want(t.raw_n);
    if (fread(t.raw, 1, t.raw_n, f) != t.raw_n)
        die("cannot be read", name);
    fclose(f);
    if (folded)
        fold(&t);
    else
        t.key = t.raw, t.key_n = t.raw_n;
    return t;
}

static void unload(struct text *t)
{
    if (t->key != t->raw)
        free(t->key);
    free(t->raw);
    free(t->at);
}

/* Powers of the multiplier make a hash that can be rolled on; a last mix
 * makes its high bits good for a table. */
static uint64_t leaving_power(void)
{
    uint64_t p = 1;
    for (int i = 1; i < WINDOW; i++)
        p *= MULTIPLIER;
    return p;
}

static uint64_t finish(uint64_t h)
{
    h = (h ^ h >> 31) * 0xD6E8FEB86659FD93u;
    h ^= h >> 32;
    return h ? h : 1;
}

static uint64_t roll(uint64_t h, const unsigned char *key, size_t i, uint64_t power)
{
    if (i >= WINDOW)
        h -= (key[i - WINDOW] + 1u) * power;
    return h * MULTIPLIER + key[i] + 1;
}

static bool find(const struct table *t, uint64_t h)
{
    for (size_t i = h & t->mask; t->slot[i]; i = (i + 1) & t->mask)
        if (t->slot[i] == h)
            return true;
    return false;
}

static void insert(struct table *t, uint64_t h);

static void grow(struct table *t)
{
    struct table bigger = { want((t->mask + 1) * 2 * sizeof *t->slot), t->mask * 2 + 1, 0 };
    for (size_t i = 0; i <= t->mask; i++)
        if (t->slot[i])
            insert(&bigger, t->slot[i]);
    free(t->slot);
    *t = bigger;
}

static void insert(struct table *t, uint64_t h)
{
    if (2 * t->used > t->mask)
        grow(t);
    size_t i = h & t->mask;
    while (t->slot[i] && t->slot[i] != h)
        i = (i + 1) & t->mask;
    t->used += !t->slot[i];
    t->slot[i] = h;
}

static void learn(struct table *t, const struct text *test)
{
    const uint64_t power = leaving_power();
    uint64_t h = 0;
    for (size_t i = 0; i < test->key_n; i++) {
        h = roll(h, test->key, i, power);
        if (i + 1 >= WINDOW && (i + 1 - WINDOW) % STRIDE == 0)
            insert(t, finish(h));
    }
}

/* Marks the raw bytes of windows that test files have too. Returns how many windows matched. */
static size_t mark(const struct table *t, const struct text *s, unsigned char *hit, size_t *first)
{
    const uint64_t power = leaving_power();
    uint64_t h = 0;
    size_t found = 0;
    for (size_t i = 0; i < s->key_n; i++) {
        h = roll(h, s->key, i, power);
        if (i + 1 < WINDOW || !find(t, finish(h)))
            continue;
        const size_t from = s->at ? s->at[i + 1 - WINDOW] : i + 1 - WINDOW, to = s->at ? s->at[i] : i;
        if (!found++)
            *first = from;
        memset(hit + from, 1, to - from + 1);
    }
    return found;
}

static size_t paragraph_end(const struct text *s, size_t from)
{
    for (size_t i = from; i < s->raw_n; i++)
        if (s->raw[i] == '\n' && (i - from >= UNIT || (i > from && s->raw[i - 1] == '\n')))
            return i + 1;
    return s->raw_n;
}

/* Copies the clean paragraphs to `to` unless that is NULL. Returns the bytes of the others. */
static size_t sift(const struct text *s, const unsigned char *hit, FILE *to)
{
    size_t dropped = 0;
    for (size_t i = 0, end; i < s->raw_n; i = end) {
        end = paragraph_end(s, i);
        if (memchr(hit + i, 1, end - i))
            dropped += end - i;
        else if (to)
            fwrite(s->raw + i, 1, end - i, to);
    }
    return dropped;
}

static FILE *output_for(const char *folder, const char *name)
{
    const char *slash = strrchr(name, '/');
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, slash ? slash + 1 : name);
    FILE *f = fopen(path, "wb");
    if (!f)
        die(strerror(errno), path);
    return f;
}

static bool check(const struct table *t, const char *name, bool folded, const char *drop)
{
    struct text s = load(name, folded);
    unsigned char *hit = want(s.raw_n);
    size_t first = 0;
    const size_t found = mark(t, &s, hit, &first);
    FILE *to = drop ? output_for(drop, name) : NULL;
    const size_t dropped = sift(&s, hit, to);
    if (to && (ferror(to) | fclose(to)))
        die("cannot be written", name);
    printf("%s\t%zu\t%zu\t", name, s.raw_n, dropped);
    for (size_t i = first; found && i < first + 80 && i < s.raw_n; i++)
        putchar(isprint(s.raw[i]) ? s.raw[i] : ' ');
    putchar('\n');
    free(hit);
    unload(&s);
    return found;
}

int main(int argc, char **argv)
{
    struct table t = { want(1024 * sizeof *t.slot), 1023, 0 };
    const char *drop = NULL;
    bool folded = false, any = false;
    int i = 1, tests = 0;
    for (; i < argc && !strncmp(argv[i], "--", 2) && argv[i][2]; i++) {
        if (!strcmp(argv[i], "--fold"))
            folded = true;
        else if (!strcmp(argv[i], "--drop") && i + 1 < argc)
            drop = argv[++i];
        else
            die("unknown option", argv[i]);
    }
    for (; i < argc && strcmp(argv[i], "--"); i++, tests++) {
        struct text test = load(argv[i], folded);
        learn(&t, &test);
        unload(&test);
    }
    if (!tests || i + 1 >= argc)
        die("wanted: overlap [--fold] [--drop FOLDER] TESTS... -- SAMPLES...", "overlap");
    for (i++; i < argc; i++)
        any |= check(&t, argv[i], folded, drop);
    free(t.slot);
    return any;
}
