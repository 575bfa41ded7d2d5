/* relocations.c - Headers are read as they come by; then nothing happens before the table begins. An archive's bytes
 * may be anything: whatever a header says is held to what is in the ring, and no search is longer than some pages. */
#include "model/contexts/code/relocations.h"

#include <stdbool.h>

#define SIGNATURE UINT32_C(0x50450000) /* 'P', 'E', 0, 0 */
#define COFF 20                        /* bytes of the header after it; then the optional one, then sections */
#define OPTIONAL_MOST 1024
#define SECTION 40 /* bytes */
#define STUB 4096  /* the program that comes before is no longer */
#define PAGE UINT32_C(4096)
#define PAGES 4 /* that the next address is looked for in, where a page is through */
#define NONE UINT32_MAX
#define TRUST_LEAST (-2)
#define TRUST_MOST 2

/* How sure expectations are, as lengths that have classes of their own in match.c. */
enum { SURE_PLACE = 1024, SURE_BLOCK = 4096, SURE_REST = 16384 };

static uint64_t number(const struct llz_byte_ring *ring, uint64_t at, unsigned bytes)
{
    uint64_t x = 0;
    for (unsigned i = bytes; i-- > 0;)
        x = x << 8 | ring->bytes[(at + i) & ring->mask];
    return x;
}

static uint32_t word(const struct llz_byte_ring *ring, uint64_t at)
{
    return (uint32_t)number(ring, at, 4);
}

/* Where the file begins whose signature ends here; 0 may be the truth, so the position after it is returned. */
static uint64_t begin_of(const struct llz_byte_ring *ring, uint64_t header)
{
    for (uint64_t back = 64; back <= STUB && back + 4 <= header; back += 4) {
        const uint64_t at = header - 4 - back;
        if (number(ring, at, 2) == ('Z' << 8 | 'M') && word(ring, at + 60) == back)
            return at + 1;
    }
    return 0;
}

static const struct llz_pe_section *section_of(const struct llz_relocations *r, uint32_t address)
{
    for (uint32_t i = 0; i < r->sections; i++)
        if (address - r->section[i].address < r->section[i].bytes)
            return &r->section[i];
    return NULL;
}

static void read_sections(struct llz_relocations *r, const struct llz_byte_ring *ring, uint64_t begin,
                          uint64_t table)
{
    const uint64_t n = number(ring, r->header + 2, 2);
    r->sections = 0;
    for (uint64_t i = 0; i < n && i < LLZ_PE_SECTIONS; i++, table += SECTION)
        r->section[r->sections++] = (struct llz_pe_section){ word(ring, table + 12), word(ring, table + 16),
                                                             begin + word(ring, table + 20) };
}

/* All headers have come. */
static void read_headers(struct llz_relocations *r, const struct llz_byte_ring *ring)
{
    const uint64_t optional = r->header + COFF, bytes = number(ring, r->header + 16, 2);
    const uint64_t magic = number(ring, optional, 2), begin = begin_of(ring, r->header);
    const uint64_t directory = optional + (magic == 0x20b ? 112 : 96) + 5 * 8;
    if (begin == 0 || (magic != 0x10b && magic != 0x20b) || directory + 8 > optional + bytes ||
        word(ring, optional + 56) <= PAGE)
        return;
    r->width = magic == 0x20b ? 8 : 4;
    r->base = r->width == 8 ? number(ring, optional + 24, 8) : word(ring, optional + 28);
    r->size = word(ring, optional + 56);
    read_sections(r, ring, begin - 1, optional + bytes);
    const uint32_t address = word(ring, directory);
    const struct llz_pe_section *s = section_of(r, address);
    r->next = s ? s->at + (address - s->address) : 0;
    r->end = s ? r->next + word(ring, directory + 4) : 0;
    r->from = r->sections ? r->section[0].address : 0;
    r->within = false;
    r->misses = 0;
    for (int i = 0; i < 256; i++)
        r->trust[i] = 0;
}

static void look_for_headers(struct llz_relocations *r, const struct llz_byte_ring *ring, uint64_t recent)
{
    if ((uint32_t)recent == SIGNATURE) {
        r->header = ring->n;
        r->ready = ring->n + COFF;
    } else if (r->ready == ring->n && r->ready == r->header + COFF) {
        const uint64_t bytes = number(ring, r->header + 16, 2), n = number(ring, r->header + 2, 2);
        r->ready = bytes > 0 && bytes <= OPTIONAL_MOST && n > 0 ? r->ready + bytes + SECTION * n : 0;
    } else if (r->ready == ring->n && r->ready > 0) {
        r->ready = 0;
        read_headers(r, ring);
    }
}

/* What is looked for: addresses with these low bits; careful: none of those that have hardly ever been one. */
struct wanted {
    uint32_t mask, low;
    bool careful;
};
static const struct wanted probable = { 0, 0, true }, any = { 0, 0, false };

static bool fits(const struct llz_relocations *r, const struct wanted *w, uint32_t address, uint64_t value,
                 uint8_t before)
{
    return value - r->base - PAGE < r->size - PAGE && (address & w->mask) == w->low &&
           !(w->careful && r->trust[before] <= TRUST_LEAST);
}

/* The first place from `from` on and below `most` where what could be an address stands; NONE: there is none. */
static uint32_t seek(const struct llz_relocations *r, const struct llz_byte_ring *ring, uint32_t from,
                     uint64_t most, const struct wanted *w)
{
    const struct llz_pe_section *s = section_of(r, from);
    if (!s || ring->n - (s->at + (from - s->address)) > ring->mask)
        return NONE;
    const unsigned shift = 64 - 8 * r->width;
    const uint64_t end = (uint64_t)s->address + s->bytes < most ? (uint64_t)s->address + s->bytes : most;
    uint64_t at = s->at + (from - s->address), value = number(ring, at, r->width) << shift;
    for (uint64_t a = from; a < end; a++, at++) {
        if (fits(r, w, (uint32_t)a, value >> shift, ring->bytes[(at - 1) & ring->mask]))
            return (uint32_t)a;
        value = value >> 8 | (uint64_t)ring->bytes[(at + r->width) & ring->mask] << 56;
    }
    return NONE;
}

