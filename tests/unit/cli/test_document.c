/* test_document.c - documents: what is plain text stays plain text in every form, and tables keep their columns. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/lab/draft.h"
#include "cli/lab/page/document.h"

static const struct column columns[] = {
    { "name", NULL, COLUMN_TEXT },
    { "figure", "a \"number\" <of> something", COLUMN_NUMBER },
    { "strip", NULL, COLUMN_STRIP },
};

#define ODD "a_b <i>&|%$#{}~^\\`*[x]"

static void fill(struct sheet *s)
{
    const struct strip left = { -1, -2, -0.5, 1 }, none = { 0, 0, 0, 0 };

    sheet_begin(s, "A caption", columns, 3);
    sheet_add(s, "%s", ODD);
    sheet_add(s, "%+.1f", -12.5);
    sheet_add_strip(s, &left);
    sheet_add(s, "\xc3\xa4");
    sheet_add(s, "1");
    sheet_add_strip(s, &none);
}

/* To be freed. */
static char *print(const char *form)
{
    FILE *draft = draft_open();
    int incomplete = 0;
    const struct document d = { draft, document_form_find(form), "llz test", &incomplete };
    struct sheet s;
    char *text;
    size_t size;

    assert_non_null(draft);
    assert_non_null(d.form);
    fill(&s);
    assert_int_equal(sheet_rows(&s), 2);
    assert_false(s.failed);
    d.form->begin(&d, "Title " ODD);
    d.form->heading(&d, "Section");
    d.form->paragraph(&d, "A paragraph of some words.");
    d.form->item(&d, "first", 1, 0);
    d.form->item(&d, "last", 0, 1);
    d.form->sheet(&d, &s);
    d.form->end(&d, "The end.");
    sheet_free(&s);
    assert_int_equal(draft_end(draft, "test", &text, &size), STATUS_OK);
    return text;
}

static void has(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("lacks %s in:\n%s", part, text);
}

static void test_text(void **state)
{
    (void)state;
    char *text = print("text");

    has(text, "Title " ODD "\n");
    has(text, "\nSection\n-------\n");
    has(text, "- first\n- last\n");
    /* A strip from the left end, with 0 at the right; the last row has nothing but 0. */
    has(text, ODD "   -12.5  ---------------*--------      |\n");
    has(text, "\n\xc3\xa4 ");
    free(text);
}

static void test_markdown(void **state)
{
    (void)state;
    char *text = print("markdown");

    has(text, "| a\\_b \\<i\\>\\&\\|%$\\#{}\\~^\\\\\\`\\*\\[x\\] | -12.5 | `");
    has(text, "|---|---:|---|\n");
    free(text);
}

static void test_latex(void **state)
{
    (void)state;
    char *text = print("latex");

    has(text,
        "a\\_b \\textless{}i\\textgreater{}\\&\\textbar{}\\%\\$\\#\\{\\}\\textasciitilde{}\\textasciicircum{}"
        "\\textbackslash{}{}`*[x] & $-$12.5 & \\begin{picture}");
    has(text, "\\begin{tabular}{lrl}\n");
    has(text, "\\begin{itemize}\n\\item first\n\\item last\n\\end{itemize}\n");
    free(text);
}

static void test_html(void **state)
{
    (void)state;
    char *text = print("html");

    has(text, "<!DOCTYPE html>\n<!-- llz test -->\n");
    has(text, "<th scope=row>a_b &lt;i&gt;&amp;|%$#{}~^\\`*[x]</th>");
    has(text, "title=\"figure: a &quot;number&quot; &lt;of&gt; something\"");
    has(text, "<title>-1.000, from -2.000 to -0.500</title>");
    has(text, "</html>\n");
    assert_null(strstr(text, "<i>"));
    free(text);
}

static void test_forms(void **state)
{
    (void)state;
    assert_null(document_form_find("pdf"));
    assert_string_equal(document_form_name(0), "text");
    assert_null(document_form_name(4));
    assert_int_equal(document_width("\xc3\xa4 a"), 3);
    assert_int_equal(document_place(-5, -1, 1, 11), 0);
    assert_int_equal(document_place(0, -1, 1, 11), 5);
    assert_int_equal(document_place(5, -1, 1, 11), 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text), cmocka_unit_test(test_markdown), cmocka_unit_test(test_latex),
        cmocka_unit_test(test_html), cmocka_unit_test(test_forms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
