/* test_image.c - what an arena held when it was frozen comes back, all of it, and of tables with marks only what was
 * marked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "model/memory/arena.h"
#include "model/memory/hash.h"

/* Lines of two tables with marks and of three without, none of them a number of pages. */
enum { BEFORE = 77, FIRST = 9001, BETWEEN = 130, SECOND = 70003, AFTER = 501, WRITES = 3000, ROUNDS = 4 };

struct tables {
    struct llz_arena memory;
    unsigned char *plain[3];
    struct llz_marked marked[2];
};

static void lay(struct tables *t)
{
    struct llz_arena *a = &t->memory;

    t->plain[0] = llz_arena_take(a, BEFORE, LLZ_ALIGN);
    t->marked[0].line = llz_arena_take_marked(a, FIRST, LLZ_ALIGN, &t->marked[0].mark);
    t->marked[0].n = FIRST;
    t->plain[1] = llz_arena_take(a, BETWEEN, LLZ_ALIGN);
    t->marked[1].line = llz_arena_take_marked(a, SECOND, LLZ_ALIGN, &t->marked[1].mark);
    t->marked[1].n = SECOND;
    t->plain[2] = llz_arena_take(a, AFTER, LLZ_ALIGN);
}

static void write_plain(struct tables *t, uint64_t r)
{
    static const size_t n[] = { BEFORE, BETWEEN, AFTER };

    t->plain[r % 3][(r >> 8) % (n[r % 3] * LLZ_ALIGN)] = (unsigned char)(r >> 2 | 1);
}

/* share: of the table's lines, that are written to; the others stay untouched, whole pages of them. */
static void write_marked(struct tables *t, uint64_t r, size_t share)
{
    const struct llz_marked *m = &t->marked[r & 1];
    const size_t line = (r >> 8) % (m->n / share);

    llz_mark(m->mark, line);
    m->line[line * LLZ_ALIGN + (r >> 1) % LLZ_ALIGN] = (unsigned char)(r >> 2 | 1);
}

static void write_all(struct tables *t, uint64_t seed, size_t share)
{
    for (uint64_t i = 0; i < WRITES; i++) {
        write_plain(t, llz_mix(seed + 2 * i));
        write_marked(t, llz_mix(seed + 2 * i + 1), share);
    }
}

static bool start(struct tables *t)
{
    *t = (struct tables){ .memory = { .use = LLZ_ARENA_KEPT } };
    lay(t);
    t->memory = llz_arena_new_for(LLZ_ARENA_KEPT, t->memory.used);
    assert_non_null(t->memory.base);
    lay(t);
    write_all(t, 1, 2);
    return llz_arena_freeze(&t->memory);
}

/* Round after round, the table's second half and its last line too. */
static void test_all_comes_back(void **state)
{
    struct tables t;

    (void)state;
    if (!start(&t)) {
        llz_arena_free(&t.memory);
        skip(); /* a system without such files */
    }
    unsigned char *then = malloc(t.memory.used);
    assert_non_null(then);
    memcpy(then, t.memory.base, t.memory.used);
    for (uint64_t round = 1; round <= ROUNDS; round++) {
        write_all(&t, round * 1000000, 1);
        for (int i = 0; i < 2; i++) {
            const size_t last = t.marked[i].n - 1;

            llz_mark(t.marked[i].mark, last);
            memset(t.marked[i].line + last * LLZ_ALIGN, 0x55, LLZ_ALIGN);
        }
        assert_memory_not_equal(then, t.memory.base, t.memory.used);
        assert_true(llz_arena_restore(&t.memory));
        assert_memory_equal(then, t.memory.base, t.memory.used);
    }
    free(then);
    llz_arena_free(&t.memory);
}

/* What costs time is not done: a line of a page that the image has, without its mark, is left as it is. */
static void test_marked_alone(void **state)
{
    struct tables t;

    (void)state;
    if (!start(&t)) {
        llz_arena_free(&t.memory);
        skip();
    }
    unsigned char *line = t.marked[1].line + (size_t)(SECOND / 4) * LLZ_ALIGN;
    const unsigned char then = *line;

    *line = (unsigned char)(then + 1);
    assert_true(llz_arena_restore(&t.memory));
    assert_int_equal(*line, then + 1);
    llz_mark(t.marked[1].mark, SECOND / 4);
    assert_true(llz_arena_restore(&t.memory));
    assert_int_equal(*line, then);
    llz_arena_free(&t.memory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_comes_back),
        cmocka_unit_test(test_marked_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
