/* test_divergence.c - a language model that does worse than none is forgotten. Nothing that can be fed to it
 * brings it there (an adversary who always chooses the less likely bit gets 8.04 bits a byte at most), so the
 * losses are put in from inside. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <math.h>

#include "learner/learner.c"

enum { AFTER = 2000 };

static struct llz_learner *learner(int policy)
{
    const struct llz_learner_config config = {
        .model = llz_row_of_level(0), .policy = policy, .parts = LLZ_PART_LM, .seed = 7, .threads = 1
    };
    struct llz_learner *l = llz_learner_new(&config);
    assert_non_null(l);
    return l;
}

/* Something that can be learned. */
static uint8_t byte_at(size_t i)
{
    return (uint8_t)("abracadabra, simsalabim\n"[i % 24] + (i / 24 % 3));
}

static void show(struct llz_learner *l, size_t i, uint32_t *p)
{
    llz_learner_step(l);
    for (int k = 7; k >= 0; k--) {
        *p++ = llz_learner_predict_bit(l);
        llz_learner_observe_bit(l, byte_at(i) >> k & 1);
    }
    llz_learner_learn(l);
}

/* Shows a frame's worth of bytes, the first of which cost so much; returns
 * how often the model was forgotten. */
static unsigned restarts_after(struct llz_learner *l, llz_real loss)
{
    const size_t frame = llz_row_frame_bytes(llz_row_of_level(0));
    uint32_t p[8];
    l->watched_loss = loss;
    for (size_t i = 0; i < frame; i++)
        show(l, i, p);
    return llz_learner_restarts(l);
}

static void test_limit(void **state)
{
    (void)state;
    const llz_real frame = (llz_real)llz_row_frame_bytes(llz_row_of_level(0));
    struct llz_learner *l = learner(0);
    assert_int_equal(restarts_after(l, 4 * frame), 0); /* the frame itself costs less than one nat a byte */
    assert_int_equal(restarts_after(l, 0), 0);         /* each frame is judged alone */
    assert_int_equal(restarts_after(l, 6 * frame), 1);
    assert_int_equal(restarts_after(l, (llz_real)NAN), 2);
    llz_learner_free(l);
}

/* What follows is as if nothing had been before, policy included. */
static void test_as_new(void **state)
{
    (void)state;
    enum { LAW = 9 };
    struct llz_learner *l = learner(LAW), *fresh = learner(0);
    assert_int_equal(restarts_after(l, INFINITY), 1);
    for (size_t i = 0; i < AFTER; i++) {
        uint32_t p[8], want[8];
        show(l, i, p);
        show(fresh, i, want);
        assert_memory_equal(p, want, sizeof p);
    }
    llz_learner_free(l);
    llz_learner_free(fresh);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_limit), cmocka_unit_test(test_as_new) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
