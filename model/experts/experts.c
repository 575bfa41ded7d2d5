/* experts.c - every context's memory of what came after it, asked for eight bits and told one byte.
 *
 * A context begins as a run: one byte that has followed it, and how often. Most contexts never see a
 * second byte, and four bytes hold them; when one does it is promoted to slots of 64 bytes, one for each
 * half of a byte, with a node for every bit. That saves a gigabyte of slots for the same result
 * (tests/bench/LOG.md: 208,364 to 205,711 bytes, a tenth faster).
 *
 * Memory is what takes the time: two cache misses for each context and byte. So keys of the next byte are
 * made as soon as the last one is known, and their lines fetched while other things are computed; and what
 * was learned is written last. */
#include "model/experts/experts.h"

#include <stdbool.h>

#include "model/memory/fetch.h"
#include "model/memory/hash.h"

/* Roles of the contexts that are used, of every kind,
 *
 * Maps from states to probabilities belong to roles, not to keys: what a state means differs between order
 * 2 and a word. A kind of data has roles of its own, so that text does not spoil what was learned of code. */
static size_t roles_of(const struct llz_experts_shape *s)
{
    return LLZ_KINDS * s->contexts;
}

/* and which of them a role is. */
static uint16_t map_of(const struct llz_experts_shape *s, unsigned role)
{
    return (uint16_t)(role / LLZ_EXPERTS_MAX * s->contexts + role % LLZ_EXPERTS_MAX);
}

static size_t run_groups_of(const struct llz_experts_shape *s)
{
    return s->run_groups ? s->run_groups : ((size_t)1 << s->run_most) / LLZ_RUN_WAYS;
}

static size_t slots_of(const struct llz_experts_shape *s)
{
    return s->slots ? s->slots : (size_t)7 << (s->slot_most - 3);
}

void llz_experts_lay(struct llz_experts *e, struct llz_arena *a, const struct llz_experts_shape *shape)
{
    e->shape = *shape;
    llz_contexts_lay(&e->contexts, a, shape->ring_bits, shape->follow_bits);
    llz_runs_lay(&e->runs, a, shape->run_bits, run_groups_of(shape), shape->run_roomy);
    llz_nibbles_lay(&e->slots, a, shape->slot_bits, slots_of(shape));
    e->by_state = llz_arena_take(a, roles_of(shape) * 256, sizeof *e->by_state);
    e->by_run = llz_arena_take(a, roles_of(shape) * 64 + 1,
                               sizeof *e->by_run); /* the last one of runs that say nothing */
    for (size_t i = 0; i < shape->matches; i++)
        llz_match_lay(&e->match[i], a, shape->match_bits, i + 1 == shape->matches);
}

/* What kernels need of it. */
static void start_memories(struct llz_experts *e)
{
    struct llz_memories *m = &e->memories;
    m->by_state = e->by_state;
    m->by_run = e->by_run;
    m->nothing = (uint32_t)(roles_of(&e->shape) * 64);
    e->by_run[m->nothing] = LLZ_ADAPTIVE_HALF;
    for (unsigned i = 0; i < 15; i++)
        e->silent.node[i] = LLZ_NODE_NEW;
    for (unsigned i = 0; i < 256; i++) {
        for (int bit = 0; bit < 2; bit++)
            m->next[bit][i] = e->history.next[i][bit];
    }
}

static void start_maps(struct llz_experts *e)
{
    for (size_t r = 0; r < roles_of(&e->shape); r++) {
        for (unsigned s = 0; s < 256; s++)
            e->by_state[r * 256 + s] = e->history.start[s];
        for (unsigned s = 0; s < 64; s++)
            e->by_run[r * 64 + s] = UINT32_C(0xc0000000);
    }
    for (int bit = 0; bit < 2; bit++) {
        e->after_run[bit][0] = LLZ_NODE_NEW;
        /* What a node has seen once a run of n equal bytes passed through it: a run that is promoted, or
         * one that is asked for a bit, is as if it had lived in slots all the time. */
        for (unsigned n = 1; n <= LLZ_RUN_MAX; n++)
            e->after_run[bit][n] = llz_node_update(e, e->after_run[bit][n - 1], bit);
    }
}

