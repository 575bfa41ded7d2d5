/* markdown.c - OPTIONS.md, which is kept in this folder: the options of all commands, in tables. It is kept
 * although it is made, so that it can be read without a build; a test compares the two. */
#include <stdio.h>

#include "cli/docs/docs.h"

/* Text in a cell of a table, where a bar would end the cell and a star begin emphasis. */
static void put_cell(const char *text)
{
    for (; *text; text++) {
        if (*text == '|' || *text == '*')
            putchar('\\');
        putchar(*text);
    }
}

/* In backquotes, within which a star or an underscore means itself. */
static void put_form(const struct definition *d)
{
    int optional = d->takes == TAKES_NUMBER || d->takes == TAKES_WORD;

    if (d->id == LONG_LEVEL)
        fputs("`-0` ... `-9`, ", stdout);
    else if (d->id < LONG_RM)
        printf("`-%c`, ", d->id);
    printf("`--%s", d->name);
    if (d->value)
        printf("%s=%s%s", optional ? "[" : "", d->value, optional ? "]" : "");
    putchar('`');
}

static void put_option(const struct definition *d)
{
    fputs("| ", stdout);
    put_form(d);
    fputs(" | ", stdout);
    put_cell(d->text);
    for (int i = 0; d->names && d->names(i); i++)
        /* The text ends with a colon, so that names can follow it. */
        printf("%s `%s`", i ? "," : "", d->names(i));
    puts(" |");
}

static void put_command(const struct command *c)
{
    const struct manual *m = c->manual;

    printf("\n## llz%s%s\n\nTo %s:\n\n", c == command_get(0) ? "" : " ", c == command_get(0) ? "" : c->name,
           c->summary);
    for (int i = 0; m->usage[i]; i++)
        printf("    %s\n", m->usage[i]);
    /* A table for each group, by which help orders them as well. */
    for (int g = 0; m->groups[g]; g++) {
        printf("\n### %s\n\n| option | what it does |\n|---|---|\n", m->groups[g]);
        for (size_t k = 0; k < m->count; k++)
            if (m->definitions[k].group == g)
                put_option(&m->definitions[k]);
    }
}

void docs_markdown(void)
{
    /* Broken by hand, since the file is read as it is, too. */
    puts("# Options\n\n"
         "`llz --help` prints the same, llz(1) and its fellows have it too: all of it comes from the tables "
         "that\n"
         "`cli/commands.def` names. After a change there:\n\n"
         "    cmake --build --preset release --target docs && cp build/release/docs/OPTIONS.md cli/docs/");
    for (int i = 0; command_get(i); i++)
        put_command(command_get(i));
}
