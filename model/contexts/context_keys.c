/* context_keys.c - the lists of contexts, best first. Places in them are part of the format. */
#include "model/contexts/contexts.h"
#include "model/memory/hash.h"

static uint64_t last(uint64_t recent, unsigned bytes)
{
    return bytes == 8 ? recent : recent & ((UINT64_C(1) << (8 * bytes)) - 1);
}

/* Keys as they are found. */
struct list {
    uint64_t *key;
    uint16_t *role;
    size_t n;
    unsigned parts;   /* parts that may be in it */
    size_t next, end; /* role of the next one, and the first that this level does not use */
};

static void put(struct list *k, unsigned part, uint64_t context)
{
    const size_t role = k->next++;
    if (role >= k->end || !(k->parts & part))
        return;
    k->role[k->n] = (uint16_t)role;
    k->key[k->n++] = llz_context_key(role, context);
}

/* Where few letters occur. A line feed that is due, going by the line above, has contexts of its own, so that
 * it does not disturb those of the letters. */
static void narrow_keys(const struct llz_contexts *c, struct list *k)
{
    static const uint8_t letters[] = { 2,  4,  8,  11, 6, 14, 20, 24, 3,  12, 16, 1,  9,  18,
                                       10, 32, 13, 22, 5, 7,  15, 42, 17, 28, 19, 36, 21, 39 };
    const struct llz_small_alphabet *w = &c->text.narrow;
    const uint64_t r = c->text.recent, due = llz_text_above(&c->text, &c->ring, 0) == '\n';
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        put(k, LLZ_PART_ORDERS, llz_join(llz_small_alphabet_last(w, letters[i]), letters[i] | due << 8));
    put(k, LLZ_PART_MATCH, llz_join(c->expected | c->expected_class << 8, 1));
    put(k, LLZ_PART_MATCH, llz_join(c->expected, last(r, 2)));
    put(k, LLZ_PART_SPARSE, llz_join(llz_small_alphabet_last(w, 12) >> 3, due));
    put(k, LLZ_PART_SPARSE, llz_join(llz_small_alphabet_last(w, 16) >> 12, due));
    put(k, LLZ_PART_SPARSE, llz_join(llz_small_alphabet_last(w, 20) >> 24, due));
    put(k, LLZ_PART_SPARSE, llz_join(c->text.column < 255 ? c->text.column : 255, r & 0xff));
    put(k, LLZ_PART_SPARSE, llz_join(llz_text_above(&c->text, &c->ring, 0), r & 0xff));
    put(k, LLZ_PART_ORDERS, 0);
}

/* A context, and the part that has to be in use for it. */
struct choice {
    unsigned part;
    uint64_t context;
};

static void put_choices(struct list *k, const struct choice *list, size_t n)
{
    for (size_t i = 0; i < n && k->next < k->end; i++)
        put(k, list[i].part, list[i].context);
}

#define FIRST_ROLES 16 /* of text and binary data; levels 0 to 2 use no more, and others take time */

static uint64_t few_letters(const struct llz_text *t)
{
    return t->letters < 6 ? t->letters : 6;
}

/* What a word looks like so far, whatever its letters are: how long it is, its capitals, and whether it has been a word
 * before, so that it may end here. */
static uint64_t form_of(const struct llz_text *t)
{
    return llz_join(few_letters(t), (t->since != 0) * 4u + t->capital);
}

/* A name in front of an entry is its place (llz_text_role): what stands before it can neither grow nor shrink
 * unnoticed.
 *
 * What bytes look like (kinds of the last ones, brackets, forms of words) says more than orders 5 and 8 do: 4 % of
 * headers of C at level 1, about 1 % of small sources and mark-up at level 5 (tests/bench/LOG.md).
 *
 * A page has neither columns nor a line above, and its last bytes are mostly gaps: in their places stand the characters
 * that it shows, and the widths of its last spaces, which agree along a line but for a unit. That saves 5 to 10 %. */