void llz_experts_init(struct llz_experts *e, const struct llz_kernels *kernels, unsigned parts,
                      const struct llz_tuning *tuning)
{
    /* The least lengths of the match models, by the knob that a search may turn. */
    static const unsigned lengths[][LLZ_MATCHES] = { { 5, 8, 16 }, { 6, 12, 24 }, { 8, 16, 32 } };
    const unsigned *least = lengths[1 + tuning->at[LLZ_KNOB_MATCH]];
    e->kernels = kernels;
    llz_bit_history_init(&e->history, tuning->at[LLZ_KNOB_FORGET]);
    llz_rates_of_counts_init(&e->rates);
    llz_runs_init(&e->runs);
    llz_nibbles_init(&e->slots);
    start_maps(e);
    start_memories(e);
    llz_contexts_init(&e->contexts, parts);
    if (!(parts & LLZ_PART_MATCH))
        e->shape.matches = 0;
    for (size_t i = 0; i < e->shape.matches; i++)
        llz_match_init(&e->match[i], least[i]);
    llz_experts_look_ahead(e);
}

/* Called when a byte is complete: expected bytes first, since contexts use them. */
void llz_experts_look_ahead(struct llz_experts *e)
{
    e->contexts.expected = 0;
    e->contexts.expected_class = 0;
    for (size_t i = 0; i < e->shape.matches; i++) {
        if (e->match[i].length > 0) {
            e->contexts.expected = e->match[i].expected;
            e->contexts.expected_class = (uint8_t)llz_match_class(&e->match[i]);
        }
    }
    e->next_n = llz_contexts_keys(&e->contexts, e->next_key, e->next_role, e->shape.contexts);
    /* Who lives in slots is not known before its run has come, but then it would be too late. */
    const void *line[2 * LLZ_EXPERTS_MAX];
    for (size_t i = 0; i < e->next_n; i++) {
        line[2 * i] = llz_runs_group(&e->runs, e->next_key[i]);
        line[2 * i + 1] = llz_nibbles_place(&e->slots, e->next_key[i]);
    }
    llz_fetch_all(line, 2 * e->next_n);
}

/* The second step: runs have arrived by now, and tell who lives in slots. */
void llz_experts_resolve(struct llz_experts *e)
{
    /* Nobody holds an entry or a slot now: the last byte's contexts have learned. */
    llz_runs_grow(&e->runs);
    llz_nibbles_grow(&e->slots);
    e->n = e->next_n;
    for (size_t i = 0; i < e->n; i++) {
        struct llz_expert *x = &e->expert[i];
        x->key = e->next_key[i];
        x->role = e->next_role[i];
        x->map = map_of(&e->shape, x->role);
        x->run = llz_runs_find(&e->runs, x->key);
        if (x->run->count == LLZ_RUN_PROMOTED)
            x->guess = llz_nibbles_prefetch(&e->slots, x->key);
    }
}

uint32_t llz_experts_matched(const struct llz_experts *e)
{
    uint32_t most = 0;
    for (size_t i = 0; i < e->shape.matches; i++)
        most = e->match[i].length > most ? e->match[i].length : most;
    return most;
}

void llz_experts_profile(struct llz_experts *e, const struct llz_profile *p)
{
    llz_contexts_profile(&e->contexts, p);
    llz_experts_look_ahead(e);
}

/* Run lengths up to 4 as they are, then by doublings: 0 to 7.
 *
 * Short runs differ much in how far they can be trusted, long ones little. */
static unsigned run_class(unsigned run)
{
    return run < 5 ? run : run < 8 ? 5 : run < 32 ? 6 : 7;
}

/* What a context without slots would find there: a run, as if its bytes had passed through the nibble's nodes. It is
 * written to like a slot, but nobody reads that, since each node is asked once. */
static uint32_t *stand_in(struct llz_experts *e, size_t i, unsigned half, uint8_t byte, unsigned count)
{
    uint32_t *node = e->stand_in[i].node;
    unsigned at = 1;
    e->stand_in[i] = e->silent;
    for (unsigned level = 4 * half; count && level < 4 * half + 4; level++) {
        const unsigned bit = byte >> (7 - level) & 1;
        node[at - 1] = e->after_run[bit][count];
        at = 2 * at + bit;
    }
    return node;
}

