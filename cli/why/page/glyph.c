/* glyph.c - The file's bytes are on the page as text, and may be anything: what could change the page or
 * its reading is shown as a number. */
#include "cli/why/page/glyph.h"

#include <ctype.h>
#include <string.h>

#include "cli/lab/svg.h"
#include "cli/terminal/clean_names.h"

/* Code point of a well-formed character of two bytes or more. */
static unsigned long decode(const unsigned char *p, size_t length)
{
    unsigned long code = p[0] & (0x7fu >> length);

    for (size_t i = 1; i < length; i++)
        code = code << 6 | (p[i] & 0x3fu);
    return code;
}

/* What cannot be seen, or would move what stands around it: controls (below A0), the soft hyphen, blanks
 * without width and marks of direction (200B to 206F, FEFF), what never is a character (FDD0 to FDEF, and the
 * last two of each plane), and from E0000 on tags and characters of private use. */
static int is_harmful(unsigned long code)
{
    return code < 0xa0 || code == 0xad || (code >= 0x200b && code <= 0x200f) ||
           (code >= 0x2028 && code <= 0x202e) || (code >= 0x2060 && code <= 0x206f) || code == 0xfeff ||
           (code >= 0xfdd0 && code <= 0xfdef) || (code & 0xfffe) == 0xfffe || code >= 0xe0000;
}

size_t glyph_length(const unsigned char *p, size_t n)
{
    unsigned char ended[5] = { 0 };
    size_t length;

    /* A copy with a zero after it, as clean_character() wants: the file ends where it ends. */
    memcpy(ended, p, n < 4 ? n : 4);
    length = clean_character(ended);
    return length < 2 || is_harmful(decode(p, length)) ? 1 : length;
}

int glyph_is_text(const unsigned char *p, size_t length)
{
    return length > 1 || (*p >= 0x20 && *p < 0x7f) || *p == '\n' || *p == '\r' || *p == '\t' || *p == '\f';
}

int glyph_is_word(const unsigned char *p, size_t length)
{
    return length > 1 || (*p < 0x80 && isalnum(*p)) || *p == '_';
}

void glyph_print(FILE *out, const unsigned char *p, size_t length)
{
    char text[5] = { 0 };

    memcpy(text, p, length);
    if (*p == '\n')
        fputs("\xe2\x86\xb5\n", out); /* an arrow, and the end of the line too */
    else if (*p == '\t')
        fputs("\xe2\x86\x92   ", out);
    else if (*p < 0x20) /* the pictures of controls begin at U+2400 */
        fprintf(out, "\xe2\x90%c", 0x80 + *p);
    else if (length == 1 && *p >= 0x7f)
        fprintf(out, "\\x%02x", *p);
    else
        svg_text(out, text);
}

void glyph_print_ascii(FILE *out, unsigned char byte)
{
    /* Only ASCII stands in columns of one width in every font. */
    const char text[2] = { byte >= 0x20 && byte < 0x7f ? (char)byte : '.', 0 };

    svg_text(out, text);
}
