/* rows.c - the models, one below the other. A row that has been released never changes: what is better gets the next
 * number, and codec/FORMAT.md a row more.
 *
 * The columns trade bytes for time, and were set one by one on slices of text, code and pictures; what each is worth
 * stands in tests/bench/LOG.md. Levels 1 and 2 have experts alone, which learn at once; the language model pays from
 * level 3 on, where it is small, and grows from there. At level 5, the default, 36 contexts instead of 40 and 14 weight
 * sets instead of 16 cost 0.1 % and save an eighth of the time; at level 1 two final sets instead of six cost
 * 0.1 %. From level 5 on the mixer's first layer has so many inputs that it goes by smaller steps (.pace), which saves
 * up to 0.5 %. From level 6 on all contexts are used, which is cheaper than a wider language model, and then the language
 * model grows: the wider it is, the smaller its dense step has to be, or after ten megabytes it is worse than a narrower
 * one. Level 9 learns without delay and in windows of 16, on one core, because there time does not matter.
 *
 * Tables grow to what whole files of 4 to 10 MB need. Levels 1 and 2 leave plenty of places for longer than the others,
 * which have so many contexts that the first megabyte would take twice the memory.
 *
 * .fixed is what a learner takes at most beside its two large tables, whatever its policy, optimizer and budget,
 * rounded up by some 10 %: it says what a limit on memory leaves to them, and so belongs to the format.
 *
 * The tiny row is not for use: it makes tests and fuzzers quick while every part of the model is there. */
#include "learner/rows.h"

#include "learner/learner.h"

#define KIB(n) ((size_t)(n) << 10)

#define LM LLZ_PART_LM
#define EXPERTS LLZ_PART_EXPERTS