/* Of a context without slots, first half. */
static void begin_run(struct llz_experts *e, size_t i)
{
    struct llz_expert *x = &e->expert[i];
    x->first = NULL;
    x->byte = x->run->byte;
    x->count = x->run->count;
    e->memories.tree[i] = stand_in(e, i, 0, x->byte, x->count) - 1;
    e->memories.slotted[i] = 0;
}

/* Its nodes, so that node i has index i, from 1 on. By its number: a pointer to what is before an array may not be made. */
static uint32_t *tree_of(struct llz_nibble *s)
{
    return (uint32_t *)((uintptr_t)s->node - sizeof s->node[0]);
}

static void begin_slot(struct llz_experts *e, size_t i)
{
    struct llz_expert *x = &e->expert[i];
    x->first = llz_nibbles_guessed(&e->slots, x->key, x->guess, &e->history);
    x->byte = x->first->run_byte;
    x->count = x->first->run;
    e->memories.tree[i] = tree_of(x->first);
    e->memories.slotted[i] = UINT32_MAX;
    e->slotted[e->slotted_n++] = (uint8_t)i;
}

/* Vectors end after the contexts. */
static void fill_up(struct llz_experts *e)
{
    struct llz_memories *m = &e->memories;
    m->n = (e->shape.contexts + LLZ_MEMORIES_AT_ONCE - 1) / LLZ_MEMORIES_AT_ONCE * LLZ_MEMORIES_AT_ONCE;
    for (size_t i = e->n; i < m->n; i++) {
        m->tree[i] = tree_of(&e->silent);
        m->state_row[i] = m->run_row[i] = m->path[i] = m->slotted[i] = 0;
    }
}

/* At the beginning of a byte: who has something to say? */
static void begin_byte(struct llz_experts *e)
{
    struct llz_memories *m = &e->memories;
    e->slotted_n = 0;
    for (size_t i = 0; i < e->n; i++) {
        const struct llz_expert *x = &e->expert[i];
        if (x->run->count == LLZ_RUN_PROMOTED)
            begin_slot(e, i);
        else
            begin_run(e, i);
        m->state_row[i] = x->map * 256u;
        m->run_row[i] = x->map * 64u + run_class(x->count) * 8;
        m->path[i] = x->count ? x->byte | 256u : 0;
    }
    fill_up(e);
}

/* Two bits before the second half begins: where the slots are that it may need. */
static void fetch_places(const struct llz_experts *e, unsigned node)
{
    const void *line[2 * LLZ_EXPERTS_MAX];
    for (size_t k = 0; k < e->slotted_n; k++) {
        const uint64_t key = e->expert[e->slotted[k]].key;
        line[2 * k] = llz_runs_group(&e->runs, llz_rest_key(key, 4 * node));
        line[2 * k + 1] = llz_nibbles_place(&e->slots, llz_second_key(key, 4 * node));
    }
    llz_fetch_all(line, 2 * e->slotted_n);
}

/* A bit before it begins: both slots. */
static void prefetch_second(struct llz_experts *e, unsigned node)
{
    for (size_t k = 0; k < e->slotted_n; k++) {
        struct llz_expert *x = &e->expert[e->slotted[k]];
        for (unsigned bit = 0; bit < 2; bit++)
            x->second[bit] = llz_nibbles_prefetch(&e->slots, llz_second_key(x->key, 2 * node + bit));
    }
}

/* Of a context with slots: that of its second half, if it has one. */
static uint32_t *begin_rest(struct llz_experts *e, size_t i, unsigned node)
{
    struct llz_expert *x = &e->expert[i];
    x->rest = llz_runs_find(&e->runs, llz_rest_key(x->key, node));
    if (x->rest->count != LLZ_RUN_PROMOTED)
        return stand_in(e, i, 1, x->rest->byte, x->rest->count);
    return llz_nibbles_guessed(&e->slots, llz_second_key(x->key, node), x->second[node & 1], &e->history)->node;
}