static void first_text_keys(const struct llz_contexts *c, struct list *k)
{
    const struct llz_text *t = &c->text;
    const uint64_t *word = t->word, w = word[0], r = t->recent, c1 = r & 0xff;
    const uint64_t layout = llz_text_layout(t), shown = llz_text_shown(t);
    const uint64_t here = (w ? w : shown) + layout; /* the word so far, or what stands between words */
    const uint64_t form = form_of(t);
    const uint8_t above = llz_text_above(t, &c->ring, 0);
    const bool page = llz_typeset_is_page(&t->typeset);
    const uint64_t seen = t->typeset.shown, *space = t->typeset.space,
                   gap = llz_typeset_gap(&t->typeset, (uint8_t)c1);
    const struct choice list[] = {
        [LLZ_ROLE_ORDER1] = { LLZ_PART_ORDERS, last(r, 1) },
        [LLZ_ROLE_ORDER2] = { LLZ_PART_ORDERS, last(r, 2) },
        [LLZ_ROLE_ORDER3] = { LLZ_PART_ORDERS, last(r, 3) },
        [LLZ_ROLE_ORDER4] = { LLZ_PART_ORDERS, page ? llz_join(last(seen, 2), layout + gap) : last(r, 4) },
        [LLZ_ROLE_ORDER6] = { LLZ_PART_ORDERS, page ? llz_join(last(seen, 5), layout) : last(r, 6) },
        [LLZ_ROLE_WORD] = { LLZ_PART_WORDS, here },
        { LLZ_PART_WORDS, page ? llz_join(last(seen, 3), layout) : llz_join(form, t->shape & 0xffffff) },
        [LLZ_ROLE_WORD_PAIR] = { LLZ_PART_WORDS, llz_join(here, word[1]) },
        [LLZ_ROLE_WORD_TRIPLE] = { LLZ_PART_WORDS, llz_join(llz_join(here, word[1]), word[2]) },
        { LLZ_PART_SPARSE,
          page ? last(r, 6) : llz_join(llz_text_bracket(t), llz_join(c1, t->classes & 0xffff)) },
        [LLZ_ROLE_ORDER5] = { LLZ_PART_ORDERS, last(r, 5) },
        { LLZ_PART_SPARSE, page ? llz_join(llz_join(space[0], space[1]), layout)
                                : llz_join(above, llz_join(t->classes & 0xfff, few_letters(t))) },
        { LLZ_PART_WORDS, llz_join(here, word[2]) },
        { LLZ_PART_SPARSE, page ? llz_join(last(seen, 1), layout + gap) : r & 0xffff00 },
        { LLZ_PART_SPARSE, page ? llz_join(last(seen, 4), layout) : llz_join(t->shape & 0xffffffff, c1) },
        [LLZ_ROLE_ORDER0] = { LLZ_PART_ORDERS, 0 },
    };
    _Static_assert(sizeof list / sizeof *list == FIRST_ROLES, "a role has one place in the list");
    put_choices(k, list, FIRST_ROLES);
}

/* Where tags are dense, where an element stands says more than words and lines do: 0.5 to 2 % of such text.
 *
 * What surrounds words (tokens.h) takes the places of what followed the last bytes before and of other contexts that were
 * worth nothing beside the rest, 0.3 to 1 % of text; at the end of the list some of these help tables. Stems, sentences
 * and words further back save, of the experts alone, 0.3 % of ten megabytes of prose and 0.4 % of five of mark-up, which
 * slices did not show. */
