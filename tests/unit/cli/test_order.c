/* Contents stand beside what they are like, whatever they are called; and only where that pays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "cli/tree/order/order_chain.h"
#include "cli/tree/order/order_trial.h"
#include "cli/tree/order/reorder.h"

#define FILES 12
#define KINDS 3

/* A tree whose files lie in its spool, so that none has to be written and removed. */
static void add_file(struct tree *t, const char *path, const char *p, size_t n)
{
    const off_t at = lseek(t->spool, 0, SEEK_END);
    const struct tree_entry e = {
        .kind = TREE_FILE, .path = path, .size = n, .origin = { .spooled = 1, .at = (uint64_t)at }
    };

    assert_true(at >= 0 && write(t->spool, p, n) == (ssize_t)n);
    assert_non_null(tree_add(t, &e));
}

static void open_spool(struct tree *t)
{
    char name[] = "/tmp/test_order.XXXXXX";

    *t = (struct tree){ .spool = mkstemp(name) };
    assert_true(t->spool > 0 && unlink(name) == 0);
}

/* n bytes of words of that kind, which no other kind has. */
static void write_words(char *p, size_t n, unsigned kind, unsigned seed)
{
    for (size_t i = 0; i < n; seed = seed * 1103515245 + 12345) {
        char word[32];
        const int length = snprintf(word, sizeof word, "%c%u word ", 'a' + (int)kind,
                                    ((seed >> 16) % 300 + 300 * kind) * 7919);

        for (int k = 0; k < length && i < n; k++)
            p[i++] = word[k];
    }
}

/* Kinds by turns, under names that tell nothing. */
static void mixed(struct tree *t, size_t bytes)
{
    static const char *const paths[FILES] = { "d/a", "d/b", "d/c", "d/d", "d/e", "d/f",
                                              "d/g", "d/h", "d/i", "d/j", "d/k", "d/l" };
    char *p = malloc(bytes);

    assert_non_null(p);
    open_spool(t);
    for (unsigned i = 0; i < FILES; i++) {
        write_words(p, bytes, i % KINDS, i);
        add_file(t, paths[i], p, bytes);
    }
    free(p);
    assert_int_equal(tree_rank(t), 0);
}

/* How often a file stands after one of another kind. */
static int changes(const struct tree *t)
{
    int sum = 0;

    for (size_t i = 1; i < t->files; i++)
        sum += t->order[i] % KINDS != t->order[i - 1] % KINDS;
    return sum;
}

static void kinds_come_together(void **state)
{
    const struct options opt = { .level = 1, .threads = 1, .check = 64 };
    struct tree t;

    (void)state;
    mixed(&t, 8000);
    assert_int_equal(changes(&t), FILES - 1);
    assert_int_equal(reorder(&opt, &t), STATUS_OK);
    assert_int_equal(changes(&t), KINDS - 1);
    for (size_t i = 0; i < t.files; i++)
        assert_int_equal(t.entries[t.order[i]].rank, i);
    tree_free(&t);
}

static void not_if_told_not_to(void **state)
{
    const struct options opt = { .level = 1, .threads = 1, .check = 64, .no_reorder = 1 };
    struct tree t;

    (void)state;
    mixed(&t, 8000);
    assert_int_equal(reorder(&opt, &t), STATUS_OK);
    assert_int_equal(changes(&t), FILES - 1);
    tree_free(&t);
}

/* Files that have nothing in common, or nothing at all, stay where their names put them. */
static void nothing_in_common(void **state)
{
    const struct options opt = { .level = 1, .threads = 1, .check = 64 };
    static const char *const paths[] = { "1", "2", "3", "4", "5" };
    static const char *const contents[] = { "", "abcdefghijklm", "", "x", "nopqrstuvwxyz" };
    struct tree t;

    (void)state;
    open_spool(&t);
    for (size_t i = 0; i < 5; i++)
        add_file(&t, paths[i], contents[i], strlen(contents[i]));
    assert_int_equal(tree_rank(&t), 0);
    assert_int_equal(reorder(&opt, &t), STATUS_OK);
    for (size_t i = 0; i < t.files; i++)
        assert_int_equal(t.order[i], i);
    tree_free(&t);
}