static void begin_second(struct llz_experts *e, unsigned node)
{
    struct llz_memories *m = &e->memories;
    for (size_t i = 0; i < e->n; i++) {
        const struct llz_expert *x = &e->expert[i];
        uint32_t *tree = m->slotted[i] ? begin_rest(e, i, node)
                                       : stand_in(e, i, 1, x->byte, m->path[i] >> 4 == node ? x->count : 0);
        m->tree[i] = tree - 1;
    }
}

/* Number of a node within its nibble's tree. */
static unsigned within_nibble(unsigned node, unsigned level)
{
    return level < 4 ? node : (node & ((1u << (level - 4)) - 1)) | 1u << (level - 4);
}

static struct llz_bit_place place_of(unsigned node, unsigned level)
{
    return (struct llz_bit_place){ node, level, within_nibble(node, level) };
}

/* Three views of each context: what the state of the node means, learned over all contexts of the role, where state
 * 0 stays at a half; the node's own adaptive probability; and what the run expects. A run that was wrong has nothing
 * more to say about this byte. */
void llz_experts_predict(struct llz_experts *e, unsigned node, unsigned level, uint32_t *p, uint32_t *match_p)
{
    const struct llz_bit_place b = place_of(node, level);
    if (level == 0)
        begin_byte(e);
    else if (level == 2)
        fetch_places(e, node);
    else if (level == 3)
        prefetch_second(e, node);
    else if (level == 4)
        begin_second(e, node);
    e->kernels->recall(&e->memories, &b, p, e->shape.contexts);
    for (size_t i = 0; i < e->shape.matches; i++)
        llz_match_predict(&e->match[i], node, match_p + 2 * i);
}

/* The map of a run learns whether the run was right, not which bit came. */
void llz_experts_update(struct llz_experts *e, unsigned node, unsigned level, int bit)
{
    const struct llz_bit_place b = place_of(node, level);
    e->kernels->remember(&e->memories, &b, bit, e->n);
    for (size_t i = 0; i < e->shape.matches; i++)
        llz_match_update(&e->match[i], node, bit, &e->rates);
}

/* Also of promoted contexts: the last byte, and how often in a row, is worth 965 bytes of 207,000
 * beside the nodes. */
static void update_run(struct llz_nibble *s, uint8_t byte)
{
    if (s->run > 0 && s->run_byte == byte) {
        s->run = (s->run + (s->run < LLZ_RUN_MAX)) & LLZ_RUN_PROMOTED;
    } else {
        s->run_byte = byte;
        s->run = 1;
    }
}

static struct llz_run *rest_of(struct llz_experts *e, uint64_t key, uint8_t byte)
{
    return llz_runs_find(&e->runs, llz_rest_key(key, 16u | byte >> 4));
}

/* The second byte that follows a context: from now on it lives in slots. */
static void promote(struct llz_experts *e, struct llz_expert *x, uint8_t byte)
{
    struct llz_nibble *s = llz_nibbles_find(&e->slots, x->key, &e->history);
    x->run->count = LLZ_RUN_PROMOTED; /* before others are found, which shall not take its place */
    llz_experts_walk(e, s, x->byte >> 4, x->count);
    llz_experts_walk(e, s, byte >> 4, 1);
    update_run(s, byte);
    llz_experts_follow(e, rest_of(e, x->key, x->byte), x->key, x->byte, x->count);
    llz_experts_follow(e, rest_of(e, x->key, byte), x->key, byte, 1);
}

/* Where the contexts of the byte to be skimmed live; fetches their second slots. */
static void begin_skimming(struct llz_experts *e, uint8_t byte)
{
    for (size_t i = 0; i < e->n; i++) {
        struct llz_expert *x = &e->expert[i];
        x->first = NULL;
        x->byte = x->run->byte;
        x->count = x->run->count;
        if (x->count != LLZ_RUN_PROMOTED)
            continue;
        __builtin_prefetch(llz_runs_group(&e->runs, llz_rest_key(x->key, 16u | byte >> 4)));
        __builtin_prefetch(llz_nibbles_place(&e->slots, llz_second_key(x->key, 16u | byte >> 4)));
    }
}

/* Most of a long primer is read so: bytes enter slots and contexts, but neither maps nor mixer learn. It
 * takes a fraction of the time, and costs 8 bytes in 194,093 (LOG.md). */
