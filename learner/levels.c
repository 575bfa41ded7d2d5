#include "learner/levels.h"

#include "learner/learner.h"

#define KIB(n) ((size_t)(n) << 10)

#define LM LLZ_PART_LM
#define EXPERTS LLZ_PART_EXPERTS

/* Columns of the first line: contexts, embed_dim, embed_bits, slot_bits, hidden1, hidden2, relu, window, block,
 * delay; rates. Of the second: contexts, matches, run_bits, slot_bits, match_bits, past_bits, follow_bits;
 * sets, final sets, maps; parts; frame; primer, primer_full. */
static const struct llz_level levels[] = {
    { { 3, 4, 6, 5, 4, 0, 0, 16, 256, 0 },
      { 2e-3f, 0.3f },
      { { 4, 1, 12, 9, 12, 17, 12 }, 2, 3, 0 },
      LM | EXPERTS,
      KIB(16),
      0,
      0 },
    { { 8, 8, 16, 16, 32, 0, 32, 32, 16384, 1 },
      { 2e-3f, 0.3f },
      { { 8, 1, 21, 18, 18, 20, 16 }, 4, 6, 1 },
      EXPERTS,
      KIB(1024),
      KIB(48),
      KIB(16) },
    { { 10, 8, 17, 17, 32, 0, 64, 32, 16384, 1 },
      { 2e-3f, 0.3f },
      { { 13, 1, 22, 19, 18, 20, 16 }, 6, 6, 2 },
      EXPERTS,
      KIB(1024),
      KIB(80),
      KIB(24) },
    { { 8, 8, 16, 16, 16, 0, 32, 32, 16384, 1 },
      { 3e-3f, 0.3f },
      { { 18, 2, 23, 19, 19, 21, 16 }, 8, 6, 3 },
      LM | EXPERTS,
      KIB(1024),
      KIB(160),
      KIB(48) },
    { { 12, 8, 17, 17, 32, 0, 64, 32, 16384, 1 },
      { 3e-3f, 0.3f },
      { { 28, 2, 24, 20, 20, 22, 16 }, 10, 6, 4 },
      LM | EXPERTS,
      KIB(1024),
      KIB(301),
      KIB(64) },
    { { 12, 8, 17, 18, 32, 0, 64, 32, 16384, 1 },
      { 1.4e-3f, 0.3f },
      { { 36, 3, 25, 21, 20, 22, 16 }, 14, 6, 5 },
      LM | EXPERTS,
      KIB(1024),
      KIB(382),
      KIB(64) },
    { { 12, 16, 18, 18, 64, 64, 96, 32, 16384, 1 },
      { 1.5e-3f, 0.3f },
      { { 44, 3, 25, 22, 20, 23, 16 }, 24, 6, 5 },
      LM | EXPERTS,
      KIB(1024),
      KIB(382),
      KIB(96) },
    { { 12, 16, 18, 18, 96, 96, 128, 32, 16384, 1 },
      { 1.2e-3f, 0.3f },
      { { 54, 3, 26, 22, 21, 23, 16 }, 24, 6, 6 },
      LM | EXPERTS,
      KIB(1024),
      KIB(382),
      KIB(128) },
    { { 12, 16, 18, 18, 128, 128, 160, 32, 16384, 1 },
      { 1.2e-3f, 0.3f },
      { { 64, 3, 26, 23, 21, 24, 16 }, 24, 6, 6 },
      LM | EXPERTS,
      KIB(1024),
      KIB(382),
      KIB(128) },
    { { 12, 16, 18, 18, 192, 192, 256, 16, 16384, 0 },
      { 0.6e-3f, 0.3f },
      { { 64, 3, 27, 23, 22, 24, 16 }, 24, 6, 6 },
      LM | EXPERTS,
      KIB(1024),
      KIB(382),
      KIB(382) },
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
