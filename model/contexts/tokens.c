/* tokens.c - A gap is hashed byte by byte, as a word is, so that ", " and ". " are two things; a line's end counts as a
 * space there, for it comes where the line is full. */
#include "model/contexts/tokens.h"

static bool is_digit(uint8_t c)
{
    return c >= '0' && c <= '9';
}

static bool is_blank(uint8_t c)
{
    return c == ' ' || c == '\n';
}

static bool is_quote(uint8_t c)
{
    return c == '\'' || c == '"';
}

static bool ends_sentence(uint8_t c)
{
    return c == '.' || c == '!' || c == '?';
}

static uint8_t lower(uint8_t c)
{
    return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
}

/* What a byte looks like. Letters and digits are one each; in UTF-8 a first byte says how many follow (3: one, 2: two, 1:
 * three), and those that follow are alike (4). Punctuation is itself. */
static uint8_t form_of(uint8_t c)
{
    if (c >= 128)
        return c >= 0xf0 ? 1 : c >= 0xe0 ? 2 : c >= 0xc0 ? 3 : 4;
    if (is_digit(c))
        return '0';
    if (llz_is_letter(c))
        return c & 0x20 ? 'a' : 'A';
    return c < ' ' && c != '\n' ? 6 : c;
}

static void shift(uint64_t *words)
{
    for (int i = LLZ_TOKENS_WORDS - 1; i > 0; i--)
        words[i] = words[i - 1];
    words[0] = 0;
}

static void forget(uint64_t *words, int from)
{
    for (int i = from; i < LLZ_TOKENS_WORDS; i++)
        words[i] = 0;
}

static uint16_t *after(const struct llz_tokens *t)
{
    return &t->after[t->token * LLZ_GOLDEN >> (64 - t->after_bits)];
}

/* A word goes on, or begins. */
static void add_to_word(struct llz_tokens *t, uint8_t c)
{
    if (t->length == 0) {
        t->gap[1] = t->gap[0];
        t->gap[0] = 0;
    }
    t->length++;
    t->word[0] = llz_letter_hash(t->word[0], c);
    t->token = t->word[0];
}

/* Each mark in a gap counts as a word of no letters, white space as one however long it is: so word 1 is the word before
 * only where nothing but that stands between. A sentence begins with no words before it. */
static void add_to_gap(struct llz_tokens *t, uint8_t c)
{
    t->gap[0] = llz_join(t->gap[0] + 1, c == '\n' ? ' ' : c);
    t->token = t->gap[0];
    if (t->length > 0 && (c == ':' || c == '='))
        t->keyword = t->word[0];
    if (ends_sentence(t->last)) {
        forget(t->word, 0);
        t->gap[1] = 0;
    } else if (c != t->last && !(is_blank(c) && is_blank(t->last))) {
        shift(t->word);
    }
    t->length = 0;
}

static void add_to_phrase(struct llz_tokens *t, uint8_t c)
{
    if (llz_is_letter(c)) {
        t->phrase[0] = llz_letter_hash(t->phrase[0], c);
        t->tail = t->tail << 8 | c;
        t->letters += t->letters < LLZ_TOKENS_LETTERS;
        return;
    }
    t->letters = 0;
    t->tail = 0;
    if (is_blank(c) && (llz_is_letter(t->last) || is_quote(t->last)))
        shift(t->phrase);
    else if (!is_quote(c) && !(is_blank(c) && is_blank(t->last) && c != t->last))
        forget(t->phrase, 0);
}

void llz_tokens_add(struct llz_tokens *t, uint8_t byte)
{
    const uint8_t c = lower(byte), form = form_of(byte);
    uint16_t *came = after(t);

    *came = (uint16_t)(*came << 8 | c);
    if (llz_is_letter(c) || is_digit(c) || (c == '.' && is_digit(t->last)))
        add_to_word(t, c);
    else
        add_to_gap(t, c);
    add_to_phrase(t, c);
    if ((t->forms & 255) == '\n' || t->head == 0)
        t->head = form;
    t->forms = t->forms << 8 | form;
    t->lines += byte == '\n';
    t->last = c;
}

static uint32_t at_most(uint32_t n, uint32_t most)
{
    return n < most ? n : most;
}

/* The last n letters of the phrase's word, once it has as many, and how many it has. */
static uint64_t ending(const struct llz_tokens *t, uint64_t kind, uint32_t n)
{
    const uint64_t letters = t->letters >= n ? t->tail & ((UINT64_C(1) << 8 * n) - 1) : UINT64_C(1) << 32;
    return llz_join(llz_join(at_most(t->letters, n + 3), kind), letters);
}

void llz_tokens_keys(const struct llz_tokens *t, const struct llz_text *text, uint64_t *key)
{
    const uint64_t *word = t->word, *phrase = t->phrase, *gap = t->gap, forms = t->forms, came = *after(t);
    const uint64_t c1 = t->last, last2 = text->recent & 0xffff, bracket = llz_text_bracket(text);
    const uint64_t known = text->since != 0;                /* the letters so far have been a word */
    const uint64_t kind = known * 2 + (text->capital == 2); /* and are in capitals */
    const uint64_t start = llz_join(at_most(t->length, 6), kind), here = llz_join(word[0], c1);
    const uint64_t three = llz_join(llz_join(phrase[0], phrase[1]), phrase[2]);
    const uint64_t list[LLZ_TOKENS_KEYS] = {
        llz_join(start, came),
        llz_join(llz_join(bracket, start), forms & 255),
        llz_join(llz_join(gap[0], word[1]), llz_join(gap[1], word[2])),
        llz_join(llz_join(three, phrase[3]), phrase[4]),
        llz_join(forms, last2),
        llz_join(llz_join(bracket, c1), known),
        three,
        llz_join(gap[0], t->keyword),
        llz_join(here, t->keyword),
        ending(t, kind, 2),
        ending(t, kind, 3),
        llz_join(llz_join(c1, gap[0]), word[1]),
        llz_join(llz_join(word[0], word[1]), gap[1]),
        llz_join(here, llz_join(word[1], word[4])),
        llz_join(here, llz_join(word[2], word[3])),
        llz_join(forms, c1),
        llz_join(start, llz_join(came & 255, c1)),
        llz_join(start, llz_join(came & 255, last2)),
        llz_join(came & 255, forms),
        llz_join(came, forms & 0xffffffff),
        llz_join(t->head, c1),
        llz_join(text->line_word, c1),
        llz_join(t->lines, c1),
    };
    for (size_t i = 0; i < LLZ_TOKENS_KEYS; i++)
        key[i] = list[i];
}
