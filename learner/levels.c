#include "learner/levels.h"

#include "learner/learner.h"

#define KIB(n) ((size_t)(n) << 10)

#define LM LLZ_PART_LM
#define EXPERTS LLZ_PART_EXPERTS

static const struct llz_level levels[] = {
    [0] = {
        .shape = { .contexts = 3, .embed_dim = 4, .embed_bits = 6, .slot_bits = 5,
                   .hidden1 = 4, .hidden2 = 0, .relu = 0,
                   .window = 16, .block = 256, .delay = 0 },
        .rates = { .dense = 2e-3f, .rows = 0.3f },
        .predictor = { .experts = { .contexts = 4, .matches = 1, .run_bits = 12, .slot_bits = 9,
                                    .match_bits = 12, .ring_bits = 17, .follow_bits = 12 },
                       .sets = 2, .finals = 3, .apms = 0 },
        .parts = LM | EXPERTS,
        .frame = KIB(16),
        .primer = 0,
        .primer_full = 0,
    },
    [1] = {
        .shape = { .contexts = 8, .embed_dim = 8, .embed_bits = 16, .slot_bits = 16,
                   .hidden1 = 32, .hidden2 = 0, .relu = 32,
                   .window = 32, .block = 16384, .delay = 1 },
        .rates = { .dense = 2e-3f, .rows = 0.3f },
        .predictor = { .experts = { .contexts = 8, .matches = 1, .run_bits = 21, .slot_bits = 18,
                                    .match_bits = 18, .ring_bits = 20, .follow_bits = 16 },
                       .sets = 4, .finals = 6, .apms = 1 },
        .parts = EXPERTS,
        .frame = KIB(1024),
        .primer = KIB(48),
        .primer_full = KIB(16),
    },
    [2] = {
        .shape = { .contexts = 10, .embed_dim = 8, .embed_bits = 17, .slot_bits = 17,
                   .hidden1 = 32, .hidden2 = 0, .relu = 64,
                   .window = 32, .block = 16384, .delay = 1 },
        .rates = { .dense = 2e-3f, .rows = 0.3f },
        .predictor = { .experts = { .contexts = 13, .matches = 1, .run_bits = 22, .slot_bits = 19,
                                    .match_bits = 18, .ring_bits = 20, .follow_bits = 16 },
                       .sets = 6, .finals = 6, .apms = 2 },
        .parts = EXPERTS,
        .frame = KIB(1024),
        .primer = KIB(80),
        .primer_full = KIB(24),
    },
    [3] = {
        .shape = { .contexts = 8, .embed_dim = 8, .embed_bits = 16, .slot_bits = 16,
                   .hidden1 = 16, .hidden2 = 0, .relu = 32,
                   .window = 32, .block = 16384, .delay = 1 },
        .rates = { .dense = 3e-3f, .rows = 0.3f },
        .predictor = { .experts = { .contexts = 18, .matches = 2, .run_bits = 23, .slot_bits = 19,
                                    .match_bits = 19, .ring_bits = 21, .follow_bits = 16 },
                       .sets = 8, .finals = 6, .apms = 3 },
        .parts = LM | EXPERTS,
        .frame = KIB(1024),
        .primer = KIB(160),
        .primer_full = KIB(48),
    },
    [4] = {
        .shape = { .contexts = 12, .embed_dim = 8, .embed_bits = 17, .slot_bits = 17,
                   .hidden1 = 32, .hidden2 = 0, .relu = 64,
                   .window = 32, .block = 16384, .delay = 1 },
        .rates = { .dense = 3e-3f, .rows = 0.3f },
        .predictor = { .experts = { .contexts = 28, .matches = 2, .run_bits = 24, .slot_bits = 20,
                                    .match_bits = 20, .ring_bits = 22, .follow_bits = 16 },
                       .sets = 10, .finals = 6, .apms = 4 },
        .parts = LM | EXPERTS,
        .frame = KIB(1024),
        .primer = KIB(301),
        .primer_full = KIB(64),
    },
    [5] = {
        .shape = { .contexts = 12, .embed_dim = 8, .embed_bits = 17, .slot_bits = 18,
                   .hidden1 = 32, .hidden2 = 0, .relu = 64,
                   .window = 32, .block = 16384, .delay = 1 },
        .rates = { .dense = 1.4e-3f, .rows = 0.3f },
        .predictor = { .experts = { .contexts = 36, .matches = 3, .run_bits = 25, .slot_bits = 21,
                                    .match_bits = 20, .ring_bits = 22, .follow_bits = 16 },
                       .sets = 14, .finals = 6, .apms = 5 },
        .parts = LM | EXPERTS,
        .frame = KIB(1024),
        .primer = KIB(382),
        .primer_full = KIB(64),
    },
    [6] = {
        .shape = { .contexts = 12, .embed_dim = 16, .embed_bits = 18, .slot_bits = 18,
                   .hidden1 = 64, .hidden2 = 64, .relu = 96,
                   .window = 32, .block = 16384, .delay = 1 },
        .rates = { .dense = 1.5e-3f, .rows = 0.3f },
        .predictor = { .experts = { .contexts = 44, .matches = 3, .run_bits = 25, .slot_bits = 22,
                                    .match_bits = 20, .ring_bits = 23, .follow_bits = 16 },
                       .sets = 24, .finals = 6, .apms = 5 },
        .parts = LM | EXPERTS,
        .frame = KIB(1024),
        .primer = KIB(382),
        .primer_full = KIB(96),
    },
    [7] = {
        .shape = { .contexts = 12, .embed_dim = 16, .embed_bits = 18, .slot_bits = 18,
                   .hidden1 = 96, .hidden2 = 96, .relu = 128,
                   .window = 32, .block = 16384, .delay = 1 },
        .rates = { .dense = 1.2e-3f, .rows = 0.3f },
        .predictor = { .experts = { .contexts = 54, .matches = 3, .run_bits = 26, .slot_bits = 22,
                                    .match_bits = 21, .ring_bits = 23, .follow_bits = 16 },
                       .sets = 24, .finals = 6, .apms = 6 },
        .parts = LM | EXPERTS,
        .frame = KIB(1024),
        .primer = KIB(382),
        .primer_full = KIB(128),
    },
    [8] = {
        .shape = { .contexts = 12, .embed_dim = 16, .embed_bits = 18, .slot_bits = 18,
                   .hidden1 = 128, .hidden2 = 128, .relu = 160,
                   .window = 32, .block = 16384, .delay = 1 },
        .rates = { .dense = 1.2e-3f, .rows = 0.3f },
        .predictor = { .experts = { .contexts = 64, .matches = 3, .run_bits = 26, .slot_bits = 23,
                                    .match_bits = 21, .ring_bits = 24, .follow_bits = 16 },
                       .sets = 24, .finals = 6, .apms = 6 },
        .parts = LM | EXPERTS,
        .frame = KIB(1024),
        .primer = KIB(382),
        .primer_full = KIB(128),
    },
    [9] = {
        .shape = { .contexts = 12, .embed_dim = 16, .embed_bits = 18, .slot_bits = 18,
                   .hidden1 = 192, .hidden2 = 192, .relu = 256,
                   .window = 16, .block = 16384, .delay = 0 },
        .rates = { .dense = 0.6e-3f, .rows = 0.3f },
        .predictor = { .experts = { .contexts = 64, .matches = 3, .run_bits = 27, .slot_bits = 23,
                                    .match_bits = 22, .ring_bits = 24, .follow_bits = 16 },
                       .sets = 24, .finals = 6, .apms = 6 },
        .parts = LM | EXPERTS,
        .frame = KIB(1024),
        .primer = KIB(382),
        .primer_full = KIB(382),
    },
};

const struct llz_level *llz_level_get(int level)
{
    const int count = (int)(sizeof levels / sizeof levels[0]);
    return level >= 0 && level < count ? &levels[level] : NULL;
}

size_t llz_level_frame_bytes(int level)
{
    const struct llz_level *l = llz_level_get(level);
    return l ? l->frame : KIB(1024);
}

unsigned llz_level_parts(int level, unsigned without)
{
    const unsigned usual = llz_level_get(level)->parts & ~without, left = LLZ_PARTS_ALL & ~without;
    return usual ? usual : left;
}