static void more_text_keys(const struct llz_contexts *c, struct list *k)
{
    const struct llz_text *t = &c->text;
    const uint64_t *word = t->word, w = word[0], r = t->recent, c1 = r & 0xff;
    const uint64_t layout = llz_text_layout(t), shown = llz_text_shown(t);
    const uint64_t here = (w ? w : shown) + layout; /* the word so far, or what stands between words */
    const bool page = llz_typeset_is_page(&t->typeset);
    const uint64_t seen = t->typeset.shown, *space = t->typeset.space,
                   gap = llz_typeset_gap(&t->typeset, (uint8_t)c1);
    const uint64_t a1 = c->after1[c1], a2 = *llz_contexts_after2(c), a3 = *llz_contexts_after3(c);
    const uint8_t above = llz_text_above(t, &c->ring, 0), above1 = llz_text_above(t, &c->ring, 1),
                  above2 = llz_text_above2(t, &c->ring);
    const uint64_t column = t->column < 255 ? t->column : 255;
    const uint64_t bracket = llz_text_bracket(t);
    const bool marked = llz_text_is_marked(t);
    const uint64_t inside = llz_join(t->in_tag, t->name);
    const uint64_t path = llz_join(llz_join(t->tag, t->parent), t->sibling);
    uint64_t own[LLZ_TOKENS_KEYS];

    llz_tokens_keys(&c->tokens, t, own);
    const struct choice list[] = {
        { LLZ_PART_WORDS, llz_join(here, page ? space[0] : t->tag) },
        { LLZ_PART_INDIRECT, own[0] },
        { LLZ_PART_SPARSE, own[1] },
        { LLZ_PART_WORDS, last(t->folded, 5) + layout },
        { LLZ_PART_WORDS, own[2] },
        { LLZ_PART_SPARSE, page ? last(r, 4) : llz_join(llz_join(t->field, column), llz_join(above, c1)) },
        [LLZ_ROLE_ORDER7 - FIRST_ROLES] = { LLZ_PART_ORDERS, last(r, 7) },
        [LLZ_ROLE_ORDER8 - FIRST_ROLES] = { LLZ_PART_ORDERS, last(r, 8) },
        { LLZ_PART_WORDS, own[3] },
        { LLZ_PART_SPARSE, page ? llz_join(last(seen, 6), layout) : llz_join(column, c1) },
        { LLZ_PART_WORDS, llz_join(here, t->bytes >> 10) },
        { LLZ_PART_WORDS, marked ? llz_join(llz_join(t->tag, t->parent), llz_join(t->number, c1))
                                 : llz_join(llz_join(w + layout, t->separator), t->capital) },
        { LLZ_PART_WORDS, llz_join(last(r, 2), word[1]) },
        { LLZ_PART_SPARSE, llz_join(llz_join(t->classes, t->letters), t->since != 0) },
        { LLZ_PART_WORDS, llz_join(last(r, 3), t->tag + bracket) },
        { LLZ_PART_INDIRECT, llz_join(last(r, 3), a3 & 0xffff) },
        { LLZ_PART_SPARSE,
          page ? llz_join(here, gap) : llz_join(llz_join(llz_join(last(r, 2), above), above1), above2) },
        { LLZ_PART_SPARSE, own[4] },
        { LLZ_PART_MATCH, llz_join(c->expected, last(r, 2)) },
        { LLZ_PART_ORDERS, llz_join(r, t->older) },
        { LLZ_PART_SPARSE, own[5] },
        { LLZ_PART_WORDS, own[6] },
        { LLZ_PART_WORDS, own[7] },
        { LLZ_PART_WORDS, own[8] },
        { LLZ_PART_WORDS, own[9] },
        { LLZ_PART_WORDS, own[10] },
        { LLZ_PART_WORDS, own[11] },
        { LLZ_PART_WORDS, llz_join(llz_join(word[1], word[2]), c1) },
        { LLZ_PART_WORDS, llz_join(here, t->sentence) },
        { LLZ_PART_WORDS, own[12] },
        { LLZ_PART_WORDS, own[13] },
        { LLZ_PART_WORDS, llz_join(llz_join(here, t->stem[0]), t->stem[1]) },
        { LLZ_PART_WORDS, own[14] },
        { LLZ_PART_WORDS, llz_join(llz_join(here, word[1]), word[3]) },
        { LLZ_PART_SPARSE, own[15] },
        { LLZ_PART_INDIRECT, own[16] },
        { LLZ_PART_INDIRECT, own[17] },
        { LLZ_PART_INDIRECT, own[18] },
        { LLZ_PART_INDIRECT, own[19] },
        { LLZ_PART_SPARSE, own[20] },
        { LLZ_PART_WORDS, own[21] },
        { LLZ_PART_SPARSE, own[22] },
        { LLZ_PART_WORDS, llz_join(here, t->stem[0]) },
        { LLZ_PART_INDIRECT, llz_join(last(r, 2), a2 & 0xffff) },
        { LLZ_PART_WORDS, llz_join(llz_join(llz_join(here, word[1]), word[2]), word[3]) },
        { LLZ_PART_INDIRECT, marked ? llz_join(path, last(r, 3)) : llz_join(c1, a1 & 0xffff) },
        { LLZ_PART_SPARSE,
          marked ? llz_join(llz_join(t->tag, t->sibling), llz_join(last(r, 2), inside)) : llz_join(above, c1) },
        { LLZ_PART_WORDS, llz_join((t->tail & 0xffffff) + layout, word[1]) },
    };
    _Static_assert(sizeof list / sizeof *list == LLZ_TEXT_ROLES - FIRST_ROLES,
                   "a role has one place in the lists");
    put_choices(k, list, LLZ_TEXT_ROLES - FIRST_ROLES);
}

