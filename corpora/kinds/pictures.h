/* What the pictures show, and how their samples lie. */
#ifndef LLZ_CORPORA_PICTURES_H
#define LLZ_CORPORA_PICTURES_H

#include "kinds.h"

struct picture {
    uint32_t width, height, channels;
    uint32_t bits; /* of a sample; above 8 it takes two bytes */
    int planar, be;
};

int32_t photo(uint32_t x, uint32_t y, uint32_t channel); /* 0 .. 65535 */
uint32_t screen(uint32_t x, uint32_t y);                 /* 0xRRGGBB */
void put_picture(struct sink *s, const struct picture *p);

#endif
