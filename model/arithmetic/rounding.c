/* rounding.c - a compiler that was told to reorder sums or to multiply by reciprocals (-ffast-math,
 * -Ofast) makes another format.
 *
 * The library asks this before it makes a stream, and refuses to work. It finds the three liberties that
 * compilers take: sums in another order, divisions as products, and products that are not rounded. */
#include "model/arithmetic/rounding.h"

/* One probe for a type whose significand has `bits` bits (24, 53). Values are read from volatile
 * objects, so that nothing can be computed while compiling.
 *
 * Division: x * (1 / 49) is not x / 49 for 49 itself in double, and for 41 in float. One divisor for several
 * quotients is what tempts a compiler to multiply. */
#define COUNT 16
#define ROUNDING_OF(type, bits, name)                                                                          \
    static bool name##_adds_in_order(void)                                                                     \
    {                                                                                                          \
        volatile type large = (type)((unsigned long long)1 << (bits)), small = (type)1.25;                     \
        type x[COUNT], sum = 0;                                                                                \
        const type a = large, b = small;                                                                       \
        for (int i = 0; i < COUNT; i++)                                                                        \
            x[i] = i == 0 ? large : i == COUNT - 1 ? -large : (type)1;                                         \
        for (int i = 0; i < COUNT; i++) /* every 1 is lost in the large one */                                 \
            sum += x[i];                                                                                       \
        return sum == 0 && (a + b) - a == 2;                                                                   \
    }                                                                                                          \
    static bool name##_divides(void)                                                                           \
    {                                                                                                          \
        volatile type divisor = (bits) == 24 ? 41 : 49;                                                        \
        const type d = divisor, one = divisor, two = 2 * divisor, four = 4 * divisor, eight = 8 * divisor;     \
        const type a = one / d, b = two / d, c = four / d, e = eight / d;                                      \
        return a == 1 && b == 2 && c == 4 && e == 8;                                                           \
    }                                                                                                          \
    static bool name##_rounds_products(void)                                                                   \
    {                                                                                                          \
        /* The square of 1 + e is 1 + 2 e + e^2, of which e^2 is at most half a unit in the last place. */     \
        volatile type e = (type)1 / (type)((unsigned long long)1 << (((bits) + 1) / 2)), one = 1;              \
        const type a = one + e, b = one + 2 * e;                                                               \
        return a * a - b == 0;                                                                                 \
    }

ROUNDING_OF(float, 24, float)
ROUNDING_OF(double, 53, double)

bool llz_rounding_is_kept(void)
{
    return float_adds_in_order() && float_divides() && float_rounds_products() && double_adds_in_order() &&
           double_divides() && double_rounds_products();
}
