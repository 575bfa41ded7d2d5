/* test_parameters.c - parameters of policies: as text, in headers, and what an archive made with any of them is. */
#include "tests/unit/archive.h"

#include <stdio.h>

#include "codec/container/header.h"
#include "codec/llz_lab.h"
#include "learner/policies/policy.h"

/* Every table says what it may. */
static void tables(void **state)
{
    (void)state;
    for (int i = 0; llz_learner_policy_name(i); i++) {
        const struct llz_parameter *p;
        struct llz_policy_change most = { { 0 } };
        char text[LLZ_PARAMETERS_TEXT], one[LLZ_PARAMETER_TEXT];
        int k = 0;

        for (; (p = llz_learner_policy_parameter(i, k)) != NULL; k++) {
            int rest = p->unit;

            assert_in_range(k, 0, LLZ_PARAMETERS_MAX - 1);
            assert_true(p->least >= 0 && p->least <= p->usual && p->usual <= p->most && p->least < p->most);
            for (; rest % 2 == 0; rest /= 2)
                ;
            for (; rest % 5 == 0; rest /= 5)
                ;
            assert_int_equal(rest, 1); /* as a decimal fraction it ends */
            assert_true(p->about[0] && strlen(p->name) < 16);
            llz_parameter_print(one, p, 1);
            assert_true(strlen(one) < sizeof one - 1);
            most.by[k] = (p->usual == p->most ? p->most - 1 : p->most) - p->usual;
        }
        llz_learner_policy_print(text, i, &most);
        assert_true(strlen(text) < sizeof text - 1);
        assert_int_equal(text[0] != '\0', k > 0);
    }
}

static void usual_values_are_exact(void **state)
{
    const struct llz_policy_values skip = llz_policy_values_of(&llz_policy_skip, NULL);
    const struct llz_policy_values law = llz_policy_values_of(&llz_policy_law_steps, NULL);

    (void)state;
    assert_true(skip.at[0] == 0.5F && skip.at[1] == 1.0F / 256);
    assert_true(law.at[0] == 0.01F && law.at[1] == 0.001F && law.at[2] == 0.125F && law.at[3] == 8);
    assert_int_equal(law.units[4], LLZ_MATCH_LONG);
}

static void expect_text(const char *given, const char *text)
{
    char got[LLZ_PARAMETERS_TEXT + 32] = "";
    size_t at, length;

    assert_int_equal(llz_policy_flaw(given, &at, &length), 0);
    assert_int_equal(llz_policy_text(given, got, sizeof got), strlen(text));
    assert_string_equal(got, text);
    assert_true(strlen(text) <= strlen(given));
}

static void expect_flaw(const char *given, int flaw, size_t at, size_t length)
{
    struct llz_options opt = all_of_level0();
    size_t is_at = 0, is_length = 0;

    assert_int_equal(llz_policy_flaw(given, &is_at, &is_length), flaw);
    assert_int_equal(is_at, at);
    assert_int_equal(is_length, length);
    assert_int_equal(llz_policy_text(given, NULL, 0), 0);
    opt.policy = given;
    assert_null(llz_encoder_new(&opt, NULL));
}

static void texts(void **state)
{
    (void)state;
    expect_text("uniform", "uniform");
    expect_text("skip:share=0.6", "skip:share=0.6");
    expect_text("skip:share=0.600:move=00.01", "skip:share=0.6:move=0.01");
    expect_text("skip:move=0.01:share=4", "skip:share=4:move=0.01");
    expect_text("skip:share=0.5:move=0.00390625", "skip");
    expect_text("skip:share=0", "skip:share=0");
    expect_text("law-steps:rate=1:match=100", "law-steps:rate=1:match=100");
    expect_text("law:windows=2:class-rate=1", "law:class-rate=1:windows=2");
    expect_flaw("", 1, 0, 0);
    expect_flaw("skp:share=1", 1, 0, 3);
    expect_flaw("uniform:share=1", 2, 8, 7);
    expect_flaw("skip:shar=1", 2, 5, 6);
    expect_flaw("skip:", 2, 5, 0);
    expect_flaw("skip:share", 3, 5, 5);
    expect_flaw("skip:share=", 3, 5, 6);
    expect_flaw("skip:share=.5", 3, 5, 8);
    expect_flaw("skip:share=1.", 3, 5, 8);
    expect_flaw("skip:share=0,6", 3, 5, 9); /* whatever the locale */
    expect_flaw("skip:share=-1", 3, 5, 8);
    expect_flaw("skip:share=1e1", 3, 5, 9);
    expect_flaw("skip:share=4.001", 3, 5, 11);
    expect_flaw("skip:share=0.0005", 3, 5, 12); /* between two steps */
    expect_flaw("skip:share=99999999999999999999", 3, 5, 26);
    expect_flaw("skip:share=0.6:share=0.7", 4, 15, 9);
}

