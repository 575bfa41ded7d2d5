#include "learner/levels.h"

#include "learner/learner.h"

#define KIB(n) ((size_t)(n) << 10)

/* Columns of the first line: contexts, embed_dim, embed_bits, slot_bits, hidden1, hidden2, relu, window, block, delay;
 * rates. Of the second: contexts, matches, run_bits, slot_bits, match_bits, past_bits; sets, maps; frame; primer. */
static const struct llz_level levels[] = {
    { { 3, 4, 6, 5, 4, 0, 0, 16, 256, 0 }, { 2e-3f, 0.3f },
      { { 0, 0, 2, 1, 1, 1 }, 0, 0 }, KIB(16), 0 },
    { { 6, 8, 16, 14, 16, 0, 0, 32, 16384, 1 }, { 2e-3f, 0.3f },
      { { 16, 1, 22, 19, 18, 20 }, 4, 2 }, KIB(1024), KIB(8) },
    { { 8, 8, 16, 15, 16, 0, 32, 32, 16384, 1 }, { 2e-3f, 0.3f },
      { { 12, 1, 21, 18, 18, 20 }, 6, 2 }, KIB(1024), KIB(12) },
    { { 10, 8, 16, 16, 32, 0, 32, 32, 16384, 1 }, { 2e-3f, 0.3f },
      { { 32, 2, 23, 20, 19, 21 }, 12, 4 }, KIB(1024), KIB(16) },
    { { 12, 8, 17, 17, 32, 0, 32, 32, 16384, 1 }, { 2e-3f, 0.3f },
      { { 32, 3, 24, 21, 20, 22 }, 16, 5 }, KIB(1024), KIB(24) },
    { { 12, 8, 17, 18, 32, 0, 64, 32, 16384, 1 }, { 2e-3f, 0.3f },
      { { 48, 3, 25, 22, 20, 22 }, 20, 6 }, KIB(1024), KIB(32) },
    { { 12, 16, 18, 18, 64, 0, 64, 32, 16384, 1 }, { 1.5e-3f, 0.3f },
      { { 48, 3, 25, 22, 20, 23 }, 24, 6 }, KIB(1024), KIB(32) },
    { { 12, 16, 18, 18, 64, 64, 96, 32, 16384, 1 }, { 1.2e-3f, 0.3f },
      { { 64, 3, 26, 22, 21, 23 }, 24, 6 }, KIB(1024), KIB(40) },
    { { 12, 16, 18, 19, 96, 96, 128, 32, 16384, 1 }, { 1.2e-3f, 0.3f },
      { { 64, 3, 26, 23, 21, 24 }, 24, 6 }, KIB(1024), KIB(40) },
    { { 12, 24, 18, 19, 160, 160, 256, 16, 16384, 1 }, { 1e-3f, 0.3f },
      { { 64, 3, 27, 23, 22, 24 }, 24, 6 }, KIB(1024), KIB(40) },
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