/* What cannot be read is told, and is no reason to give up. */
static void cannot_be_read(void **state)
{
    const struct options opt = { .level = 1, .threads = 1, .check = 64 };
    struct tree t;

    (void)state;
    mixed(&t, 8000);
    t.entries[4].origin = (struct tree_origin){ .path = "/tmp" };
    assert_int_equal(reorder(&opt, &t), STATUS_WARNING);
    t.entries[4].origin.path = "/tmp/test_order/is/not/there";
    assert_int_equal(reorder(&opt, &t), STATUS_OK);
    tree_free(&t);
}

/* More files than units: neighbours stay together, and every file has a place. */
static void many_files(void **state)
{
    enum { COUNT = 2 * SKETCH_UNITS + 1 };
    static char paths[COUNT][8];
    const struct options opt = { .threads = 1, .check = 64 };
    unsigned char *seen = calloc(COUNT, 1);
    struct sketch s;
    struct tree t;

    (void)state;
    assert_non_null(seen);
    open_spool(&t);
    for (unsigned i = 0; i < COUNT; i++) {
        char text[200];

        snprintf(paths[i], sizeof paths[i], "%05u", i);
        write_words(text, sizeof text, i / 7 % KINDS, i % 5);
        add_file(&t, paths[i], text, sizeof text);
    }
    assert_int_equal(tree_rank(&t), 0);
    assert_int_equal(sketch_make(&s, &t), STATUS_OK);
    assert_int_equal(s.each, 3);
    assert_true(s.units <= SKETCH_UNITS && s.units * s.each >= COUNT);
    sketch_free(&s);
    assert_int_equal(reorder(&opt, &t), STATUS_OK);
    for (size_t i = 0; i < t.files; i++) {
        assert_int_equal(seen[t.order[i]]++, 0);
        assert_int_equal(t.entries[t.order[i]].rank, i);
    }
    free(seen);
    tree_free(&t);
}

/* The lists of a sketch agree, and the value of an order is larger where like follows like. */
static void sketch_and_chain(void **state)
{
    uint32_t found[FILES], named[FILES];
    uint64_t of_found, of_named;
    struct sketch s;
    struct tree t;

    (void)state;
    mixed(&t, 8000);
    assert_int_equal(sketch_make(&s, &t), STATUS_OK);
    assert_int_equal(s.units, FILES);
    assert_true(s.strings > 0);
    assert_int_equal(s.list_of[s.units], s.units_of[s.strings]);
    for (uint32_t u = 0; u < s.units; u++)
        for (size_t i = s.list_of[u]; i < s.list_of[u + 1]; i++) {
            const uint32_t k = s.list[i];
            int listed = 0;

            for (size_t j = s.units_of[k]; j < s.units_of[k + 1]; j++)
                listed += (uint32_t)s.pairs[j] == u;
            assert_int_equal(listed, 1);
        }
    for (uint32_t u = 0; u < FILES; u++)
        named[u] = u;
    assert_int_equal(chain_make(&s, found), 0);
    assert_int_equal(chain_value(&s, found, &of_found), 0);
    assert_int_equal(chain_value(&s, named, &of_named), 0);
    assert_true(of_found > of_named);
    sketch_free(&s);
    tree_free(&t);
}

/* Enough content for a trial, which says the same. */
static void is_tried(void **state)
{
    const struct options opt = { .level = 1, .threads = 1, .check = 64 }, tiny = { .threads = 1, .check = 64 };
    size_t by_kind[FILES], by_turns[FILES];
    uint64_t saved = 0;
    struct tree t;

    (void)state;
    mixed(&t, 180000);
    assert_true(order_trial_fits(&opt, &t));
    assert_false(order_trial_fits(&tiny, &t));
    for (size_t i = 0; i < FILES; i++) {
        by_kind[i] = i % (FILES / KINDS) * KINDS + i / (FILES / KINDS);
        by_turns[i] = i;
    }
    assert_int_equal(order_trial(&opt, &t, by_kind, &saved), STATUS_OK);
    assert_true(saved > 0);
    tree_set_order(&t, by_kind);
    assert_int_equal(order_trial(&opt, &t, by_turns, &saved), STATUS_OK);
    assert_int_equal(saved, 0);
    assert_int_equal(tree_rank(&t), 0);
    assert_int_equal(reorder(&opt, &t), STATUS_OK);
    assert_int_equal(changes(&t), KINDS - 1);
    tree_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_come_together),
        cmocka_unit_test(not_if_told_not_to),
        cmocka_unit_test(nothing_in_common),
        cmocka_unit_test(cannot_be_read),
        cmocka_unit_test(many_files),
        cmocka_unit_test(sketch_and_chain),
        cmocka_unit_test(is_tried),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