static void expect_header(const uint8_t *options, size_t n, enum llz_error want)
{
    struct llz_header h = { .model = llz_row_of_level(0), .identity = llz_model_identity(llz_row_of_level(0)) };

    assert_int_equal(llz_options_get(options, n, &h), want);
}

#define EXPECT(want, ...)                                                                                      \
    expect_header((const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ }), want)

/* Option 7 after policy 1, skip, whose share is usually 500 (F4 03) and at most 4000. */
static void headers(void **state)
{
    (void)state;
    EXPECT(LLZ_OK, 5, 1, 1, 0x0f, 3, 0, 0xd8, 4);
    EXPECT(LLZ_OK, 5, 1, 1, 0x0f, 5, 0, 0xd8, 4, 1, 1);
    EXPECT(LLZ_ERR_HEADER, 5, 1, 1, 0x0f, 3, 0, 0xf4, 3);                      /* as usual */
    EXPECT(LLZ_ERR_HEADER, 5, 1, 1, 0x0f, 0);                                  /* none */
    EXPECT(LLZ_ERR_HEADER, 5, 1, 1, 0x0f, 1, 0);                               /* no value */
    EXPECT(LLZ_ERR_HEADER, 5, 1, 1, 0x0f, 2, 0, 0xd8);                         /* half of one */
    EXPECT(LLZ_ERR_HEADER, 5, 1, 1, 0x0f, 3, 0, 0x81, 0);                      /* a long form */
    EXPECT(LLZ_ERR_HEADER, 5, 1, 1, 0x0f, 5, 1, 1, 0, 0xd8, 4);                /* out of order */
    EXPECT(LLZ_ERR_HEADER, 5, 1, 1, 0x0f, 6, 0, 0xd8, 4, 0, 0xd9, 4);          /* twice */
    EXPECT(LLZ_ERR_HEADER, 5, 1, 1, 0x0e, 3, 0, 0xd8, 4);                      /* not critical */
    EXPECT(LLZ_ERR_OPTION, 5, 1, 1, 0x0f, 3, 0, 0xa1, 0x1f);                   /* 4001 */
    EXPECT(LLZ_ERR_OPTION, 5, 1, 1, 0x0f, 6, 0, 0xf4, 0x83, 0x80, 0x80, 0x10); /* 2^32 and 500 */
    EXPECT(LLZ_ERR_OPTION, 5, 1, 1, 0x0f, 2, 2, 1);                            /* it has two */
    EXPECT(LLZ_ERR_OPTION, 5, 1, 1, 0x0f, 2, 255, 1);
    EXPECT(LLZ_ERR_OPTION, 0x0f, 2, 0, 1); /* uniform has none */
}

static void round_trip(const char *policy, const struct blob *in)
{
    struct llz_options opt = all_of_level0();
    struct llz_info info = LLZ_INFO_INIT;
    struct blob out = { 0 };
    struct llz_stream *s = llz_lister_new(NULL);
    char text[LLZ_PARAMETERS_TEXT + 32];
    size_t took;

    opt.policy = policy;
    struct blob b = pack_cut(&opt, in->p, in->n, (struct cut){ 0, 0 });
    assert_int_equal(unpack(b.p, b.n, &out), LLZ_OK);
    assert_same(&out, in);
    assert_int_equal(llz_feed(s, b.p, b.n, &took), LLZ_OK);
    llz_get_info(s, &info);
    snprintf(text, sizeof text, "%s:%s", info.policy, info.parameters);
    assert_string_equal(text, policy);
    llz_free(s);
    free(b.p);
    free(out.p);
}

