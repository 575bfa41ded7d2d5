/* pax.h - times before 1970 in tars, which libarchive gets wrong, and as much of the format as that takes. */
#ifndef LLZ_PAX_H
#define LLZ_PAX_H

#include <stddef.h>
#include <stdint.h>

#define PAX_BLOCK 512
#define PAX_KIND 'x' /* of a header that has records with attributes of the entry after it */

/* From seconds since 1970 and nanoseconds that are added to them (0 to 999999999) to the pair for which
 * libarchive writes the right text, and from what it has read to those; negative: the text has a sign. */
void pax_time_to_libarchive(int64_t *seconds, long *nanoseconds);
void pax_time_from_libarchive(int64_t *seconds, long *nanoseconds, int negative);

/* Whether these records have a time before 1970. */
int pax_is_negative(const char *records, size_t n);

/* In records that were written for a time in the last second of 1969: -1.75 becomes -0.75. */
void pax_mend_time(char *records, size_t n);

/* Whether its checksum says that it is a header of a tar. */
int pax_is_header(const unsigned char header[PAX_BLOCK]);

/* Of a header: bytes of what follows it, before they are padded to whole blocks, and its kind. */
uint64_t pax_header_size(const unsigned char header[PAX_BLOCK]);
int pax_header_kind(const unsigned char header[PAX_BLOCK]);

#endif
