/* x86.c - a parser of machine code, as far as contexts need it: where an instruction's fields begin, and
 * what they are.
 *
 * It never fails. Data between functions, tables and jump targets in the middle of an instruction put it
 * out of step, and as x86 code falls back into step by itself after a few instructions, so does this.
 * Lengths follow from prefixes, opcode, ModRM and SIB alone; no operand has to be understood. */
#include "model/contexts/code/x86.h"

#include <stdbool.h>

#include "model/memory/hash.h"

/* What follows an opcode (Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2,
 * appendix A), 16 opcodes a row:
 *
 *      .  nothing            b  imm8                w  imm16             z  imm32 (after 66 imm16)
 *      e  imm16 and imm8     v  imm32 (with REX.W imm64)                 a  address
 *      f  far pointer        j  rel8                J  rel32
 *      m  ModRM              B  ModRM, imm8         Z  ModRM, imm32      g  ModRM, of F6 and F7
 *      p  prefix             r  REX                 2  escape 0F         3, 4  escapes 0F 38, 0F 3A
 *      5, 6, 7  VEX C5, C4, EVEX
 *
 * Compilers hardly ever emit these, which tells code from other data:
 *
 *      ,  nothing            i  imm8                M  ModRM */
static const char one_byte[] = "Mmmmbz,,mmmmbz,2"
                               "mmmmbz,,mmmmbz,,"
                               "mmmmbzp,mmmmbzp,"
                               "mmmmbzp,mmmmbzp,"
                               "rrrrrrrrrrrrrrrr"
                               "................"
                               ",,7mppppzZbB,,,,"
                               "jjjjjjjjjjjjjjjj"
                               "BZiBmmmmmmmmMmMm"
                               "..........f,..,,"
                               "aaaa....bz......"
                               "bbbbbbbbvvvvvvvv"
                               "BBw.65BZe.w,.i,,"
                               "mmmmii,,mmmmmmmm"
                               "iiijiiiiJJfj,,,,"
                               "p,pp,.gg..,,..mm";
static const char after_0f[] = "MMMM,.,,,,,.,m,B"
                               "mmmmmmmmMMMMMMmm"
                               "MMMM,,,,mmmmmmmm"
                               ",.,,,,,,3,4,,,,,"
                               "mmmmmmmmmmmmmmmm"
                               "mmmmmmmmmmmmmmmm"
                               "mmmmmmmmmmmmmmmm"
                               "BBBBmmm.mmmmmmmm"
                               "JJJJJJJJJJJJJJJJ"
                               "mmmmmmmmmmmmmmmm"
                               ",,.mBm,,,,.mBmmm"
                               "mmmmmmmmmmBmmmmm"
                               "mmBmBBBm........"
                               "mmmmmmmmmmmmmmmm"
                               "mmmmmmmmmmmmmmmm"
                               "mmmmmmmmmmmmmmmm";

enum {
    PREFIX_SIZE = 1,
    PREFIX_REP = 2,
    PREFIX_REPNE = 4,
    PREFIX_LOCK = 8,
    PREFIX_SEGMENT = 16,
    PREFIX_ADDRESS = 32
};

static uint8_t prefix_bit(uint8_t byte)
{
    switch (byte) {
    case 0x66:
        return PREFIX_SIZE;
    case 0x67:
        return PREFIX_ADDRESS;
    case 0xf0:
        return PREFIX_LOCK;
    case 0xf2:
        return PREFIX_REPNE;
    case 0xf3:
        return PREFIX_REP;
    default:
        return PREFIX_SEGMENT;
    }
}

/* Functions push registers at their beginning and pop them in reverse order at each end. */
static void note_push(struct llz_x86 *x)
{
    const uint8_t reg = (uint8_t)((x->op & 7) | (x->rex & 1) << 3);
    if (x->map == 0 && (x->op & 0xf8) == 0x50)
        x->pushed[x->depth++ % LLZ_X86_PUSHES] = reg | 16;
    else if (x->map == 0 && (x->op & 0xf8) == 0x58)
        x->depth--;
}

static uint8_t one_more(uint8_t n)
{
    return n < 255 ? n + 1 : n;
}

/* Arguments are pushed before a call, and some compilers remove them after it. */
static void note_call(struct llz_x86 *x)
{
    const unsigned group = x->modrm & 0x38;
    x->since = one_more(x->since);
    if (x->map != 0)
        return;
    if ((x->op & 0xf8) == 0x50 || x->op == 0x68 || x->op == 0x6a || (x->op == 0xff && group == 0x30))
        x->pushes = one_more(x->pushes);
    if (x->op == 0xe8 || (x->op == 0xff && group == 0x10)) {
        x->passed = x->pushes;
        x->pushes = x->since = 0;
    }
}

