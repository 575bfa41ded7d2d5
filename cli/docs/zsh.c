/* zsh.c - completions for zsh, for its _arguments: option[what it does]:value:how to complete that. */
#include <stdio.h>

#include "cli/docs/docs.h"

/* A text between brackets, inside of single quotes. */
static void put_brief(const struct definition *d)
{
    char text[DOCS_BRIEF_TEXT];

    docs_brief(text, d);
    for (const char *p = text; *p; p++)
        /* Single quotes know no escape: the string is ended, a quote is put, and the next one begins. */
        if (*p == '\'')
            fputs("'\\''", stdout);
        else
            /* A bracket would end the text of the option. */
            printf("%s%c", *p == '[' || *p == ']' || *p == '\\' ? "\\" : "", *p);
}

static void put_value(const struct definition *d)
{
    if (!d->value)
        return;
    /* Two colons before what may be missing. */
    printf("%s:%s:", d->takes == TAKES_VALUE ? "" : ":", d->value);
    if (d->names) {
        putchar('(');
        docs_print_names(d);
        putchar(')');
    } else if (docs_is_file(d)) {
        fputs("_files", stdout);
    }
}

static void put_option(const struct definition *d)
{
    int has_letter = d->id < LONG_RM;

    /* Two arguments for an option with two forms, as their values hang on in different ways. */
    if (has_letter) {
        /* "+": the value follows in the same word or the next; "-": only in the same, as it may be missing. */
        printf("        '-%c%s[", d->id, d->takes == TAKES_VALUE ? "+" : d->takes == TAKES_NUMBER ? "-" : "");
        put_brief(d);
        putchar(']');
        if (d->takes != TAKES_WORD)
            put_value(d);
        puts("' \\");
    }
    printf("        '--%s%s[", d->name,
           d->takes == TAKES_VALUE || d->takes == TAKES_WORD ? "="
           : d->takes == TAKES_NUMBER                        ? "=-"
                                                             : "");
    put_brief(d);
    putchar(']');
    put_value(d);
    puts("' \\");
}

/* Functions have the names of commands, by which _llz calls them; that of llz itself is _llz_files. */
static void put_command(const struct command *c)
{
    /* -s: letters may stand in a row; -S: after "--" there are only files. */
    printf("_llz_%s()\n{\n    _arguments -s -S \\\n", c == command_get(0) ? "files" : c->name);
    for (size_t k = 0; k < c->manual->count; k++)
        put_option(&c->manual->definitions[k]);
    puts("        '*:file:_files'\n}\n");
}

void docs_zsh(void)
{
    fputs("#compdef llz", stdout);
    for (int i = 0; docs_program(i); i++)
        printf(" %s", docs_program(i)->name);
    puts("\n# Completions of llz for zsh, made from the tables that llz --help has.\n");
    for (int i = 0; command_get(i); i++)
        put_command(command_get(i));
    for (int i = 0; docs_program(i); i++)
        put_command(docs_program(i));
    fputs("_llz()\n{\n    local name\n    if [[ $service == llz?* ]]; then\n        _llz_$service\n"
          "    elif ((CURRENT > 2)) && [[ ${words[2]} == (",
          stdout);
    docs_print_commands("|");
    fputs(") ]]; then\n        name=${words[2]}\n        shift words\n        ((CURRENT--))\n"
          "        _llz_$name\n    else\n        ((CURRENT == 2)) && compadd ",
          stdout);
    docs_print_commands(" ");
    puts("\n        _llz_files\n    fi\n}\n\n_llz \"$@\"");
}
