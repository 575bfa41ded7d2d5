/* Without its list no file grants more than with it, whatever list that is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "cli/files/rights.h"

#define ENTRIES 8

struct entry {
    unsigned tag, rights, id;
};

static size_t make(unsigned char *list, const struct entry *entries, size_t n)
{
    memset(list, 0, 4 + 8 * n);
    list[0] = 2;
    for (size_t i = 0; i < n; i++) {
        list[4 + 8 * i] = (unsigned char)entries[i].tag;
        list[6 + 8 * i] = (unsigned char)entries[i].rights;
        list[8 + 8 * i] = (unsigned char)entries[i].id;
    }
    return 4 + 8 * n;
}

/* What a process may do that is user `user` in one group, by POSIX.1e; the owner is 1, the owning group 1. */
static unsigned allowed_with(const struct entry *e, size_t n, unsigned user, unsigned group)
{
    unsigned mask = 7, found = 0, rights = 0;

    for (size_t i = 0; i < n; i++)
        if (e[i].tag == RIGHTS_MASK)
            mask = e[i].rights;
    for (size_t i = 0; i < n; i++)
        if (e[i].tag == RIGHTS_A_USER && e[i].id == user)
            return e[i].rights & mask;
    for (size_t i = 0; i < n; i++)
        if ((e[i].tag == RIGHTS_GROUP && group == 1) || (e[i].tag == RIGHTS_A_GROUP && e[i].id == group)) {
            found = 1;
            rights |= e[i].rights & mask;
        }
    return found ? rights : e[n - 1].rights;
}

/* Every combination of read and write for five entries and the mask, seen by four users in three groups. */
static void nobody_gets_more(void **state)
{
    (void)state;
    for (unsigned code = 0; code < 4096; code++) {
        const struct entry e[] = { { RIGHTS_OWNER, 6, 0 },
                                   { RIGHTS_A_USER, (code & 3) << 1, 2 },
                                   { RIGHTS_A_USER, (code >> 2 & 3) << 1, 3 },
                                   { RIGHTS_GROUP, (code >> 4 & 3) << 1, 0 },
                                   { RIGHTS_A_GROUP, (code >> 6 & 3) << 1, 2 },
                                   { RIGHTS_MASK, (code >> 8 & 3) << 1, 0 },
                                   { RIGHTS_OTHERS, (code >> 10 & 3) << 1, 0 } };
        unsigned char list[4 + 8 * ENTRIES];
        const size_t count = sizeof e / sizeof e[0], n = make(list, e, count);
        const mode_t mode = rights_without_list(0600 | e[5].rights << 3 | e[6].rights, list, n);

        assert_int_equal(mode & 0700, 0600);
        for (unsigned user = 2; user <= 4; user++)
            for (unsigned group = 1; group <= 3; group++) {
                const unsigned without = (group == 1 ? mode >> 3 : mode) & 7;

                assert_int_equal(without & ~allowed_with(e, count, user, group), 0);
            }
    }
}

static void plain_lists_cost_nothing(void **state)
{
    const struct entry e[] = { { RIGHTS_OWNER, 6, 0 }, { RIGHTS_GROUP, 4, 0 }, { RIGHTS_OTHERS, 4, 0 } };
    unsigned char list[4 + 8 * ENTRIES];

    (void)state;
    assert_int_equal(rights_without_list(01644, list, make(list, e, 3)), 01644);
}

static void nonsense_gives_nothing(void **state)
{
    const struct entry e[] = { { RIGHTS_OWNER, 6, 0 }, { RIGHTS_GROUP, 4, 0 }, { RIGHTS_OTHERS, 4, 0 } };
    unsigned char list[4 + 8 * ENTRIES];
    const size_t n = make(list, e, 3);

    (void)state;
    assert_int_equal(rights_without_list(0666, NULL, 0), 0600);
    for (size_t length = 0; length < n; length++)
        if (length % 8 != 4)
            assert_int_equal(rights_without_list(0666, list, length), 0600);
    list[0] = 1;
    assert_int_equal(rights_without_list(0666, list, n), 0600);
}

static void another_group(void **state)
{
    const struct entry e[] = { { RIGHTS_OWNER, 6, 0 },
                               { RIGHTS_A_USER, 4, 2 },
                               { RIGHTS_GROUP, 6, 0 },
                               { RIGHTS_MASK, 4, 0 },
                               { RIGHTS_OTHERS, 4, 0 } };
    unsigned char list[4 + 8 * ENTRIES];
    const size_t n = make(list, e, 5);

    (void)state;
    assert_int_equal(rights_of_another_group(02664), 0644);
    assert_int_equal(rights_of_another_group(0640), 0600);
    assert_int_equal(rights_of_another_group(0604), 0600);
    rights_list_of_another_group(list, n);
    assert_int_equal(list[6 + 8], 4);
    assert_int_equal(list[6 + 16], 4);
    assert_int_equal(list[6 + 32], 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(nobody_gets_more),
                                        cmocka_unit_test(plain_lists_cost_nothing),
                                        cmocka_unit_test(nonsense_gives_nothing),
                                        cmocka_unit_test(another_group) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