static void end_instruction(struct llz_x86 *x)
{
    struct llz_x86_instruction *p = &x->history[x->n++ % LLZ_X86_HISTORY];
    p->whole = x->whole;
    p->form = x->form;
    p->op = (uint16_t)(x->map << 8 | x->op);
    p->modrm = x->has_modrm ? x->modrm : 0;
    note_push(x);
    note_call(x);
    if (x->has_modrm)
        x->used[x->modrm >> 3 & 7] = x->form;
    x->phase = LLZ_X86_OPCODE;
    x->whole = x->form = 0;
    x->prefixes = x->rex = x->map = x->op = x->has_modrm = x->modrm = x->sib = x->imm = x->length = 0;
    x->left = x->known = 0;
    x->value = 0;
}

/* `left` counts the bytes of the field that are still to come, `value` gathers those that have come. */
static void expect(struct llz_x86 *x, enum llz_x86_phase phase, unsigned bytes)
{
    x->phase = (uint8_t)phase;
    x->left = (uint8_t)bytes;
    x->known = 0;
    x->value = 0;
}

static void expect_imm(struct llz_x86 *x)
{
    if (x->imm > 0)
        expect(x, LLZ_X86_IMM, x->imm);
    else
        end_instruction(x);
}

static void expect_modrm(struct llz_x86 *x, unsigned imm)
{
    x->imm = (uint8_t)imm;
    x->phase = LLZ_X86_MODRM;
}

static unsigned word_bytes(const struct llz_x86 *x)
{
    return x->prefixes & PREFIX_SIZE ? 2 : 4;
}

/* Operands that no other opcode has. */
static unsigned unusual_bytes(const struct llz_x86 *x, char format)
{
    const bool wide = llz_x86_wide(x);
    switch (format) {
    case 'e':
        return 3;
    case 'f':
        return wide ? 0 : 6;
    case 'a':
        return wide && !(x->prefixes & PREFIX_ADDRESS) ? 8 : 4;
    case 'v':
        return x->rex & 8 ? 8 : word_bytes(x);
    default:
        return 0;
    }
}

static void expect_operands(struct llz_x86 *x, char format)
{
    switch (format) {
    case 'm':
    case 'M':
    case 'g':
        expect_modrm(x, 0);
        return;
    case 'B':
        expect_modrm(x, 1);
        return;
    case 'Z':
        expect_modrm(x, word_bytes(x));
        return;
    case 'j':
        expect(x, LLZ_X86_REL, 1);
        return;
    case 'J':
        expect(x, LLZ_X86_REL, 4);
        return;
    case 'b':
    case 'i':
        x->imm = 1;
        break;
    case 'w':
        x->imm = 2;
        break;
    case 'z':
        x->imm = (uint8_t)word_bytes(x);
        break;
    default:
        x->imm = (uint8_t)unusual_bytes(x, format);
    }
    expect_imm(x);
}

/* `odd` has a bit for each of the last instructions: many that no compiler makes mean that this
 * is no code. */
static void note_opcode(struct llz_x86 *x, uint8_t byte, char format)
{
    const bool odd = format == ',' || format == 'i' || format == 'M';
    x->op = byte;
    x->odd = (uint8_t)(x->odd << 1 | odd);
    x->form = llz_join(x->form, byte + 1u);
}

/* REX.W before 80 to 8F is as common in code of 64 bits as "dec" is rare there in that of 32 bits. */
static void note_width(struct llz_x86 *x, uint8_t byte)
{
    x->wide_share = (uint16_t)(x->wide_share - x->wide_share / 128);
    if ((x->recent & 0xf8) == 0x48 && (byte & 0xf0) == 0x80)
        x->wide_share = (uint16_t)(x->wide_share + (65535 - x->wide_share) / 32);
}

static bool is_vex(char format)
{
    return format >= '5' && format <= '7';
}

static void expect_vex(struct llz_x86 *x, char format)
{
    x->op = 0;
    x->map = 1;
    expect(x, LLZ_X86_VEX, (unsigned)(format - '4'));
}

static void add_opcode(struct llz_x86 *x, uint8_t byte)
{
    const char format = one_byte[byte];
    note_width(x, byte);
    if (format == 'p') {
        x->prefixes |= prefix_bit(byte);
        x->form = llz_join(x->form, byte + 1u);
    } else if (format == 'r' && llz_x86_wide(x)) {
        x->rex = byte;
        x->form = llz_join(x->form, byte + 1u);
    } else if (format == '2') {
        x->map = 1;
        x->phase = LLZ_X86_SECOND;
    } else if (is_vex(format) && llz_x86_wide(x)) {
        expect_vex(x, format);
    } else {
        note_opcode(x, byte, format);
        expect_operands(x, is_vex(format) ? 'm' : format);
    }
}