/* Fields that belong together share a line. */
/* clang-format off */
static const struct llz_row rows[] = {
    {
        .number = 74, .name = "words-tiny",
        .shape = { .contexts = 3, .embed_dim = 4, .embed_bits = 6, .slot_bits = 6, .slot_most = 9,
                   .hidden1 = 4, .hidden2 = 0, .relu = 0,
                   .window = 16, .block = 256, .delay = 0 },
        .rates = { .dense = 2e-3f, .rows = 0.3f },
        .predictor = { .experts = { .contexts = 4, .matches = 1, .run_bits = 8, .run_most = 12, .run_roomy = 18,
                                    .slot_bits = 6, .slot_most = 9,
                                    .match_bits = 12, .ring_bits = 17, .follow_bits = 12 },
                       .sets = 2, .finals = 3, .apms = 0, .pace = 1 },
        .parts = LM | EXPERTS,
        .frame = KIB(16), .primer = 0, .primer_full = 0, .primer_short = 0,
        .fixed = 24,
    },
    {
        .number = 75, .name = "words-experts-8",
        .shape = { .contexts = 8, .embed_dim = 8, .embed_bits = 16, .slot_bits = 12, .slot_most = 18,
                   .hidden1 = 32, .hidden2 = 0, .relu = 32,
                   .window = 32, .block = 16384, .delay = 1 },
        .rates = { .dense = 2e-3f, .rows = 0.3f },
        .predictor = { .experts = { .contexts = 8, .matches = 1, .run_bits = 17, .run_most = 26, .run_roomy = 22,
                                    .slot_bits = 14, .slot_most = 22,
                                    .match_bits = 22, .ring_bits = 24, .follow_bits = 16 },
                       .sets = 4, .finals = 2, .apms = 1, .pace = 1 },
        .parts = EXPERTS,
        .frame = KIB(1024), .primer = KIB(48), .primer_full = KIB(16), .primer_short = KIB(16),
        .fixed = 160,
    },
    {
        .number = 76, .name = "words-experts-13",
        .shape = { .contexts = 10, .embed_dim = 8, .embed_bits = 17, .slot_bits = 12, .slot_most = 18,
                   .hidden1 = 32, .hidden2 = 0, .relu = 64,
                   .window = 32, .block = 16384, .delay = 1 },
        .rates = { .dense = 2e-3f, .rows = 0.3f },
        .predictor = { .experts = { .contexts = 13, .matches = 1, .run_bits = 18, .run_most = 26, .run_roomy = 22,
                                    .slot_bits = 15, .slot_most = 23,
                                    .match_bits = 22, .ring_bits = 24, .follow_bits = 16 },
                       .sets = 6, .finals = 6, .apms = 2, .pace = 1 },
        .parts = EXPERTS,
        .frame = KIB(1024), .primer = KIB(80), .primer_full = KIB(24), .primer_short = KIB(24),
        .fixed = 232,
    },
    {
        .number = 77, .name = "words-joint-18",
        .shape = { .contexts = 8, .embed_dim = 8, .embed_bits = 16, .slot_bits = 14, .slot_most = 20,
                   .hidden1 = 16, .hidden2 = 0, .relu = 32,
                   .window = 32, .block = 16384, .delay = 1 },
        .rates = { .dense = 3e-3f, .rows = 0.3f },
        .predictor = { .experts = { .contexts = 18, .matches = 2, .run_bits = 19, .run_most = 27, .run_roomy = 18,
                                    .slot_bits = 16, .slot_most = 23,
                                    .match_bits = 22, .ring_bits = 24, .follow_bits = 16 },
                       .sets = 8, .finals = 6, .apms = 3, .pace = 1 },
        .parts = LM | EXPERTS,
        .frame = KIB(1024), .primer = KIB(160), .primer_full = KIB(48), .primer_short = KIB(12),
        .fixed = 240,
    },
    {
        .number = 78, .name = "words-joint-28",
        .shape = { .contexts = 12, .embed_dim = 8, .embed_bits = 17, .slot_bits = 15, .slot_most = 21,
                   .hidden1 = 32, .hidden2 = 0, .relu = 64,
                   .window = 32, .block = 16384, .delay = 1 },
        .rates = { .dense = 3e-3f, .rows = 0.3f },
        .predictor = { .experts = { .contexts = 28, .matches = 2, .run_bits = 20, .run_most = 27, .run_roomy = 18,
                                    .slot_bits = 16, .slot_most = 24,
                                    .match_bits = 22, .ring_bits = 24, .follow_bits = 16 },
                       .sets = 10, .finals = 6, .apms = 4, .pace = 1 },
        .parts = LM | EXPERTS,
        .frame = KIB(1024), .primer = KIB(301), .primer_full = KIB(64), .primer_short = KIB(12),
        .fixed = 384,
    },
    {
        .number = 79, .name = "words-joint-36",
        .shape = { .contexts = 12, .embed_dim = 8, .embed_bits = 17, .slot_bits = 15, .slot_most = 22,
                   .hidden1 = 32, .hidden2 = 0, .relu = 64,
                   .window = 32, .block = 16384, .delay = 1 },
        .rates = { .dense = 1.4e-3f, .rows = 0.3f },
        .predictor = { .experts = { .contexts = 36, .matches = 3, .run_bits = 20, .run_most = 27, .run_roomy = 18,
                                    .slot_bits = 16, .slot_most = 24,
                                    .match_bits = 22, .ring_bits = 24, .follow_bits = 16 },
                       .sets = 14, .finals = 6, .apms = 5, .pace = 0.8f },
        .parts = LM | EXPERTS,
        .frame = KIB(1024), .primer = KIB(382), .primer_full = KIB(64), .primer_short = KIB(12),
        .fixed = 528,
    },
    {
        .number = 84, .name = "stems-joint-64-32",
        .shape = { .contexts = 12, .embed_dim = 8, .embed_bits = 17, .slot_bits = 15, .slot_most = 22,
                   .hidden1 = 32, .hidden2 = 0, .relu = 64,
                   .window = 32, .block = 16384, .delay = 1 },
        .rates = { .dense = 1.4e-3f, .rows = 0.3f },
        .predictor = { .experts = { .contexts = 64, .matches = 3, .run_bits = 20, .run_most = 28, .run_roomy = 18,
                                    .slot_bits = 17, .slot_most = 25,
                                    .match_bits = 22, .ring_bits = 24, .follow_bits = 16 },
                       .sets = 24, .finals = 6, .apms = 6, .pace = 0.6f },
        .parts = LM | EXPERTS,
        .frame = KIB(1024), .primer = KIB(382), .primer_full = KIB(96), .primer_short = KIB(24),
        .fixed = 736,
    },
    {
        .number = 88, .name = "steady-joint-64-64",
        .shape = { .contexts = 12, .embed_dim = 16, .embed_bits = 18, .slot_bits = 15, .slot_most = 22,
                   .hidden1 = 64, .hidden2 = 64, .relu = 96,
                   .window = 32, .block = 16384, .delay = 1 },
        .rates = { .dense = 0.9e-3f, .rows = 0.3f },
        .predictor = { .experts = { .contexts = 64, .matches = 3, .run_bits = 20, .run_most = 28, .run_roomy = 18,
                                    .slot_bits = 17, .slot_most = 25,
                                    .match_bits = 22, .ring_bits = 24, .follow_bits = 16 },
                       .sets = 24, .finals = 6, .apms = 6, .pace = 0.6f },
        .parts = LM | EXPERTS,
        .frame = KIB(1024), .primer = KIB(382), .primer_full = KIB(96), .primer_short = KIB(24),
        .fixed = 768,
    },
    {
        .number = 89, .name = "steady-joint-64-96",
        .shape = { .contexts = 12, .embed_dim = 16, .embed_bits = 18, .slot_bits = 15, .slot_most = 22,
                   .hidden1 = 96, .hidden2 = 96, .relu = 128,
                   .window = 32, .block = 16384, .delay = 1 },
        .rates = { .dense = 0.6e-3f, .rows = 0.3f },
        .predictor = { .experts = { .contexts = 64, .matches = 3, .run_bits = 20, .run_most = 28, .run_roomy = 18,
                                    .slot_bits = 17, .slot_most = 25,
                                    .match_bits = 22, .ring_bits = 24, .follow_bits = 16 },
                       .sets = 24, .finals = 6, .apms = 6, .pace = 0.6f },
        .parts = LM | EXPERTS,
        .frame = KIB(1024), .primer = KIB(382), .primer_full = KIB(128), .primer_short = KIB(24),
        .fixed = 784,
    },
    {
        .number = 90, .name = "steady-joint-64-192",
        .shape = { .contexts = 12, .embed_dim = 16, .embed_bits = 18, .slot_bits = 15, .slot_most = 22,
                   .hidden1 = 192, .hidden2 = 192, .relu = 256,
                   .window = 16, .block = 16384, .delay = 0 },
        .rates = { .dense = 0.3e-3f, .rows = 0.3f },
        .predictor = { .experts = { .contexts = 64, .matches = 3, .run_bits = 20, .run_most = 28, .run_roomy = 18,
                                    .slot_bits = 17, .slot_most = 25,
                                    .match_bits = 22, .ring_bits = 24, .follow_bits = 16 },
                       .sets = 24, .finals = 6, .apms = 6, .pace = 0.6f },
        .parts = LM | EXPERTS,
        .frame = KIB(1024), .primer = KIB(382), .primer_full = KIB(382), .primer_short = KIB(24),
        .fixed = 768,
    },
};
/* clang-format on */