static void text_keys(const struct llz_contexts *c, struct list *k)
{
    first_text_keys(c, k);
    if (k->next < k->end)
        more_text_keys(c, k);
}

static void put_all(struct list *k, const uint64_t *context, size_t n)
{
    for (size_t i = 0; i < n; i++)
        put(k, LLZ_PART_KIND, context[i]);
}

static void put_orders(struct list *k, uint64_t recent, unsigned from, unsigned to)
{
    for (unsigned bytes = from; bytes <= to; bytes++)
        put(k, LLZ_PART_ORDERS, last(recent, bytes));
}

/* Of binary data upper bits of bytes, fields and the distances of zeros say more than long orders do: 2 to 5 % of
 * databases, compiled programs and fonts (tests/bench/LOG.md). Tables go by the first two keys of records.
 *
 * own: [LLZ_RECORD_KEYS]. */
static void first_binary_keys(const struct llz_contexts *c, const uint64_t *own, struct list *k)
{
    const struct llz_fields *f = &c->fields;
    const uint64_t r = c->text.recent, c1 = r & 0xff, w = c->text.word[0];
    const uint64_t zero = llz_fields_since(&c->ring, f->zero_at), run = f->run < 3 ? f->run : 3;
    const struct choice list[] = {
        { LLZ_PART_ORDERS, last(r, 1) },
        { LLZ_PART_ORDERS, last(r, 2) },
        { LLZ_PART_ORDERS, last(r, 3) },
        { LLZ_PART_ORDERS, last(r, 4) },
        { LLZ_PART_KIND, own[0] },
        { LLZ_PART_KIND, own[1] },
        { LLZ_PART_SPARSE, r & 0xe0e0e0e0 },
        { LLZ_PART_KIND, llz_join(zero, f->zeros) },
        { LLZ_PART_KIND, llz_join(f->tokens & 0xffffffff, c1) },
        { LLZ_PART_KIND, llz_join(f->left, run) },
        { LLZ_PART_ORDERS, last(r, 5) },
        { LLZ_PART_ORDERS, r },
        { LLZ_PART_WORDS, llz_join(w, c1) },
        { LLZ_PART_KIND, own[6] },
        { LLZ_PART_KIND, own[2] },
        { LLZ_PART_SPARSE, r & 0xffff00 },
    };
    _Static_assert(sizeof list / sizeof *list == FIRST_ROLES, "as many as of text");
    put_choices(k, list, FIRST_ROLES);
}

