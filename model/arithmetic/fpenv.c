/* fpenv.c - enters and leaves the canonical floating-point environment of one thread.
 *
 * A program that uses the library may have changed the rounding mode or switched denormals off
 * (-ffast-math does it when a program is linked). Both would change bits of an archive, and with them
 * every later probability. So each public call of the library enters here, and gives the caller's state
 * back when it leaves. */
#include "model/arithmetic/kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

/* MXCSR: all exceptions masked, round to nearest, neither flush-to-zero nor denormals-are-zero. Nothing here
 * uses the x87, but a callback's fesetround() sets its control word too, and fegetround() reads it: so it is
 * kept, in the upper half. */
struct llz_fpenv llz_fpenv_enter(void)
{
    uint16_t x87;
    struct llz_fpenv saved;

    __asm__ volatile("fnstcw %0" : "=m"(x87));
    saved.word = (uint64_t)x87 << 32 | _mm_getcsr();
    _mm_setcsr(0x1f80);
    return saved;
}

void llz_fpenv_leave(struct llz_fpenv saved)
{
    const uint16_t x87 = (uint16_t)(saved.word >> 32);

    _mm_setcsr((unsigned)saved.word);
    __asm__ volatile("fldcw %0" : : "m"(x87));
}

#elif defined(__aarch64__)

/* FPCR 0: round to nearest, no flush-to-zero, no default NaN, no traps. */
struct llz_fpenv llz_fpenv_enter(void)
{
    struct llz_fpenv saved;
    __asm__ volatile("mrs %0, fpcr" : "=r"(saved.word) : : "memory");
    __asm__ volatile("msr fpcr, %0" : : "r"(UINT64_C(0)) : "memory");
    return saved;
}

void llz_fpenv_leave(struct llz_fpenv saved)
{
    __asm__ volatile("msr fpcr, %0" : : "r"(saved.word) : "memory");
}

#else
#include <fenv.h>

/* Standard C knows the rounding mode only; the known answer finds a machine that flushes denormals. */
struct llz_fpenv llz_fpenv_enter(void)
{
    struct llz_fpenv saved = { (uint64_t)fegetround() };
    fesetround(FE_TONEAREST);
    return saved;
}

void llz_fpenv_leave(struct llz_fpenv saved)
{
    fesetround((int)saved.word);
}
#endif
