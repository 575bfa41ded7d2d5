/* Compresses a buffer and gets it back: cc buffer.c $(pkg-config --cflags --libs llz) */
#include <llz.h>
#include <string.h>
int main(void)
{
    char text[] = "Who reads and learns needs no dictionary.", back[sizeof text], archive[1024];
    size_t size = sizeof archive, n = sizeof back;
    if (llz_compress(text, sizeof text, archive, &size, NULL) != LLZ_OK ||
        llz_decompress(archive, size, back, &n, NULL) != LLZ_OK)
        return 1;
    return n != sizeof text || memcmp(back, text, n) != 0;
}
