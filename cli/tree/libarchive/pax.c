#include "cli/tree/libarchive/pax.h"

#include <string.h>

#define BILLION 1000000000

/* A time before 1970 is its distance from there, with a sign in front: -1.75. libarchive (seen in
 * 3.6.2) reads and writes the sign, seconds and fraction one by one, so that (-2 s, 250000000
 * ns), which is -1.75, would be -2.25. */
void pax_time_to_libarchive(int64_t *seconds, long *nanoseconds)
{
    if (*seconds >= 0 || *nanoseconds == 0)
        return;
    *nanoseconds = BILLION - *nanoseconds;
    /* It cannot write -0.75: that becomes -1.75, of which pax_mend_time() takes the 1. */
    if (*seconds < -1)
        ++*seconds;
}

void pax_time_from_libarchive(int64_t *seconds, long *nanoseconds, int negative)
{
    if (*nanoseconds == 0 || (*seconds >= 0 && !negative) || *seconds == INT64_MIN)
        return; /* the last of these is what libarchive makes of all that is still earlier */
    --*seconds;
    *nanoseconds = BILLION - *nanoseconds;
}

/* The value of "LENGTH KEY=VALUE\n" among such records, or NULL. */
static const char *find(const char *records, size_t n, const char *key)
{
    const size_t key_length = strlen(key);

    for (size_t at = 0; at < n;) {
        size_t length = 0, digits = at;

        /* length < n ends it before the number could overflow; what is larger than all records is
         * refused below. */
        while (digits < n && records[digits] >= '0' && records[digits] <= '9' && length < n)
            length = 10 * length + (size_t)(records[digits++] - '0');
        /* The length of a record counts itself, the blank, "=" and the newline. */
        if (digits == n || records[digits] != ' ' || length > n - at || length < digits - at + 3 + key_length)
            return NULL;
        if (memcmp(records + digits + 1, key, key_length) == 0 && records[digits + 1 + key_length] == '=')
            return records + digits + 2 + key_length;
        at += length;
    }
    return NULL;
}

int pax_is_negative(const char *records, size_t n)
{
    const char *value = find(records, n, "mtime");

    return value && *value == '-';
}

void pax_mend_time(char *records, size_t n)
{
    const char *value = find(records, n, "mtime");

    if (value && n - (size_t)(value - records) > 3 && memcmp(value, "-1.", 3) == 0)
        records[value - records + 1] = '0';
}

static uint64_t octal(const unsigned char *digits, const unsigned char *end)
{
    uint64_t number = 0;

    for (; digits < end && *digits >= '0' && *digits <= '7'; digits++)
        number = 8 * number + (uint64_t)(*digits - '0');
    return number;
}

int pax_is_header(const unsigned char header[PAX_BLOCK])
{
    /* POSIX (pax, ustar) has the sum of all bytes at byte 148, which itself counts as 8 spaces. Some programs of old
     * have taken bytes for signed, others have put spaces before its digits. */
    const unsigned char *digits = header + 148, *end = header + 156;
    int64_t plain = 0, with_signs = 0, sum;

    while (digits < end && *digits == ' ')
        digits++;
    for (int i = 0; i < PAX_BLOCK; i++) {
        const unsigned char byte = i >= 148 && i < 156 ? ' ' : header[i];

        plain += byte;
        with_signs += (signed char)byte;
    }
    sum = (int64_t)octal(digits, end);
    return digits < end && (sum == plain || sum == with_signs);
}

uint64_t pax_header_size(const unsigned char header[PAX_BLOCK])
{
    /* POSIX (pax, ustar) has the size at byte 124, in 12 octal digits. Base 256, which GNU tar writes for sizes from
     * 8 GiB on, yields 0: no header has records of that length. */
    return octal(header + 124, header + 136);
}

int pax_header_kind(const unsigned char header[PAX_BLOCK])
{
    /* The typeflag. */
    return header[156];
}
