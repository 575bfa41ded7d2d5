/* x86.h - where in an instruction of x86 (32 and 64 bits) the next byte stands, and what that says about it.
 *
 * A parser fed with one byte after the other. It never fails: bytes that are not instructions are taken for
 * short ones, and code is found again a few bytes after data, as any disassembler does. */
#ifndef LLZ_X86_H
#define LLZ_X86_H

#include <stddef.h>
#include <stdint.h>

#include "model/memory/byte_ring.h"

#define LLZ_X86_HISTORY 8     /* instructions remembered, a power of two */
#define LLZ_X86_PUSHES 8      /* registers on the stack remembered, a power of two */
#define LLZ_X86_LABELS 16     /* targets of short jumps remembered, a power of two */
#define LLZ_X86_KEYS 47       /* contexts of its own, best first; between them stand general ones, */
#define LLZ_X86_KEYS_BEST 14  /* after the first so many, */
#define LLZ_X86_KEYS_CALL 22  /* after so many, */
#define LLZ_X86_KEYS_FIRST 35 /* and after so many (context_keys.c) */
#define LLZ_X86_SELECTORS 4

/* What the next byte is. */
enum llz_x86_phase {
    LLZ_X86_OPCODE, /* a prefix or the opcode */
    LLZ_X86_SECOND, /* the opcode after 0F */
    LLZ_X86_THIRD,  /* after 0F 38, 0F 3A or a VEX prefix */
    LLZ_X86_VEX,    /* the rest of a VEX or EVEX prefix */
    LLZ_X86_MODRM,
    LLZ_X86_SIB,
    LLZ_X86_DISP, /* displacement, lowest byte first */
    LLZ_X86_IMM,  /* immediate value */
    LLZ_X86_REL,  /* target of a jump or call */
    LLZ_X86_PHASES
};

struct llz_x86_instruction {
    uint64_t whole; /* hash of all its bytes */
    uint64_t form;  /* without displacement and immediate value */
    uint16_t op;    /* map << 8 | opcode */
    uint8_t modrm;
};

struct llz_x86 {
    uint8_t phase;    /* enum llz_x86_phase */
    uint8_t left;     /* bytes left of VEX, DISP, IMM or REL */
    uint8_t known;    /* number of its bytes that are known */
    uint8_t imm;      /* bytes of immediate value after the displacement */
    uint8_t prefixes; /* PREFIX_* */
    uint8_t rex;
    uint8_t map; /* 0: one byte, 1: 0F, 2: 0F 38, 3: 0F 3A */
    uint8_t op;
    uint8_t has_modrm, modrm, sib;
    uint8_t length;       /* bytes of the instruction so far */
    uint8_t odd;          /* how many of the last eight opcodes hardly occur in programs, a bit each */
    uint16_t wide_share;  /* how often code looked like that of 64 bits of late, 65535: always */
    uint32_t value;       /* the known bytes of DISP, IMM or REL; the last one lowest */
    uint64_t whole, form; /* hashes of this instruction so far, as in llz_x86_instruction */
    uint64_t recent;      /* last 8 bytes, the last one lowest */
    uint32_t n;           /* instructions so far */
    struct llz_x86_instruction history[LLZ_X86_HISTORY];
    uint8_t pushed[LLZ_X86_PUSHES];
    uint8_t depth;
    uint32_t disp[64]; /* last displacements, by llz_x86_base */
    uint32_t target;   /* target of the last call */
    uint8_t pushes;    /* values pushed since, */
    uint8_t passed;    /* and for it: callers take them off again, or the callee has; 255: so many or more */
    uint8_t since;     /* instructions since that call, up to 255 */
    uint64_t used[8];  /* form of the last instruction with this register in the field reg of ModRM */
    uint32_t last_imm;
    uint32_t at;                    /* bytes so far, modulo 2^32 */
    uint32_t label[LLZ_X86_LABELS]; /* where short jumps forward went, in that count */
    uint8_t labels;
    uint64_t targets; /* hash of the last two call targets */
};

/* All zeros is the state before the first byte. */
void llz_x86_add(struct llz_x86 *x, uint8_t byte);

/* 1 if the code seems to be of 64 bits, where 40 to 4F are prefixes. */
static inline int llz_x86_wide(const struct llz_x86 *x)
{
    return x->wide_share > 8192;
}

/* The base register of a memory operand, bit 4: there may be an index too, bit 5: of one byte. */
static inline unsigned llz_x86_base(const struct llz_x86 *x)
{
    const unsigned indexed = (x->modrm & 7) == 4, mod = x->modrm >> 6;
    const unsigned base = (indexed ? x->sib & 7u : x->modrm & 7u) | (x->rex & 1u) << 3;
    return mod == 0 ? 15 + indexed * 16 : base | indexed << 4 | (mod == 1) << 5;
}

/* What the next byte is, and which of its field's bytes. */
unsigned llz_x86_place(const struct llz_x86 *x);

/* Hashes of contexts for the next byte, best first, at most max. */
size_t llz_x86_keys(const struct llz_x86 *x, const struct llz_byte_ring *ring, uint64_t *keys, size_t max);

#define LLZ_X86_PIECES 10
/* Contexts [LLZ_X86_PIECES] that each know one thing beside the place in the instruction, for a model that joins them
 * itself. */
void llz_x86_pieces(const struct llz_x86 *x, uint64_t *z);

/* Small contexts, below 256: 0 place in the instruction and opcode class, 1 opcode, 2 last opcodes, 3 odds. */
unsigned llz_x86_select(const struct llz_x86 *x, int which);

#endif