/* Which of them is the best one for a level today. */
static const int of_level[] = { 74, 75, 76, 77, 78, 79, 84, 88, 89, 90 };

/* Of models that are gone only this is kept, so that no other gets the number. Until 1.0 a row that is replaced comes
 * here. */
static const struct {
    int number;
    const char *name;
    size_t frame; /* by which its archives can still be listed */
} retired[] = {
    { 0, "level-0", KIB(16) },
    { 1, "level-1", KIB(1024) },
    { 2, "level-2", KIB(1024) },
    { 3, "level-3", KIB(1024) },
    { 4, "level-4", KIB(1024) },
    { 5, "level-5", KIB(1024) },
    { 6, "level-6", KIB(1024) },
    { 7, "level-7", KIB(1024) },
    { 8, "level-8", KIB(1024) },
    { 9, "level-9", KIB(1024) },
    { 10, "tiny", KIB(16) },
    { 11, "experts-8", KIB(1024) },
    { 12, "experts-13", KIB(1024) },
    { 13, "joint-18", KIB(1024) },
    { 14, "joint-28", KIB(1024) },
    { 15, "joint-36", KIB(1024) },
    { 16, "joint-44", KIB(1024) },
    { 17, "joint-54", KIB(1024) },
    { 18, "joint-64", KIB(1024) },
    { 19, "joint-64-wide", KIB(1024) },
    { 20, "grown-tiny", KIB(16) },
    { 21, "grown-experts-8", KIB(1024) },
    { 22, "grown-experts-13", KIB(1024) },
    { 23, "grown-joint-18", KIB(1024) },
    { 24, "grown-joint-28", KIB(1024) },
    { 25, "grown-joint-36", KIB(1024) },
    { 26, "grown-joint-44", KIB(1024) },
    { 27, "grown-joint-54", KIB(1024) },
    { 28, "grown-joint-64", KIB(1024) },
    { 29, "grown-joint-64-wide", KIB(1024) },
    { 30, "indexed-tiny", KIB(16) },
    { 31, "indexed-experts-8", KIB(1024) },
    { 32, "indexed-experts-13", KIB(1024) },
    { 33, "indexed-joint-18", KIB(1024) },
    { 34, "indexed-joint-28", KIB(1024) },
    { 35, "indexed-joint-36", KIB(1024) },
    { 36, "indexed-joint-44", KIB(1024) },
    { 37, "indexed-joint-54", KIB(1024) },
    { 38, "indexed-joint-64", KIB(1024) },
    { 39, "indexed-joint-64-wide", KIB(1024) },
    { 40, "halved-tiny", KIB(16) },
    { 41, "halved-experts-8", KIB(1024) },
    { 42, "halved-experts-13", KIB(1024) },
    { 43, "halved-joint-18", KIB(1024) },
    { 44, "halved-joint-28", KIB(1024) },
    { 45, "halved-joint-36", KIB(1024) },
    { 46, "halved-joint-44", KIB(1024) },
    { 47, "halved-joint-54", KIB(1024) },
    { 48, "halved-joint-64", KIB(1024) },
    { 49, "halved-joint-64-wide", KIB(1024) },
    { 50, "formed-tiny", KIB(16) },
    { 51, "formed-experts-8", KIB(1024) },
    { 52, "formed-experts-13", KIB(1024) },
    { 53, "formed-joint-18", KIB(1024) },
    { 54, "formed-joint-28", KIB(1024) },
    { 55, "formed-joint-36", KIB(1024) },
    { 56, "formed-joint-44", KIB(1024) },
    { 57, "formed-joint-54", KIB(1024) },
    { 58, "formed-joint-64", KIB(1024) },
    { 59, "formed-joint-64-wide", KIB(1024) },
    { 60, "fields-tiny", KIB(16) },
    { 61, "fields-experts-8", KIB(1024) },
    { 62, "fields-experts-13", KIB(1024) },
    { 63, "fields-joint-18", KIB(1024) },
    { 64, "fields-joint-28", KIB(1024) },
    { 65, "fields-joint-36", KIB(1024) },
    { 66, "fields-joint-44", KIB(1024) },
    { 67, "fields-joint-54", KIB(1024) },
    { 68, "fields-joint-64", KIB(1024) },
    { 69, "fields-joint-64-wide", KIB(1024) },
    { 70, "paced-joint-44", KIB(1024) },
    { 71, "paced-joint-54", KIB(1024) },
    { 72, "paced-joint-64", KIB(1024) },
    { 73, "paced-joint-64-wide", KIB(1024) },
    { 80, "words-joint-64-32", KIB(1024) },
    { 81, "words-joint-64-64", KIB(1024) },
    { 82, "words-joint-64-96", KIB(1024) },
    { 83, "words-joint-64-192", KIB(1024) },
    { 85, "stems-joint-64-64", KIB(1024) },
    { 86, "stems-joint-64-96", KIB(1024) },
    { 87, "stems-joint-64-192", KIB(1024) },
};

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

