#include "learner/levels.h"

#include "learner/learner.h"

#define KIB(n) ((size_t)(n) << 10)

/* Columns: contexts, embed_dim, embed_bits, slot_bits, hidden1, hidden2, relu, window, block, delay. */
static const struct llz_level levels[] = {
    { { 3, 4, 6, 5, 4, 0, 0, 16, 256, 0 }, { { 4, 1, 6, 12, 14 }, 2, 0 }, { 2e-3f, 0.3f }, KIB(16) },
    { { 8, 8, 16, 16, 32, 0, 32, 32, 16384, 1 }, { { 16, 2, 20, 18, 20 }, 6, 3 }, { 2e-3f, 0.3f }, KIB(1024) },
    { { 10, 8, 17, 17, 32, 0, 64, 32, 16384, 1 }, { { 20, 2, 20, 18, 20 }, 8, 4 }, { 2e-3f, 0.3f }, KIB(1024) },
    { { 12, 8, 17, 17, 64, 0, 64, 32, 16384, 1 }, { { 24, 3, 21, 19, 21 }, 12, 5 }, { 1.5e-3f, 0.3f }, KIB(1024) },
    { { 12, 8, 18, 18, 48, 48, 96, 32, 16384, 1 }, { { 32, 3, 22, 19, 22 }, 16, 6 }, { 1.5e-3f, 0.3f }, KIB(1024) },
    { { 12, 16, 18, 18, 64, 64, 96, 32, 16384, 1 }, { { 48, 3, 22, 20, 22 }, 20, 6 }, { 1.2e-3f, 0.3f }, KIB(1024) },
    { { 12, 16, 18, 19, 96, 96, 128, 32, 16384, 1 }, { { 48, 3, 23, 20, 23 }, 24, 6 }, { 1.2e-3f, 0.3f }, KIB(1024) },
    { { 12, 16, 19, 19, 128, 128, 160, 32, 16384, 1 }, { { 48, 3, 23, 20, 23 }, 24, 6 }, { 1.2e-3f, 0.3f }, KIB(1024) },
    { { 12, 24, 19, 19, 128, 128, 192, 32, 16384, 1 }, { { 48, 3, 23, 20, 23 }, 24, 6 }, { 1e-3f, 0.3f }, KIB(1024) },
    { { 12, 24, 19, 20, 160, 160, 256, 32, 16384, 1 }, { { 48, 3, 23, 20, 23 }, 24, 6 }, { 1e-3f, 0.3f }, KIB(1024) },
};

const struct llz_level *llz_level_get(int level)
{
    const int count = (int)(sizeof levels / sizeof levels[0]);
    return level >= 0 && level < count ? &levels[level] : NULL;
}

size_t llz_level_frame_bytes(int level)
{
    return llz_level_get(level)->frame;
}
