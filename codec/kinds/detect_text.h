/* detect_text.h - tells written text, markup and source code from everything else. For the encoder only. */
#ifndef LLZ_DETECT_TEXT_H
#define LLZ_DETECT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ASCII, UTF-8, or a code page that leaves the control characters alone. Some of these are forgiven, and so are
 * runs of zeros: archives of text files (tar) are text. */
bool llz_detect_text(const uint8_t *p, size_t n);

/* Could nobody take this for text? A stricter question, for inputs of which there is little to judge by. */
bool llz_detect_no_text(const uint8_t *p, size_t n);

#endif
