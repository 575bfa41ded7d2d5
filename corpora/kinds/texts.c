/* Texts in English, and what else is written in letters. */
#include "kinds.h"
#include <ctype.h>
#include <stdlib.h>

static const char *const english[] = { "$s ", "$s ", "$s ", "$s\n\n", NULL };
static const char *const play[] = { "$m.\n    $s\n    $s\n\n", "$m.\n    $s\n\n", "[$s]\n\n", NULL };
static const char *const verse[] = { "The $j $n $v the $n,\n", "And $d $v the $n;\n", "O $j $n, $j $n!\n\n",
                                     NULL };
static const char *const numbered[] = { "$[1..40]:$c And the $n $v the $j $n, and $m $v it.\n",
                                        "$[1..40]:$c $s\n", NULL };
static const char *const mail[] = {
    "From: $m $m <$n@$n.example>\nTo: $m@example.org\nDate: $tI\nSubject: $(|Re: )the $j $n\nMessage-ID: <$[0000000000..ffffffffff]x@$n.example>\n\n$*4($s\n)-- \n$m\n\n",
    "> $s\n> $s\n\n$s\n\n", NULL
};
static const char *const subtitles[] = { "$c\n$t,$[000..999] --> $t,$[000..999]\n$s\n\n", NULL };
static const char *const entries[] = { "$n, $(n.|adj.|v.) $[1..3]. A $j $n that $v. 2. $s See $n.\n", NULL };
static const char *const catalogue[] = { "#: $n.c:$[10..900]\nmsgid \"$s\"\nmsgstr \"$m $v $n\"\n\n", NULL };
static const char *const recipes[] = { "$[50..500] g $n\n$[1..9] $(spoons|cups) of $j $n\n",
                                       "$(Mix|Boil|Bake) the $n for $[5..60] minutes.\n\n", NULL };
static const char *const game[] = {
    "[Event \"$N\"]\n[White \"$m, $m\"]\n[Black \"$m, $m\"]\n[Result \"$(1-0|0-1|1/2-1/2)\"]\n\n",
    "$[1..60]. $(N|B|R|Q|K|)$(|x)$(e|d|c|f|b|g)$[1..8] $(N|B|R|Q|K|)$(a|c|d|e|f|h)$[1..8] $[1..60]. e$[3..5] $(O-O|d$[5..6]|N$(c|f)6)\n",
    NULL
};
static const char *const tune[] = { "$(A|B|c|d|e|G|F)$(|2|/2) $(A|B|c|d)$(e|f|g)|$(|\n)",
                                    "|: $(A|B)2 $(c|d)>e :|\n", "X:$c\nT:The $j $n\nK:$(G|D|Am)\n", NULL };
static const char *const chat[] = { "<$m> $(|$m: )$j $n $(:x|lol||?)\n", "* $m has $(joined|left)\n",
                                    "[$t] <$m> $s\n", NULL };
static const char *const links[] = { "https://www.$n.example$p?$n=$[1..999]&$n=$n\n",
                                     "http://$n.example/$n/$[1..9999]\n", "ftp://$n.example$p.tar.gz\n", NULL };
static const char *const accession[] = { "$[1..9].$[0..9]\t$n-$n\t$j\n", "$c\t$s\n", NULL };

enum change {
    CAPITALS,
    CRLF,
    WIDE_LE,
    WIDE_BE,
    FOUR,
    ROTATED,
    EBCDIC,
    WRAPPED,
    SPACED,
    MORSE,
    REVERSED,
    MARKED,
    SWAPPED
};

static void put_morse(struct sink *s, int c)
{
    static const char *const signs[] = { ".-",   "-...", "-.-.", "-..",  ".",   "..-.", "--.",  "....", "..",
                                         ".---", "-.-",  ".-..", "--",   "-.",  "---",  ".--.", "--.-", ".-.",
                                         "...",  "-",    "..-",  "...-", ".--", "-..-", "-.--", "--.." };
    if (isalpha(c)) {
        put_text(s, signs[tolower(c) - 'a']);
        put(s, ' ');
    } else if (c == ' ')
        put_text(s, "/ ");
}

/* The letters' places in EBCDIC: three rows of nine, nine and eight. */
static uint32_t ebcdic(int c)
{
    if (!isalpha(c))
        return c == ' ' ? 0x40 : c == '\n' ? 0x15 : c == '.' ? 0x4B : 0x6B;
    uint32_t k = (uint32_t)(tolower(c) - 'a'), row = k < 9 ? 0 : k < 18 ? 1 : 2;
    return (isupper(c) ? 0xC1 : 0x81) + 16 * row + (row == 2 ? 1 + k - 18 : k - 9 * row);
}

static int rotated(int c)
{
    if (isupper(c))
        return (c - 'A' + 13) % 26 + 'A';
    return islower(c) ? (c - 'a' + 13) % 26 + 'a' : c;
}

static void put_changed(struct sink *s, enum change change, int c)
{
    switch (change) {
    case CAPITALS:
        put(s, (uint32_t)toupper(c));
        break;
    case CRLF:
        if (c == '\n')
            put(s, '\r');
        put(s, (uint32_t)c);
        break;
    case WIDE_LE:
        put_le(s, (uint64_t)c, 2);
        break;
    case WIDE_BE:
        put_be(s, (uint64_t)c, 2);
        break;
    case FOUR:
        put_le(s, (uint64_t)c, 4);
        break;
    case ROTATED:
        put(s, (uint32_t)rotated(c));
        break;
    case EBCDIC:
        put(s, ebcdic(c));
        break;
    case SPACED:
        put(s, (uint32_t)c);
        put(s, ' ');
        break;
    case MORSE:
        put_morse(s, c);
        break;
    case MARKED:
        put(s, (uint32_t)c | 128);
        break;
    case SWAPPED:
        put(s, ((uint32_t)c >> 4 | (uint32_t)c << 4) & 255);
        break;
    default:
        put(s, (uint32_t)c);
    }
}

