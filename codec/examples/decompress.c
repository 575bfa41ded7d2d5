/* Decompresses standard input to standard output: cc decompress.c $(pkg-config --cflags --libs llz) */
#include <llz.h>
#include <stdio.h>

int main(void)
{
    static unsigned char in[65536], out[65536];
    size_t n, m, at, took;
    enum llz_error err;
    struct llz_stream *s;

    /* NULL: the options that LLZ_OPTIONS_INIT has, here without limits of memory and output. */
    s = llz_decoder_new(NULL, &err);
    do {
        n = s ? fread(in, 1, sizeof in, stdin) : 0;
        at = took = 0;
        while (s) { /* a piece, or, after the last, the end; as often as output stands in the way */
            err = n > 0 ? llz_feed(s, in + at, n - at, &took) : llz_end(s);
            at += took;
            while ((m = llz_drain(s, out, sizeof out)) > 0)
                fwrite(out, 1, m, stdout);
            if (err != LLZ_AGAIN)
                break;
        }
    } while (err == LLZ_OK && n > 0);
    llz_free(s);
    if (err != LLZ_OK)
        fprintf(stderr, "decompress: %s\n", llz_error_message(err));
    /* fread() and fwrite() keep their failures in the streams until they are asked. */
    return err != LLZ_OK || ferror(stdin) || fflush(stdout) != 0 || ferror(stdout);
}
