/* relocations.h - the table of a Windows program that says where in it addresses stand.
 *
 * A program is linked for one place in memory. For the case that it has to go elsewhere a table lists every address in
 * it, page by page ("PE Format", Microsoft, section .reloc): page u32, bytes u32, then for each address of the page an
 * u16, its place and a type. The table comes last, when all that it speaks of is known: a place is one where a number
 * stands that could be an address of the program. Of 105,000 entries of a library 98 % are the next such place. */
#ifndef LLZ_RELOCATIONS_H
#define LLZ_RELOCATIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "model/memory/byte_ring.h"

#define LLZ_PE_SECTIONS 16 /* more than linkers make; further ones are not known */

/* Stretches of the file by where they will stand. */
struct llz_pe_section {
    uint32_t address; /* from the beginning of the program */
    uint32_t bytes;
    uint64_t at; /* in the ring */
};

struct llz_relocations {
    uint64_t header, ready; /* after the signature last seen; after its sections, 0: none is awaited */
    uint64_t base, size;    /* addresses of the program, in memory */
    uint32_t width;         /* bytes of an address */
    uint32_t sections;
    struct llz_pe_section section[LLZ_PE_SECTIONS];
    bool within;          /* the table is being read */
    uint64_t end;         /* of it, in the ring; */
    uint64_t block, next; /* of the page at hand, and of the one after it */
    uint32_t page, from;  /* address of the page; where the next entry's address begins at the earliest */
    uint32_t guess[2];    /* of a block: its page and bytes; of an entry, the first: its address */
    int8_t trust[256];    /* by the byte before it: does what looks like an address turn out to be one? */
    uint8_t misses;       /* one bit for each of the last eight expectations, 1: wrong */
    uint8_t expected;     /* the next byte, */
    uint32_t sure;        /* as sure as after a match of so many bytes; 0: nothing is expected */
};

/* After each byte, which is in the ring already. recent: the last bytes, as text.h has them. */
void llz_relocations_add(struct llz_relocations *r, const struct llz_byte_ring *ring, uint64_t recent);

#endif
