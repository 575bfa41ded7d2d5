/* profile.h - what kind of data a run of bytes is. The encoder finds it and the frame's head tells the decoder;
 * it selects contexts and nothing else, so a wrong one costs bytes and never correctness. */
#ifndef LLZ_PROFILE_H
#define LLZ_PROFILE_H

#include <stdint.h>

enum llz_kind {
    LLZ_KIND_TEXT,    /* written language, markup, source code; also the default */
    LLZ_KIND_BINARY,  /* anything else; stride: length of a record, 0 if there are none */
    LLZ_KIND_X86,     /* machine code of x86 (32 and 64 bits) */
    LLZ_KIND_SAMPLES, /* images and sound: numbers that vary smoothly */
    LLZ_KINDS
};

struct llz_profile {
    uint8_t kind;  /* enum llz_kind */
    uint8_t width; /* SAMPLES: bytes of one sample, 1 or 2; else 0 */
    uint8_t big;   /* SAMPLES with width 2: 1 if the high byte comes first */
    uint8_t pixel; /* SAMPLES: bytes from one sample to the next of the same channel, channels * width, 1..8 */
    uint32_t
        stride; /* BINARY: record length in bytes, 2..65535 or 0; SAMPLES: bytes of an image row, 0 for sound */
    uint32_t plane;  /* SAMPLES with planes: bytes from one plane to the next; else 0 */
    uint8_t planes;  /* SAMPLES with a stride: planes before this one that are looked at, 0..2 */
    uint8_t section; /* TEXT: section of the primer that the model learns last before it; 0: none */
};

#endif