static void more_binary_keys(const struct llz_contexts *c, const uint64_t *own, struct list *k)
{
    const struct llz_text *t = &c->text;
    const struct llz_fields *f = &c->fields;
    const uint64_t r = t->recent, c1 = r & 0xff, w = t->word[0];
    const uint64_t a1 = c->after1[c1], a2 = *llz_contexts_after2(c), a3 = *llz_contexts_after3(c);
    const uint64_t foreseen = c->expected | c->expected_class << 8;
    const uint64_t zero = llz_fields_since(&c->ring, f->zero_at),
                   control = llz_fields_since(&c->ring, f->control_at),
                   offset = llz_fields_since(&c->ring, f->marker_at), under = llz_fields_above(f, &c->ring);
    const uint64_t phase = llz_byte_ring_position(&c->ring) & 3, begun = last(r, (unsigned)phase);
    const struct choice list[] = {
        { LLZ_PART_KIND, llz_join(offset, c1) },
        { LLZ_PART_MATCH, llz_join(r & 0xe0e0, foreseen) },
        { LLZ_PART_INDIRECT, llz_join(c1, a1 & 0xffff) },
        { LLZ_PART_MATCH, llz_join(c->expected, last(r, 2)) },
        { LLZ_PART_SPARSE, r & 0xffffffff00000000 },
        { LLZ_PART_SPARSE, r & 0xffff0000 },
        { LLZ_PART_INDIRECT, llz_join(last(r, 2), a1 & 0xffffff) },
        { LLZ_PART_SPARSE, r & 0xc0c0c0c0c0c0c0c0 },
        { LLZ_PART_KIND, own[11] },
        { LLZ_PART_WORDS, llz_join(llz_join(w, c1), t->word[1]) },
        { LLZ_PART_KIND, f->tokens },
        { LLZ_PART_SPARSE, r & 0xff00 },
        { LLZ_PART_KIND, own[8] },
        { LLZ_PART_KIND, own[9] },
        { LLZ_PART_KIND, own[10] },
        { LLZ_PART_KIND, own[3] },
        { LLZ_PART_KIND, llz_join(llz_join(control, f->control), c1) },
        { LLZ_PART_MATCH, llz_join(f->tokens & 0xffff, foreseen) },
        { LLZ_PART_KIND, llz_join(f->left, f->tokens & 0xffff) },
        { LLZ_PART_ORDERS, 0 },
        { LLZ_PART_SPARSE, llz_join(t->shape & 0xffffffff, c1) },
        { LLZ_PART_ORDERS, last(r, 6) },
        { LLZ_PART_SPARSE, llz_join(t->classes, 2) },
        { LLZ_PART_SPARSE, r & 0xe0e0e0e0e0e0 },
        { LLZ_PART_MATCH, llz_join(foreseen, 1) },
        { LLZ_PART_KIND, llz_join(f->tokens & 0xffff, c1) },
        { LLZ_PART_KIND, llz_join(offset, under) },
        { LLZ_PART_KIND, own[4] },
        { LLZ_PART_KIND, own[5] },
        { LLZ_PART_KIND, own[7] },
        { LLZ_PART_SPARSE, r & 0xffffff00 },
        { LLZ_PART_INDIRECT, llz_join(last(r, 2), a2 & 0xffff) },
        { LLZ_PART_SPARSE, r & 0xff00ff00 },
        { LLZ_PART_INDIRECT, llz_join(last(r, 3), a3 & 0xffff) },
        { LLZ_PART_ORDERS, llz_join(r, last(t->older, 3)) },
        { LLZ_PART_KIND, own[12] },
        { LLZ_PART_KIND, own[13] },
        { LLZ_PART_KIND, own[14] },
        { LLZ_PART_KIND, own[15] },
        { LLZ_PART_KIND, own[16] },
        { LLZ_PART_KIND, own[17] },
        { LLZ_PART_SPARSE, r & 0xf0f0f0f0f0f0f0f0 },
        { LLZ_PART_SPARSE, r & 0xff00ff },
        { LLZ_PART_KIND, llz_join(llz_join(offset, under), c1) },
        { LLZ_PART_SPARSE, llz_join(phase, llz_join(begun, r >> (8 * phase + 16) & 0xffff)) },
        { LLZ_PART_KIND, llz_join(control, f->control) },
        { LLZ_PART_KIND, llz_join(offset, f->tokens & 0xffff) },
        { LLZ_PART_KIND, llz_join(zero, llz_join(f->zeros, c1)) },
    };
    _Static_assert(sizeof list / sizeof *list == LLZ_EXPERTS_MAX - FIRST_ROLES,
                   "the list of binary data is full");
    put_choices(k, list, LLZ_EXPERTS_MAX - FIRST_ROLES);
}