/* English with something done to it. */
static void changed(struct sink *s, const void *with)
{
    enum change change = *(const enum change *)with;
    uint8_t *data = malloc(s->size);
    if (!data)
        abort();
    make_english(data, s->size, draw(s));
    size_t column = 0;
    for (size_t i = 0; !full(s); i++) {
        int c = data[change == REVERSED ? s->size - 1 - i : i];
        column = c == '\n' ? 0 : column + 1;
        if (change == WRAPPED && c == ' ' && column > 64) {
            c = '\n';
            column = 0;
        }
        put_changed(s, change, c);
    }
    free(data);
}

/* Bases, of which some stretches come again with a few changed. */
static void put_bases(struct sink *s, uint8_t *bases, size_t n, const char *letters)
{
    uint32_t kinds = 0;
    while (letters[kinds])
        kinds++;
    for (size_t i = 0; i < n; i++)
        bases[i] = (uint8_t)letters[i % 3 ? low_of(s, kinds) : below(s, kinds)];
    for (size_t at = 3000; at + 600 < n; at += 700 + below(s, 2000)) {
        size_t from = below(s, (uint32_t)at - 600), length = 100 + below(s, 400);
        for (size_t i = 0; i < length; i++)
            if (below(s, 30))
                bases[at + i] = bases[from + i];
    }
}

static void sequence(struct sink *s, const char *letters, int lines)
{
    uint8_t *bases = malloc(s->size);
    if (!bases)
        abort();
    put_bases(s, bases, s->size, letters);
    for (size_t i = 0; !full(s); i++) {
        if (lines && i % 6000 == 0)
            say(s, ">contig_%zu length=6000\n", i / 6000 + 1);
        put(s, bases[i]);
        if (lines && i % 60 == 59)
            put(s, '\n');
    }
    free(bases);
}

static void fasta(struct sink *s, const void *with)
{
    sequence(s, with, 1);
}

static void bases(struct sink *s, const void *with)
{
    sequence(s, with, 0);
}

/* Reads with their qualities. */
static void fastq(struct sink *s, const void *with)
{
    (void)with;
    for (uint32_t n = 1; !full(s); n++) {
        uint32_t quality = 40;
        say(s, "@run7.%u lane=%u\n", n, n / 300 + 1);
        for (int i = 0; i < 75; i++)
            put(s, (uint8_t) "ACGT"[below(s, 4)]);
        put_text(s, "\n+\n");
        for (int i = 0; i < 75; i++) {
            quality -= quality > 12 && below(s, 6) == 0 ? below(s, 4) : 0;
            put(s, 33 + quality);
        }
        put(s, '\n');
    }
}

#define C(x) (&(const enum change){ x })
static const char dna[] = "AGTC", amino[] = "LASGVEKTIDRPNFQYHMWC";
static const struct kind kinds[] = {
    { "english", 80000, from_templates, english, "English" },
    { "english-long", 300000, from_templates, english, "more English" },
    { "english-short", 10000, from_templates, english, "a little English" },
    { "capitals", 80000, changed, C(CAPITALS), "English in capitals" },
    { "crlf", 80000, changed, C(CRLF), "English, lines ended by two bytes" },
    { "utf16-le", 120000, changed, C(WIDE_LE), "English, UTF-16" },
    { "utf16-be", 120000, changed, C(WIDE_BE), "English, UTF-16, big-endian" },
    { "utf32-le", 160000, changed, C(FOUR), "English, UTF-32" },
    { "rotated", 80000, changed, C(ROTATED), "English, rotated by 13 letters" },
    { "ebcdic", 80000, changed, C(EBCDIC), "English, EBCDIC" },
    { "wrapped", 80000, changed, C(WRAPPED), "English, wrapped" },
    { "spaced", 80000, changed, C(SPACED), "English, a space after each letter" },
    { "morse", 60000, changed, C(MORSE), "English in Morse" },
    { "reversed", 80000, changed, C(REVERSED), "English, backwards" },
    { "marked", 80000, changed, C(MARKED), "English with the highest bit set" },
    { "nibbles-swapped", 80000, changed, C(SWAPPED), "English with nibbles swapped" },
    { "play", 80000, from_templates, play, "a play" },
    { "verse", 60000, from_templates, verse, "verses" },
    { "numbered", 80000, from_templates, numbered, "numbered verses" },
    { "mail", 80000, from_templates, mail, "mail" },
    { "subtitles", 60000, from_templates, subtitles, "subtitles" },
    { "entries", 60000, from_templates, entries, "entries of a dictionary" },
    { "catalogue", 60000, from_templates, catalogue, "a catalogue of translations" },
    { "recipes", 40000, from_templates, recipes, "recipes" },
    { "chess", 60000, from_templates, game, "games of chess" },
    { "tunes", 40000, from_templates, tune, "tunes in letters" },
    { "chat", 60000, from_templates, chat, "a chat" },
    { "links", 60000, from_templates, links, "links" },
    { "items", 40000, from_templates, accession, "numbered items" },
    { "dna", 80000, bases, dna, "bases without line ends" },
    { "dna-fasta", 80000, fasta, dna, "bases in lines" },
    { "protein-fasta", 80000, fasta, amino, "amino acids in lines" },
    { "fastq", 100000, fastq, NULL, "reads and qualities" },
};
const struct family texts = { "texts", kinds, COUNT_OF(kinds) };
