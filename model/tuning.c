/* tuning.c - Steps of 2^(1/4), written as floats: a header keeps each knob as a small number, and both
 * sides compute the same factor. */
#include "model/tuning.h"

const struct llz_tuning llz_tuning_usual = { { 0 } };

struct llz_knob_range llz_knob_range(enum llz_knob knob)
{
    /* Ranges are part of the format. Three octaves either way are more than any search has wanted. */
    static const struct llz_knob_range ranges[LLZ_KNOBS] = {
        [LLZ_KNOB_DENSE] = { -12, 12 },  [LLZ_KNOB_ROWS] = { -12, 12 },  [LLZ_KNOB_SLOTS] = { -12, 12 },
        [LLZ_KNOB_START] = { -12, 12 },  [LLZ_KNOB_FLOOR] = { -12, 12 }, [LLZ_KNOB_FINAL] = { -12, 12 },
        [LLZ_KNOB_WEIGHT] = { -12, 12 }, [LLZ_KNOB_SHARE] = { -16, 15 }, [LLZ_KNOB_FORGET] = { 0, 2 },
        [LLZ_KNOB_MATCH] = { -1, 1 },    [LLZ_KNOB_SETS] = { 0, 2 },
    };
    return ranges[knob];
}

float llz_tuning_factor(const struct llz_tuning *t, enum llz_knob knob)
{
    static const float quarter[] = { 1, 0x1.306fe0p+0f, 0x1.6a09e6p+0f, 0x1.ae89fap+0f }; /* 2^(i / 4) */
    const int n = t->at[knob] + 128; /* so that the quotient rounds down */
    float factor = quarter[n % 4];
    for (int i = n / 4; i < 32; i++)
        factor *= 0.5f;
    for (int i = 32; i < n / 4; i++)
        factor *= 2;
    return factor;
}