static void binary_keys(const struct llz_contexts *c, struct list *k)
{
    uint64_t own[LLZ_RECORD_KEYS];

    llz_record_keys(&c->record, &c->ring, own);
    first_binary_keys(c, own, k);
    if (k->next < k->end)
        more_binary_keys(c, own, k);
}

/* The order in which they help most (x86_keys.c). */
static void x86_keys(const struct llz_contexts *c, struct list *k)
{
    const uint64_t r = c->text.recent, place = llz_x86_place(&c->x86);
    uint64_t own[LLZ_X86_KEYS];
    const size_t n = llz_x86_keys(&c->x86, &c->ring, own, LLZ_X86_KEYS);
    put_all(k, own, LLZ_X86_KEYS_BEST);
    put(k, LLZ_PART_SPARSE, r & 0xffff00);
    put_orders(k, r, 1, 1);
    put_orders(k, r, 4, 4);
    put(k, LLZ_PART_MATCH, llz_join(c->expected << 8 | (r & 0xff), place));
    put_all(k, own + LLZ_X86_KEYS_BEST, LLZ_X86_KEYS_CALL - LLZ_X86_KEYS_BEST);
    put(k, LLZ_PART_MATCH, llz_join(llz_join(c->x86.form, place), c->expected));
    put(k, LLZ_PART_SPARSE, r & 0xff00ff00);
    put_all(k, own + LLZ_X86_KEYS_CALL, LLZ_X86_KEYS_FIRST - LLZ_X86_KEYS_CALL);
    put_orders(k, r, 5, 5);
    put_orders(k, r, 3, 3);
    put_all(k, own + LLZ_X86_KEYS_FIRST, n - LLZ_X86_KEYS_FIRST);
    put(k, LLZ_PART_ORDERS, 0);
    put_orders(k, r, 6, 6);
    put_orders(k, r, 8, 8);
    put_orders(k, r, 2, 2);
}

static void samples_keys(const struct llz_contexts *c, struct list *k)
{
    uint64_t own[LLZ_EXPERTS_MAX];
    put_all(k, own, llz_samples_keys(c->samples, &c->ring, own, LLZ_EXPERTS_MAX));
    put_orders(k, c->text.recent, 1, 4);
}

size_t llz_contexts_keys(const struct llz_contexts *c, uint64_t *key, uint16_t *role, size_t n)
{
    struct list k = { key, role, 0, c->parts, c->profile.kind * LLZ_EXPERTS_MAX, 0 };
    k.end = k.next + n;
    switch (c->profile.kind) {
    case LLZ_KIND_BINARY:
        binary_keys(c, &k);
        break;
    case LLZ_KIND_X86:
        x86_keys(c, &k);
        break;
    case LLZ_KIND_SAMPLES:
        samples_keys(c, &k);
        break;
    default:
        if (c->text.narrow.is)
            narrow_keys(c, &k);
        else
            text_keys(c, &k);
    }
    return k.n;
}
