/* make_foreign IDENTITY [NUMBER]: an archive from standard input to standard output, every member of which says
 * that it was made by the model of that identity (hexadecimal), and number, with checks of headers that are
 * right. Those of frames are not: nobody who has not the model gets to them. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "codec/coder/bytes.h"
#include "codec/container/reader.h"

#define MOST (1 << 20)

/* A header of n bytes at p. */
static void change(uint8_t *p, size_t n, int argc, char **argv)
{
    llz_store32(p + 6, (uint32_t)strtoul(argv[1], NULL, 16));
    if (argc > 2)
        p[4] = (uint8_t)atoi(argv[2]);
    llz_store16(p + n - 2, (uint16_t)XXH3_64bits(p, n - 2));
}

int main(int argc, char **argv)
{
    static uint8_t archive[MOST];
    static struct llz_reader r;
    const size_t n = fread(archive, 1, sizeof archive, stdin);
    enum llz_event event;
    size_t at = 0;

    if (argc < 2 || n == sizeof archive)
        return 1;
    do {
        size_t took;

        if (llz_reader_next(&r, archive + at, n - at, &took, &event) != LLZ_OK)
            return 1;
        at += took;
        if (event == LLZ_READ_MEMBER)
            change(archive + at - took, took, argc, argv);
    } while (event != LLZ_READ_MORE);
    return fwrite(archive, 1, n, stdout) == n && fflush(stdout) == 0 ? 0 : 1;
}
