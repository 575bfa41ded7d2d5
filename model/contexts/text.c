/* text.c - what a text looks like from where it has come to: words, stems, lines, tags, brackets, and the
 * classes of characters.
 *
 * Every byte moves all of these on by a constant amount of work; nothing is looked up backwards. Hashes of
 * words fold case, so that a sentence's first word is the same word. */
#include "model/contexts/text.h"

enum { NONE, OPENING, INSIDE, CLOSING };

static bool is_digit(uint8_t c)
{
    return c >= '0' && c <= '9';
}

/* Characters that play the same part in a text, in an order that puts letters first: weight sets use the
 * low bits alone. */
unsigned llz_text_class(uint8_t c)
{
    if (c >= 'a' && c <= 'z')
        return 1;
    if (c >= 'A' && c <= 'Z')
        return 2;
    if (c >= 128)
        return 3;
    if (is_digit(c))
        return 4;
    switch (c) {
    case ' ':
        return 5;
    case '\n':
    case '\r':
        return 6;
    case '.':
    case '!':
    case '?':
        return 7;
    case ',':
    case ';':
    case ':':
        return 8;
    case '\'':
    case '"':
    case '`':
        return 9;
    case '<':
    case '>':
    case '&':
        return 10;
    case '(':
    case '[':
    case '{':
        return 11;
    case ')':
    case ']':
    case '}':
        return 12;
    case '\t':
        return 13;
    case 0:
        return 0;
    default:
        return c < 32 ? 14 : 15;
    }
}

/* letters: of the ending, 1 to 3. */
static bool ends(uint32_t tail, uint32_t ending, unsigned letters)
{
    return ((tail ^ ending) & ((1u << 8 * letters) - 1)) == 0;
}

/* The word's hash without a common English ending: rough, but it joins most inflections.
 *
 * `part` has the hashes of the word without its last one, two and three letters, so that an ending is
 * taken off without hashing again. */
static uint64_t stem_of(const struct llz_text *t)
{
    if (t->letters < 4)
        return t->word[0];
    if (t->letters > 5 && ends(t->tail, 'i' << 16 | 'n' << 8 | 'g', 3))
        return t->part[2];
    if (ends(t->tail, 'e' << 8 | 'd', 2) || ends(t->tail, 'l' << 8 | 'y', 2) ||
        ends(t->tail, 'e' << 8 | 's', 2) || ends(t->tail, 'e' << 8 | 'r', 2))
        return t->part[1];
    if (ends(t->tail, 's', 1) || ends(t->tail, 'e', 1))
        return t->part[0];
    return t->word[0];
}

static uint32_t *end_of(struct llz_text *t)
{
    return &t->ended[t->word[0] * LLZ_GOLDEN >> (64 - LLZ_TEXT_END_BITS)];
}

/* Upper bits of what is remembered of a word: some of its hash that have not chosen its place. */
static uint32_t check_of(const struct llz_text *t)
{
    return (uint32_t)(t->word[0] >> 24) << 24;
}

/* Whether the letters so far have been a word says whether it may end here. Distances of 2^24 and more come round. */
static void find_end(struct llz_text *t)
{
    const uint32_t end = *end_of(t);
    uint32_t bytes = (t->bytes - end) & 0xffffff;

    t->since = 0;
    if (end == 0 || (end & 0xff000000) != check_of(t))
        return;
    for (t->since = 1; bytes > 1; bytes >>= 1)
        t->since++;
}

static void end_word(struct llz_text *t)
{
    *end_of(t) = check_of(t) | (t->bytes & 0xffffff);
    t->stem[1] = t->stem[0];
    t->stem[0] = stem_of(t);
    if (t->line_word == 0)
        t->line_word = t->word[0];
    if (t->sentence == 0)
        t->sentence = t->word[0];
    for (int i = LLZ_TEXT_WORDS - 1; i > 0; i--)
        t->word[i] = t->word[i - 1];
    t->word[0] = 0;
    t->tail = 0;
    t->letters = 0;
    t->part[0] = t->part[1] = t->part[2] = 0;
}

static void add_letter(struct llz_text *t, uint8_t c)
{
    if (t->letters == 0) {
        t->separator = (uint8_t)t->recent;
        t->capital = c >= 'A' && c <= 'Z';
    } else if (t->letters == 1 && t->capital && c >= 'A' && c <= 'Z') {
        t->capital = 2;
    }
    t->part[2] = t->part[1];
    t->part[1] = t->part[0];
    t->part[0] = t->word[0];
    t->word[0] = llz_letter_hash(t->word[0], c);
    t->tail = t->tail << 8 | (c | 0x20);
    t->letters++;
    find_end(t);
}

static void add_to_word(struct llz_text *t, uint8_t c)
{
    if (llz_is_letter(c)) {
        add_letter(t, c);
        t->folded = t->folded << 8 | (c | 0x20);
    } else {
        if (t->word[0] != 0)
            end_word(t);
        if ((t->folded & 255) != ' ')
            t->folded = t->folded << 8 | ' ';
        t->capital = 0;
    }
    if (c == '.' || c == '!' || c == '?')
        t->sentence = 0;
    t->number = is_digit(c) ? llz_letter_hash(t->number, c) : 0;
}