static void add_second(struct llz_x86 *x, uint8_t byte)
{
    const char format = after_0f[byte];
    if (format == '3' || format == '4') {
        x->map = (uint8_t)(format - '1');
        x->phase = LLZ_X86_THIRD;
        return;
    }
    x->form++; /* apart from opcodes of one byte */
    note_opcode(x, byte, format);
    expect_operands(x, format);
}

static void add_third(struct llz_x86 *x, uint8_t byte)
{
    const char format = x->map == 1 ? after_0f[byte] : x->map == 2 ? 'm' : 'B';
    x->form += x->map;
    note_opcode(x, byte, format);
    expect_operands(x, format);
}

static void add_vex(struct llz_x86 *x, uint8_t byte)
{
    if (x->known++ == 0 && x->left > 1) {
        const unsigned map = byte & (x->left == 3 ? 7 : 31);
        x->map = (uint8_t)(map >= 1 && map <= 3 ? map : 1);
        x->rex = (uint8_t)(~byte >> 5 & 7); /* R, X, B stand inverted there */
    }
    x->form = llz_join(x->form, byte + 1u);
    if (--x->left == 0)
        x->phase = LLZ_X86_THIRD;
}

static void expect_disp(struct llz_x86 *x)
{
    const unsigned mod = x->modrm >> 6, base = (x->modrm & 7) == 4 ? x->sib & 7 : x->modrm & 7;
    if (mod == 1)
        expect(x, LLZ_X86_DISP, 1);
    else if (mod == 2 || (mod == 0 && base == 5))
        expect(x, LLZ_X86_DISP, 4);
    else
        expect_imm(x);
}

static void add_modrm(struct llz_x86 *x, uint8_t byte)
{
    if (x->map == 0 && is_vex(one_byte[x->op]) &&
        byte >= 0xc0) { /* no operand in 32 bits: it is a prefix there too */
        expect_vex(x, one_byte[x->op]);
        add_vex(x, byte);
        return;
    }
    x->modrm = byte;
    x->has_modrm = 1;
    x->form = llz_join(x->form, byte + 1u);
    /* In the group of F6 and F7 only "test" has a value. */
    if (x->map == 0 && (x->op & 0xfe) == 0xf6 && (byte & 0x30) == 0)
        x->imm = (uint8_t)(x->op == 0xf6 ? 1 : word_bytes(x));
    if (byte >= 0xc0)
        expect_imm(x);
    else if ((byte & 7) == 4)
        x->phase = LLZ_X86_SIB;
    else
        expect_disp(x);
}

static void add_sib(struct llz_x86 *x, uint8_t byte)
{
    x->sib = byte;
    x->form = llz_join(x->form, byte + 1u);
    expect_disp(x);
}

static void add_value(struct llz_x86 *x, uint8_t byte)
{
    x->value = x->value << 8 | byte;
    x->known++;
    if (--x->left > 0)
        return;
    if (x->phase == LLZ_X86_DISP) {
        x->disp[llz_x86_base(x)] = x->value;
        expect_imm(x);
        return;
    }
    if (x->phase == LLZ_X86_REL && x->known == 1 && x->value < 128) {
        /* Short jumps forward: the place they lead to is where an instruction begins, and often where
         * others jump to. */
        x->label[x->labels++ % LLZ_X86_LABELS] = x->at + 1 + x->value;
    } else if (x->phase == LLZ_X86_IMM) {
        x->last_imm = x->value;
    } else if (x->known == 4 && x->op == 0xe8) {
        x->targets = llz_join(x->target, x->value);
        x->target = x->value;
    }
    end_instruction(x);
}

void llz_x86_add(struct llz_x86 *x, uint8_t byte)
{
    x->whole = llz_join(x->whole, byte + 1u);
    x->length++;
    switch ((enum llz_x86_phase)x->phase) {
    case LLZ_X86_OPCODE:
        add_opcode(x, byte);
        break;
    case LLZ_X86_SECOND:
        add_second(x, byte);
        break;
    case LLZ_X86_THIRD:
        add_third(x, byte);
        break;
    case LLZ_X86_VEX:
        add_vex(x, byte);
        break;
    case LLZ_X86_MODRM:
        add_modrm(x, byte);
        break;
    case LLZ_X86_SIB:
        add_sib(x, byte);
        break;
    case LLZ_X86_DISP:
    case LLZ_X86_IMM:
    case LLZ_X86_REL:
    case LLZ_X86_PHASES:
        add_value(x, byte);
        break;
    }
    x->at++;
    x->recent = x->recent << 8 | byte;
    if (x->length > 14) /* the longest instruction has 15 bytes: these were none */
        end_instruction(x);
}
