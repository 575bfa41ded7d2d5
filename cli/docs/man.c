/* man.c - a man page of a command, in the macros of man(7). */
#include <stdio.h>
#include <string.h>

#include "cli/docs/docs.h"
#include "codec/llz.h"

#define COLUMNS 76 /* of the source; what is longer is a matter of style to mandoc */

/* A character as troff shows it: its hyphens would become typographic ones. */
static void put(char c)
{
    if (c == '\\')
        fputs("\\e", stdout);
    else if (c == '-')
        fputs("\\-", stdout);
    else
        putchar(c);
}

/* Text of which troff does not take the first character for a command: a line that begins with a point or a
 * quote is one to it, unless the empty character \& comes before. */
static void put_verbatim(const char *p, size_t n)
{
    if (n > 0 && (*p == '.' || *p == '\''))
        fputs("\\&", stdout);
    for (; n > 0; n--)
        put(*p++);
}

/* One word; backquotes around words make them bold. *bold goes on from word to word. */
static void put_word(const char *p, size_t n, int *bold)
{
    if (*p == '.' || *p == '\'')
        fputs("\\&", stdout);
    /* Word by word, so that a line can be broken between bold words and stay bold. */
    for (; n > 0; n--, p++) {
        if (*p == '`') {
            *bold = !*bold;
            fputs(*bold ? "\\fB" : "\\fR", stdout);
        } else {
            put(*p);
        }
    }
}

/* The words of a line of text, in short lines. */
static void put_words(const char *text, size_t length)
{
    const char *end = text + length;
    int bold = 0;
    size_t column = 0;

    while (text < end) {
        size_t n = strcspn(text, " \n");

        /* Eight more, as escapes make a word longer than it is on the page. */
        if (column > 0 && column + n + 8 > COLUMNS) {
            putchar('\n');
            column = 0;
        } else if (column > 0) {
            putchar(' ');
        }
        put_word(text, n, &bold);
        column += n + 1;
        text += n + 1;
    }
    putchar('\n');
}

/* Paragraphs as struct topic has them. Lines with four blanks before them are an example, in which troff must
 * not fill lines: .EX. */
static void put_paragraphs(const char *text)
{
    int example = 0, paragraph = 0;

    while (*text) {
        size_t length = strcspn(text, "\n");
        int verbatim = strncmp(text, "    ", 4) == 0;

        /* The macro that ends an example stands before what follows it, or at the end. */
        if (example && !verbatim)
            puts(".EE\n.RE");
        if (verbatim && !example)
            puts(".PP\n.RS 4\n.EX");
        if (verbatim) {
            put_verbatim(text + 4, length - 4);
            putchar('\n');
        } else if (length > 0) {
            if (paragraph++)
                puts(".PP");
            put_words(text, length);
        }
        example = verbatim;
        text += length;
        /* Over the line's end, which the last line has not. */
        text += *text != '\0';
    }
    if (example)
        puts(".EE\n.RE");
}

static void put_bold(const char *text)
{
    fputs("\\fB", stdout);
    put_verbatim(text, strlen(text));
    fputs("\\fR", stdout);
}

/* The option in all its forms. Levels are digits of their own, and no one letter stands for them. */
static void put_form(const struct definition *d)
{
    int optional = d->takes == TAKES_NUMBER || d->takes == TAKES_WORD;

    puts(".TP");
    if (d->id == LONG_LEVEL)
        fputs("\\fB\\-0\\fR ... \\fB\\-9\\fR, ", stdout);
    else if (d->id < LONG_RM)
        printf("\\fB\\-%c\\fR, ", d->id);
    put_bold("--");
    put_bold(d->name);
    if (d->value)
        printf("%s=\\fI%s\\fR%s", optional ? "[" : "", d->value, optional ? "]" : "");
    putchar('\n');
}

static void put_option(const struct definition *d)
{
    put_form(d);
    put_words(d->text, strlen(d->text));
    for (int i = 0; d->names && d->names(i); i++) {
        put_verbatim(d->names(i), strlen(d->names(i)));
        puts(d->names(i + 1) ? "," : ".");
    }
}

static void put_options(const struct manual *m)
{
    /* In the order of --help: one who knows the one finds things in the other. */
    puts(".SH OPTIONS");
    for (int g = 0; m->groups[g]; g++) {
        printf(".SS %s\n", m->groups[g]);
        for (size_t k = 0; k < m->count; k++)
            if (m->definitions[k].group == g)
                put_option(&m->definitions[k]);
    }
}

/* The name of a command's page. */
static void put_name(const struct command *c)
{
    if (command_find(c->name))
        /* Pages of commands have the name of both words: llz-why(1). */
        fputs("llz\\-", stdout);
    put_verbatim(c->name, strlen(c->name));
}

static void put_head(const struct command *c)
{
    printf(".\\\" Made from the tables that llz \\-\\-help has.\n.TH %s", command_find(c->name) ? "LLZ-" : "");
    /* Without toupper(), which depends on the locale; names are a to z. */
    for (const char *p = c->name; *p; p++)
        putchar(*p - 'a' + 'A');
    /* The date is that of CMakeLists.txt, not of the clock, so that two builds give the same page. */
    printf(" 1 %s \"llz %s\" \"User Commands\"\n.SH NAME\n", LLZ_DOCS_DATE, llz_version());
    put_name(c);
    /* The form "name \- text" is what apropos(1) looks for. No hyphenation (.nh): options would be cut. */
    printf(" \\- %s\n.nh\n.SH SYNOPSIS\n.nf\n", c->summary);
    for (int i = 0; c->manual->usage[i]; i++) {
        put_verbatim(c->manual->usage[i], strlen(c->manual->usage[i]));
        putchar('\n');
    }
    puts(".fi\n.SH DESCRIPTION");
    put_paragraphs(c->manual->about);
}

/* Of llz itself: what else there is. From 1 on, as the first is llz. */
static void put_commands(void)
{
    puts(".SH COMMANDS\nEach has a page of its own.");
    for (int i = 1; command_get(i); i++) {
        fputs(".TP\n\\fBllz ", stdout);
        put_verbatim(command_get(i)->name, strlen(command_get(i)->name));
        puts("\\fR");
        put_words(command_get(i)->summary, strlen(command_get(i)->summary));
    }
}

/* With a comma after it: libllz(3) always comes last. */
static void put_reference(const struct command *from, const struct command *to)
{
    /* No page refers to itself. */
    if (to == from)
        return;
    fputs(".BR ", stdout);
    put_name(to);
    puts(" (1),");
}

static void put_related(const struct command *c)
{
    /* In the order of the help, llz first. */
    puts(".SH \"SEE ALSO\"");
    for (int i = 0; command_get(i); i++)
        put_reference(c, command_get(i));
    for (int i = 0; docs_program(i); i++)
        put_reference(c, docs_program(i));
    puts(".BR libllz (3)");
}

void docs_man(const struct command *c)
{
    const struct topic *t = c->manual->topics;

    put_head(c);
    put_options(c->manual);
    if (c == command_get(0))
        put_commands();
    for (; t && t->text; t++) {
        printf(".SH \"%s\"\n", t->title);
        put_paragraphs(t->text);
    }
    put_related(c);
}