static void judge(struct llz_relocations *r, const struct llz_byte_ring *ring, uint32_t address, bool right)
{
    const struct llz_pe_section *s = section_of(r, address);
    if (!s)
        return;
    int8_t *trust = &r->trust[ring->bytes[(s->at + (address - s->address) - 1) & ring->mask]];
    if (right ? *trust < TRUST_MOST : *trust > TRUST_LEAST)
        *trust = (int8_t)(*trust + (right ? 1 : -1));
}

/* An entry has come: what looked like an address before its own was none. */
static void learn(struct llz_relocations *r, const struct llz_byte_ring *ring, uint32_t address)
{
    for (uint32_t a = seek(r, ring, r->from, address, &any); a != NONE; a = seek(r, ring, a + 1, address, &any))
        judge(r, ring, a, false);
    judge(r, ring, address, true);
    r->from = address + r->width;
}

/* Bytes of a block for all addresses of a page from `from` on. */
static uint32_t block_bytes(const struct llz_relocations *r, const struct llz_byte_ring *ring, uint32_t from)
{
    const uint64_t end = (uint64_t)(from & ~(PAGE - 1)) + PAGE;
    uint32_t n = 0;
    for (uint32_t a = seek(r, ring, from, end, &probable); a != NONE;
         a = seek(r, ring, a + r->width, end, &probable))
        n++;
    return 8 + (n + n % 2) * 2;
}

static void expect(struct llz_relocations *r, uint32_t byte, uint32_t sure)
{
    r->expected = (uint8_t)byte;
    r->sure = sure;
}

static void begin_block(struct llz_relocations *r, const struct llz_byte_ring *ring)
{
    r->block = ring->n;
    r->next = r->end;
    const uint32_t first = seek(r, ring, r->from, (uint64_t)r->from + PAGES * PAGE, &probable);
    r->from = first != NONE ? first : (r->from & ~(PAGE - 1)) + PAGE;
    r->guess[0] = r->from & ~(PAGE - 1);
    r->guess[1] = block_bytes(r, ring, r->from);
}

static void expect_head(struct llz_relocations *r, const struct llz_byte_ring *ring, unsigned i)
{
    if (i == 4 && word(ring, ring->n - 4) != r->guess[0]) {
        r->from = word(ring, ring->n - 4);
        r->guess[1] = block_bytes(r, ring, r->from);
    }
    expect(r, r->guess[i / 4] >> 8 * (i % 4), SURE_BLOCK);
}

static uint32_t entry_of(const struct llz_relocations *r)
{
    /* Without one the block is filled up with zeros. */
    return r->guess[0] == NONE ? 0 : (r->width == 8 ? 0xa000u : 0x3000u) | (r->guess[0] & (PAGE - 1));
}

/* The next address, and once its low byte is known, the next that fits. */
static void expect_entry(struct llz_relocations *r, const struct llz_byte_ring *ring, unsigned i)
{
    const uint64_t end = (uint64_t)r->page + PAGE;
    if (i % 2 == 0) {
        r->guess[0] = seek(r, ring, r->from, end, &probable);
        expect(r, entry_of(r), SURE_PLACE);
        return;
    }
    const struct wanted fitting = { 0xff, ring->bytes[(ring->n - 1) & ring->mask], false };
    if ((entry_of(r) & 0xff) != fitting.low)
        r->guess[0] = seek(r, ring, r->from, end, &fitting);
    expect(r, entry_of(r) >> 8, r->guess[0] == NONE ? SURE_PLACE : SURE_REST);
}

static void end_head(struct llz_relocations *r, const struct llz_byte_ring *ring)
{
    const uint32_t bytes = word(ring, ring->n - 4);
    r->page = word(ring, ring->n - 8);
    r->next = bytes > 8 && bytes % 2 == 0 && bytes <= 8 + 2 * PAGE ? r->block + bytes : r->end;
}

static void follow(struct llz_relocations *r, const struct llz_byte_ring *ring)
{
    if (ring->n > r->block + 8 && ring->n % 2 == r->block % 2) {
        const uint32_t entry = (uint32_t)number(ring, ring->n - 2, 2);
        if (entry >> 12 != 0 && r->page + (entry & (PAGE - 1)) >= r->from)
            learn(r, ring, r->page + (entry & (PAGE - 1)));
    }
    if (ring->n == r->next)
        begin_block(r, ring);
    const uint64_t i = ring->n - r->block;
    if (i == 8)
        end_head(r, ring);
    if (i < 8)
        expect_head(r, ring, (unsigned)i);
    else
        expect_entry(r, ring, (unsigned)(i % 2));
}

void llz_relocations_add(struct llz_relocations *r, const struct llz_byte_ring *ring, uint64_t recent)
{
    if (r->sure)
        r->misses = (uint8_t)(r->misses << 1 | (r->expected != (uint8_t)recent));
    r->sure = 0;
    look_for_headers(r, ring, recent);
    if (!r->within && ring->n == r->next && ring->n < r->end) {
        r->within = true;
        r->block = ring->n;
    }
    /* Bytes that pass uncoded may lead past the end of a block. */
    if (ring->n >= r->end || ring->n > r->next)
        r->within = false;
    if (r->within)
        follow(r, ring);
}
