/* pe_program.h - a program for Windows as a linker makes it: headers, random bytes with addresses in them, and the table
 * that lists these. */
#ifndef LLZ_PE_PROGRAM_H
#define LLZ_PE_PROGRAM_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
    PE_HEADER = 0x80, /* of the signature in the file */
    PE_HEADERS = 0x400,
    PE_CODE = 40000, /* bytes */
    PE_TABLE_ADDRESS = 0x20000,
    PE_MOST = 100000
};

struct pe_program {
    uint8_t byte[PE_MOST];
    size_t n, table; /* bytes, and where its table begins */
    uint32_t random;
};

static inline uint32_t pe_draw(struct pe_program *p)
{
    p->random = p->random * 1664525U + 1013904223U;
    return p->random >> 8;
}

static inline void pe_put(struct pe_program *p, size_t at, uint64_t x, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        p->byte[at + i] = (uint8_t)(x >> 8 * i);
}

static inline void pe_put_section(struct pe_program *p, size_t at, uint32_t address, size_t bytes, size_t place)
{
    pe_put(p, at + 12, address, 4);
    pe_put(p, at + 16, bytes, 4);
    pe_put(p, at + 20, place, 4);
}

static inline void pe_put_headers(struct pe_program *p, unsigned width, uint64_t base)
{
    const size_t optional = PE_HEADER + 24;
    memcpy(p->byte, "MZ", 2);
    pe_put(p, 60, PE_HEADER, 4);
    memcpy(p->byte + PE_HEADER, "PE\0", 4);
    pe_put(p, PE_HEADER + 6, 2, 2);
    pe_put(p, PE_HEADER + 20, 224, 2);
    pe_put(p, optional, width == 8 ? 0x20b : 0x10b, 2);
    pe_put(p, optional + (width == 8 ? 24 : 28), base, width);
    pe_put(p, optional + 56, 0x40000, 4);
    pe_put(p, optional + (width == 8 ? 152 : 136), PE_TABLE_ADDRESS, 4);
    pe_put(p, optional + (width == 8 ? 156 : 140), p->n - p->table, 4);
    pe_put_section(p, optional + 224, 0x1000, PE_CODE, PE_HEADERS);
    pe_put_section(p, optional + 264, PE_TABLE_ADDRESS, p->n - p->table, p->table);
}

/* Addresses at random places, and the table that lists them. */
static inline void pe_program_make(struct pe_program *p, unsigned width, uint64_t base)
{
    size_t block = 0;
    uint32_t page = 0;
    memset(p->byte, 0, sizeof p->byte);
    for (size_t i = PE_HEADERS; i < PE_HEADERS + PE_CODE; i++)
        p->byte[i] = (uint8_t)pe_draw(p);
    p->n = p->table = PE_HEADERS + PE_CODE;
    for (uint32_t at = pe_draw(p) % 40; at + width <= PE_CODE; at += width + pe_draw(p) % 60) {
        const uint32_t address = 0x1000 + at;
        pe_put(p, PE_HEADERS + at, base + 0x1000 + pe_draw(p) % PE_CODE, width);
        if (address >> 12 != page) {
            p->n += p->n % 4;
            block = p->n;
            page = address >> 12;
            pe_put(p, block, page << 12, 4);
            p->n += 8;
        }
        pe_put(p, p->n, (width == 8 ? 0xa000u : 0x3000u) | (address & 0xfff), 2);
        p->n += 2;
        pe_put(p, block + 4, (p->n - block + 3) / 4 * 4, 4);
    }
    p->n += p->n % 4;
    pe_put_headers(p, width, base);
}

#endif
