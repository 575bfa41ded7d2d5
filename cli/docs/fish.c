/* fish.c - completions for fish: a line for each option and each condition under which it may stand. */
#include <stdio.h>

#include "cli/docs/docs.h"

static void put_text(const struct definition *d)
{
    char text[DOCS_BRIEF_TEXT];

    docs_brief(text, d);
    fputs(" -d '", stdout);
    /* Within single quotes fish knows two escapes: of the quote and of the backslash. */
    for (const char *p = text; *p; p++)
        printf("%s%c", *p == '\'' || *p == '\\' ? "\\" : "", *p);
    puts("'");
}

/* condition: where it may stand; NULL: anywhere */
static void put_option(const char *program, const struct definition *d, const char *condition)
{
    printf("complete -c %s", program);
    /* In double quotes, as it has a variable that fish has to put in. */
    if (condition)
        printf(" -n \"%s\"", condition);
    printf(" -l %s", d->name);
    if (d->id < LONG_RM)
        printf(" -s %c", d->id);
    /* -r: needs a value, of which files are completed; -x: the same without files. */
    if (d->takes == TAKES_VALUE)
        fputs(docs_is_file(d) ? " -r" : " -x", stdout);
    if (d->names) {
        /* -f where the value may be missing: the names, and no files beside them. */
        fputs(d->takes == TAKES_VALUE ? " -a '" : " -f -a '", stdout);
        docs_print_names(d);
        putchar('\'');
    }
    put_text(d);
}

static void put_options(const struct command *c, const char *condition)
{
    for (size_t k = 0; k < c->manual->count; k++)
        put_option("llz", &c->manual->definitions[k], condition);
}

/* Where llz itself is meant: where no command stands. Their names are in a variable, for all its options. */
static void put_llz(void)
{
    puts("# Completions of llz for fish, made from the tables that llz --help has.");
    fputs("set -l llz_commands ", stdout);
    docs_print_commands(" ");
    puts("\ncomplete -c llz -n '__fish_is_first_arg' -a \"$llz_commands\"");
}

void docs_fish(void)
{
    put_llz();
    /* Options of llz itself do not belong to its commands, though some have the same names. */
    put_options(command_get(0), "not __fish_seen_subcommand_from $llz_commands");
    for (int i = 1; command_get(i); i++) {
        char condition[64];

        snprintf(condition, sizeof condition, "__fish_seen_subcommand_from %s", command_get(i)->name);
        put_options(command_get(i), condition);
    }
}

void docs_fish_program(const struct command *program)
{
    printf("# Completions of %s for fish, made from the tables that llz --help has.\n", program->name);
    for (size_t k = 0; k < program->manual->count; k++)
        put_option(program->name, &program->manual->definitions[k], NULL);
}