void llz_experts_skim(struct llz_experts *e, uint8_t byte)
{
    begin_skimming(e, byte);
    for (size_t i = 0; i < e->n; i++) {
        struct llz_expert *x = &e->expert[i];
        if (x->count != LLZ_RUN_PROMOTED)
            continue;
        x->first = llz_nibbles_find(&e->slots, x->key, &e->history);
        llz_experts_walk(e, x->first, byte >> 4, 1);
        x->rest = rest_of(e, x->key, byte);
        if (x->rest->count == LLZ_RUN_PROMOTED)
            llz_experts_follow(e, x->rest, x->key, byte, 1);
    }
}

static void learn_byte(struct llz_experts *e, struct llz_expert *x, uint8_t byte)
{
    if (x->first) {
        update_run(x->first, byte);
        /* The nodes of a slot have learned already, bit by bit. */
        if (x->rest->count != LLZ_RUN_PROMOTED)
            llz_experts_follow(e, x->rest, x->key, byte, 1);
    } else if (x->count == 0) {
        x->run->byte = byte;
        x->run->count = 1;
    } else if (x->byte == byte) {
        x->run->count = (x->count + (x->count < LLZ_RUN_MAX)) & LLZ_RUN_PROMOTED;
    } else {
        promote(e, x, byte);
    }
}

/* Where contexts will live that the byte promotes. */
static void fetch_promoted(const struct llz_experts *e, uint8_t byte)
{
    for (size_t i = 0; i < e->n; i++) {
        const struct llz_expert *x = &e->expert[i];
        if (x->first || x->count == 0 || x->byte == byte)
            continue;
        __builtin_prefetch(llz_nibbles_place(&e->slots, x->key));
        __builtin_prefetch(llz_runs_group(&e->runs, llz_rest_key(x->key, 16u | x->byte >> 4)));
        __builtin_prefetch(llz_runs_group(&e->runs, llz_rest_key(x->key, 16u | byte >> 4)));
    }
}

#define SURE_CLOSING 1024 /* bytes, as relocations.c has it */

/* Tables of relocations are known better from what they speak of than from themselves, and names of tags that are
 * closed from where they were opened. */
static void tell_match(struct llz_experts *e)
{
    const struct llz_relocations *r = &e->contexts.relocations;
    const struct llz_closing *c = &e->contexts.closing;
    if (e->shape.matches == 0)
        return;
    struct llz_match *last = &e->match[e->shape.matches - 1];
    if (r->sure)
        llz_match_tell(last, r->expected, r->sure, r->misses);
    else if (c->sure)
        llz_match_tell(last, c->expected, SURE_CLOSING, c->misses);
}

void llz_experts_aim(struct llz_experts *e, uint8_t byte)
{
    llz_byte_ring_put(&e->contexts.ring, byte);
    for (size_t i = 0; i < e->shape.matches; i++)
        llz_match_aim(&e->match[i], &e->contexts.ring, e->contexts.ring.n + 1);
}

void llz_experts_fetch(const struct llz_experts *e)
{
    for (size_t i = 0; i < e->shape.matches; i++)
        llz_match_fetch(&e->match[i], &e->contexts.ring);
}

/* What the byte's contexts learn comes last: meanwhile the memory of the next ones arrives. */
void llz_experts_add(struct llz_experts *e, uint8_t byte)
{
    fetch_promoted(e, byte);
    llz_contexts_add(&e->contexts, byte);
    for (size_t i = 0; i < e->shape.matches; i++)
        llz_match_add(&e->match[i], &e->contexts.ring);
    tell_match(e);
    llz_experts_look_ahead(e);
    for (size_t i = 0; i < e->n; i++)
        learn_byte(e, &e->expert[i], byte);
}

/* Bytes that are not coded (repeats, zeros) move contexts on, but teach nothing: they would
 * only confirm themselves. */
void llz_experts_pass(struct llz_experts *e, const uint8_t *period, size_t n, uint64_t bytes)
{
    llz_contexts_pass(&e->contexts, period, n, bytes);
    for (size_t i = 0; i < e->shape.matches; i++)
        llz_match_restart(&e->match[i], &e->contexts.ring);
    tell_match(e);
    llz_experts_look_ahead(e);
}