const struct llz_row *llz_row_get(int number)
{
    for (int i = 0; i < COUNT(rows); i++)
        if (rows[i].number == number)
            return &rows[i];
    return NULL;
}

static int retired_place(int number)
{
    for (int i = 0; i < COUNT(retired); i++)
        if (retired[i].number == number)
            return i;
    return -1;
}

int llz_row_number(int i)
{
    return i >= 0 && i < COUNT(rows) ? rows[i].number : -1;
}

int llz_row_retired(int i)
{
    return i >= 0 && i < COUNT(retired) ? retired[i].number : -1;
}

const char *llz_row_name(int number)
{
    const struct llz_row *row = llz_row_get(number);
    const int place = retired_place(number);
    return row ? row->name : place >= 0 ? retired[place].name : NULL;
}

int llz_row_of_level(int level)
{
    return level >= 0 && level < COUNT(of_level) ? of_level[level] : -1;
}

int llz_level_of_row(int number)
{
    for (int level = 0; level < COUNT(of_level); level++)
        if (of_level[level] == number)
            return level;
    return -1;
}

size_t llz_row_frame_bytes(int number)
{
    const struct llz_row *row = llz_row_get(number);
    const int place = retired_place(number);
    return row ? row->frame : place >= 0 ? retired[place].frame : KIB(1024);
}

