/* answer_inputs.h - a short input of every kind of data, for known answers. */
#ifndef LLZ_ANSWER_INPUTS_H
#define LLZ_ANSWER_INPUTS_H

#include <stddef.h>
#include <stdint.h>

#include "model/profile.h"

#define ANSWER_INPUTS 12

struct answer_input {
    struct llz_profile profile;
    void (*fill)(uint8_t *p, size_t n);
};

extern const struct answer_input answer_inputs[ANSWER_INPUTS];

/* Sentences with numbers, markup, and a passage that comes again, for matches. */
void answer_text(uint8_t *p, size_t n);

#endif