/* A field begins where something other than white space follows white space; tables are read by
 * their column's number. */
static void add_to_line(struct llz_text *t, uint8_t c)
{
    t->column++;
    t->field += c > ' ' && (t->recent & 255) <= ' ';
    if (c != '\n')
        return;
    t->line_length[1] = t->line_length[0];
    t->line_length[0] = t->column;
    t->column = t->field = 0;
    t->line_word = 0;
    if ((t->recent & 255) == '\n')
        t->sentence = 0;
}

/* The nests are rings: what is open deeper than they are long is forgotten, and a damaged file cannot
 * make them grow. */
static uint64_t open_tag(const struct llz_text *t, uint32_t above)
{
    return t->depth > above ? t->tags[(t->depth - 1 - above) % LLZ_TEXT_TAGS] : 0;
}

static void enter_tag(struct llz_text *t)
{
    t->tags[t->depth++ % LLZ_TEXT_TAGS] = t->name;
    t->tag = t->name;
    t->parent = open_tag(t, 1);
    t->sibling = 0;
}

static void leave_tag(struct llz_text *t)
{
    t->sibling = t->tag;
    if (t->depth > 0)
        t->depth--;
    t->tag = open_tag(t, 0);
    t->parent = open_tag(t, 1);
}

static void add_to_tags(struct llz_text *t, uint8_t c)
{
    t->tagged += ((c == '<') << 16) - (t->tagged >> 6);
    if (c == '<') {
        t->in_tag = OPENING;
        t->name = 0;
    } else if (t->in_tag == NONE) {
        return;
    } else if (c == '>') {
        if (t->in_tag == CLOSING)
            leave_tag(t);
        else if (t->name != 0 && (t->recent & 255) != '/')
            enter_tag(t);
        else if (t->name != 0)
            t->sibling = t->name;
        t->in_tag = NONE;
    } else if (t->in_tag == OPENING && c == '/' && t->name == 0) {
        t->in_tag = CLOSING;
    } else if (t->in_tag == OPENING) {
        if (llz_is_letter(c) || is_digit(c) || c == '_' || c == '-' || c == ':')
            t->name = llz_letter_hash(t->name, c);
        else if (t->name != 0)
            t->in_tag = INSIDE;
        else
            t->in_tag = NONE; /* a lone "<" */
    }
}

static uint8_t opener_of(uint8_t c)
{
    return c == ')' ? '(' : c == ']' ? '[' : c == '}' ? '{' : 0;
}

static void add_to_brackets(struct llz_text *t, uint8_t c)
{
    const uint8_t top = llz_text_bracket(t);
    if (c == '(' || c == '[' || c == '{' || (c == '"' && top != '"')) {
        t->open[t->opened++ % LLZ_TEXT_NEST] = c;
    } else if (t->opened > 0 && (opener_of(c) == top || (c == '"' && top == '"'))) {
        if (top != 0)
            t->opened--;
    } else if (c == '\n' && (t->recent & 255) == '\n') {
        t->opened = 0; /* nothing stays open over an empty line */
    }
}

/* Runs of one class count as two at the most: what a line looks like does not depend on how long
 * its words are. */
static void add_to_shape(struct llz_text *t, uint8_t c)
{
    const unsigned class = llz_text_class(c);
    t->classes = t->classes << 4 | class;
    if ((t->shape & 15) != class || ((t->shape >> 4) & 15) != class)
        t->shape = t->shape << 4 | class;
}

void llz_text_add(struct llz_text *t, uint8_t c)
{
    const int shown = llz_typeset_read(&t->typeset, c, (uint8_t)t->recent);
    t->bytes++;
    if (shown != LLZ_TYPESET_NOTHING)
        add_to_word(t, (uint8_t)shown);
    add_to_line(t, c);
    add_to_tags(t, c);
    add_to_brackets(t, c);
    add_to_shape(t, c);
    llz_small_alphabet_add(&t->narrow, c);
    t->older = t->older << 8 | t->recent >> 56;
    t->recent = t->recent << 8 | c;
}

/* The line above is taken to be as long as it was; where this line is longer there is nothing above. */
uint8_t llz_text_above(const struct llz_text *t, const struct llz_byte_ring *ring, uint32_t right)
{
    const uint32_t back = t->line_length[0];
    if (back > ring->mask || t->column + right >= back)
        return 0;
    return llz_byte_ring_get(ring, back - right);
}

uint8_t llz_text_above2(const struct llz_text *t, const struct llz_byte_ring *ring)
{
    const uint64_t back = (uint64_t)t->line_length[0] + t->line_length[1];
    if (back > ring->mask || t->column >= t->line_length[1])
        return 0;
    return llz_byte_ring_get(ring, back);
}