/* Of the MiB that a limit leaves, a fifth is for entries, in groups of 64 bytes, and the rest for slots, each of 64
 * bytes and at most 12.8 of the index. By the format's figures alone: what a compiler makes of a struct must not change an
 * archive. */
#define ENTRY_GROUPS(mib) ((mib)*16384 / 5)
#define SLOTS(mib) ((mib)*10920)

/* Each doubling takes a bit of a check, of 18 and 17; these leave six to tell contexts apart. */
#define ENTRY_DOUBLINGS 12
#define SLOT_DOUBLINGS 11

static uint64_t least_of(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

/* The tables as they are at first, rounded up to whole MiB of each share. */
uint64_t llz_row_memory_least(int number)
{
    const struct llz_row *row = llz_row_get(number);
    const struct llz_experts_shape *e = &row->predictor.experts;
    const uint64_t entries = ((UINT64_C(5) << (e->run_bits - 4)) + 16383) / 16384;
    const uint64_t slots = ((UINT64_C(1) << e->slot_bits) + SLOTS(1) - 1) / SLOTS(1);
    return row->fixed + (entries > slots ? entries : slots);
}

bool llz_row_predictor(const struct llz_row *row, uint64_t memory, struct llz_predictor_shape *shape)
{
    struct llz_experts_shape *e = &shape->experts;
    *shape = row->predictor;
    if (memory == 0)
        return true;
    const uint64_t rest = memory - row->fixed;
    const uint64_t runs = least_of(ENTRY_GROUPS(rest), UINT64_C(1) << (e->run_bits - 4 + ENTRY_DOUBLINGS));
    const uint64_t slots = least_of(SLOTS(rest), UINT64_C(1) << (e->slot_bits + SLOT_DOUBLINGS));
    e->run_groups = (size_t)runs;
    e->slots = (size_t)slots;
    return 64 * runs + 77 * slots <= SIZE_MAX / 2;
}

unsigned llz_row_parts(int number, unsigned without)
{
    const unsigned usual = llz_row_get(number)->parts & ~without, left = LLZ_PARTS_ALL & ~without;
    return usual ? usual : left;
}
