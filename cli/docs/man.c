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

/* Text of which troff does not take the first character for a command. */
static void put_verbatim(const char *p, size_t n)
{
    if (n > 0 && (*p == '.' || *p == '\''))
        fputs("\\&", stdout);
    for (; n > 0; n--)
        put(*p++);
}

/* One word; backquotes around words make them bold. */
static void put_word(const char *p, size_t n, int *bold)
{
    if (*p == '.' || *p == '\'')
        fputs("\\&", stdout);
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

/* Paragraphs as struct topic has them. */
static void put_paragraphs(const char *text)
{
    int example = 0, paragraph = 0;

    while (*text) {
        size_t length = strcspn(text, "\n");
        int verbatim = strncmp(text, "    ", 4) == 0;

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

static void put_options(const struct command *c)
{
    puts(".SH OPTIONS");
    for (int g = 0; c->groups[g]; g++) {
        printf(".SS %s\n", c->groups[g]);
        for (size_t k = 0; k < c->count; k++)
            if (c->definitions[k].group == g)
                put_option(&c->definitions[k]);
    }
}

/* The name of a command, as its page has it. */
static void put_name(const char *name)
{
    for (; *name; name++)
        put((char)(*name == ' ' ? '-' : *name));
}

static void put_head(const struct command *c)
{
    printf(".\\\" Made from the tables that llz \\-\\-help has.\n.TH ");
    for (const char *p = c->name; *p; p++)
        putchar(*p == ' ' ? '-' : *p - 'a' + 'A');
    printf(" 1 %s \"llz %s\" \"User Commands\"\n.SH NAME\n", LLZ_DOCS_DATE, llz_version());
    put_name(c->name);
    printf(" \\- %s\n.nh\n.SH SYNOPSIS\n.nf\n", c->purpose);
    for (int i = 0; c->usage[i]; i++) {
        put_verbatim(c->usage[i], strlen(c->usage[i]));
        putchar('\n');
    }
    puts(".fi\n.SH DESCRIPTION");
    put_paragraphs(c->about);
}

static void put_related(const struct command *c)
{
    puts(".SH \"SEE ALSO\"");
    for (int i = 0; command_get(i); i++) {
        if (command_get(i) == c)
            continue;
        fputs(".BR ", stdout);
        put_name(command_get(i)->name);
        puts(" (1),");
    }
    puts(".BR libllz (3)");
}

void docs_man(const struct command *c)
{
    put_head(c);
    put_options(c);
    for (int i = 0; topic_get(i); i++) {
        if (topic_get(i)->command != c)
            continue;
        printf(".SH \"%s\"\n", topic_get(i)->title);
        put_paragraphs(topic_get(i)->text);
    }
    put_related(c);
}