/* Each parameter at both of its ends. */
static void archives(void **state)
{
    struct blob in = content(700, CONTENT_TEXT);
    struct llz_parameter_info info = { .size = sizeof info };

    (void)state;
    for (int i = 0; llz_policy_name(i); i++)
        for (int k = 0; llz_parameter_get(llz_policy_name(i), k, &info); k++)
            for (int most = 0; most < 2; most++) {
                char policy[128];

                snprintf(policy, sizeof policy, "%s:%s=%s", llz_policy_name(i), info.name,
                         most ? info.most : info.least);
                if (strcmp(most ? info.most : info.least, info.usual) != 0)
                    round_trip(policy, &in);
            }
    free(in.p);
}

/* A usual value takes no byte, and another one steers: two values make two archives. */
static void bytes(void **state)
{
    static const char *const same[] = { "skip", "skip:share=0.5", "skip:move=0.00390625:share=0.5" };
    struct llz_options opt = all_of_level0();
    struct blob in = content(3000, CONTENT_TEXT), b[3], other;

    (void)state;
    for (int i = 0; i < 3; i++) {
        opt.policy = same[i];
        b[i] = pack_cut(&opt, in.p, in.n, (struct cut){ 0, 0 });
        assert_same(&b[i], &b[0]);
    }
    opt.policy = "skip:share=4";
    other = pack_cut(&opt, in.p, in.n, (struct cut){ 0, 0 });
    assert_true(other.n != b[0].n || memcmp(other.p + 20, b[0].p + 15, 100) != 0);
    assert_int_equal(llz_naming_bytes(&opt),
                     4); /* flag and length of options, and the policy's: not the parameter */
    for (int i = 0; i < 3; i++)
        free(b[i].p);
    free(other.p);
    free(in.p);
}

/* What a control makes only a decoder takes that asks for it; no lister does, and bounds nobody decodes. */
static void controls(void **state)
{
    struct llz_options opt = all_of_level0();
    struct blob in = content(700, CONTENT_TEXT), out = { 0 }, none = { 0 };

    (void)state;
    for (int i = 0; llz_control_name(i); i++) {
        opt.policy = llz_control_name(i);
        opt.bound = 0;
        assert_null(llz_encoder_new(&opt, NULL));
        opt.bound = 1;
        struct blob b = pack_cut(&opt, in.p, in.n, (struct cut){ 0, 0 });
        assert_int_equal(unpack(b.p, b.n, &none), LLZ_ERR_POLICY);
        assert_int_equal(none.n, 0);
        assert_int_equal(run_stream(llz_lister_new(NULL), b.p, b.n, (struct cut){ 0, 0 }, &none),
                         LLZ_ERR_POLICY);
        out.n = 0;
        assert_int_equal(run_stream(llz_decoder_new(&opt, NULL), b.p, b.n, (struct cut){ 0, 0 }, &out), LLZ_OK);
        assert_same(&out, &in);
        free(b.p);
    }
    opt.policy = llz_bound_name(0);
    struct blob b = pack_cut(&opt, in.p, in.n, (struct cut){ 0, 0 });
    assert_int_equal(run_stream(llz_decoder_new(&opt, NULL), b.p, b.n, (struct cut){ 0, 0 }, &none),
                     LLZ_ERR_POLICY);
    free(b.p);
    free(in.p);
    free(out.p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables),   cmocka_unit_test(usual_values_are_exact),
        cmocka_unit_test(texts),    cmocka_unit_test(headers),
        cmocka_unit_test(archives), cmocka_unit_test(bytes),
        cmocka_unit_test(controls),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
