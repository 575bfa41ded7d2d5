/* bash.c - completions for bash, without the helpers of the package bash-completion. */
#include <stdio.h>
#include <string.h>

#include "cli/docs/docs.h"

/* Bash cuts words at "=" (COMP_WORDBREAKS), so in --option=value the sign is a word of its own, and the option
 * stands one or two words before. In a list of names the one after the last comma is completed. compopt and
 * mapfile keep names of files with blanks whole, which a plain COMPREPLY=($(...)) would cut. */
static const char head[] =
    "# Completions of llz for bash, made from the tables that llz --help has.\n"
    "\n"
    "_llz_names()\n"
    "{\n"
    "    COMPREPLY=($(compgen -W \"$1\" -- \"$cur\"))\n"
    "}\n"
    "\n"
    "_llz_list()\n"
    "{\n"
    "    local front=\n"
    "    [[ $cur == *,* ]] && front=${cur%,*},\n"
    "    COMPREPLY=($(compgen -P \"$front\" -W \"$1\" -- \"${cur##*,}\"))\n"
    "}\n"
    "\n"
    "_llz_files()\n"
    "{\n"
    "    compopt -o filenames 2>/dev/null\n"
    "    mapfile -t COMPREPLY < <(compgen -d -- \"$cur\"; compgen -f -X \"$1\" -- \"$cur\")\n"
    "}\n"
    "\n"
    "_llz()\n"
    "{\n"
    "    local cur=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command=llz word except=\n"
    "\n"
    "    COMPREPLY=()\n"
    "    if ((COMP_CWORD > 1)) && [[ ${COMP_WORDS[1]} == @(";

/* llzcat and llzgrep come as the program's own name, with any path before it. llz?* leaves out llz itself. */
static const char middle[] = ") ]]; then\n"
                             "        command=${COMP_WORDS[1]}\n"
                             "    fi\n"
                             "    [[ ${COMP_WORDS[0]##*/} == llz?* ]] && command=${COMP_WORDS[0]##*/}\n"
                             "    [[ $command == llzcat ]] && except='!*.llz'\n"
                             "    if [[ $cur == '=' ]]; then\n"
                             "        cur=\n"
                             "    elif [[ $previous == '=' ]]; then\n"
                             "        previous=${COMP_WORDS[COMP_CWORD - 2]}\n"
                             "    fi\n"
                             "    case $command:$previous in\n";

/* Commands are offered once a letter of one stands there, and files before that. */
static const char first_word[] = "    esac\n"
                                 "    if ((COMP_CWORD == 1)) && [[ $cur && $command == llz ]]; then\n"
                                 "        COMPREPLY=($(compgen -W '";

/* Where only archives can be meant, others are left out. -X wants the pattern of what is to go, so it has a
 * "!". The words are looked through for letters in a row, too, as in -dk. bashdefault takes over where nothing
 * was found. */
static const char tail[] = "' -- \"$cur\"))\n"
                           "    fi\n"
                           "    for word in \"${COMP_WORDS[@]:1}\"; do\n"
                           "        case $word in\n"
                           "        --decompress | --test | --list) except='!*.llz' ;;\n"
                           "        --*) ;;\n"
                           "        -*[dtl]*) except='!*.llz' ;;\n"
                           "        esac\n"
                           "    done\n"
                           "    [[ $except && $command == @(llz|llzcat) ]] && _llz_files \"$except\"\n"
                           "    return 0\n"
                           "}\n"
                           "\n"
                           "complete -o bashdefault -o default -F _llz llz";

/* The pattern of the words before this option's value. */
static void put_pattern(const struct command *c, const struct definition *d)
{
    printf("    %s:--%s", c->name, d->name);
    /* A word that may be missing has no short form. */
    if (d->id < LONG_RM && d->takes != TAKES_WORD)
        printf(" | %s:-%c", c->name, d->id);
    puts(")");
}

/* Without names of its own a value may be a file or a number, which bash completes by itself. */
static void put_value(const struct command *c, const struct definition *d)
{
    if (!d->value)
        return;
    put_pattern(c, d);
    if (d->names) {
        /* LIST: names with commas between them. */
        printf("        %s '", strcmp(d->value, "LIST") == 0 ? "_llz_list" : "_llz_names");
        docs_print_names(d);
        puts("'");
    }
    puts("        return\n        ;;");
}

static void put_values(const struct command *c)
{
    for (size_t k = 0; k < c->manual->count; k++)
        /* A number stands in the word of its option, if anywhere: the next word is none. */
        if (c->manual->definitions[k].takes != TAKES_NUMBER)
            put_value(c, &c->manual->definitions[k]);
}

/* Only after a "-": files are what most words are. */
static void put_options(const struct command *c)
{
    printf("    %s:*)\n        if [[ $cur == -* ]]; then\n            _llz_names '", c->name);
    for (size_t k = 0; k < c->manual->count; k++) {
        if (c->manual->definitions[k].id < LONG_RM)
            printf("-%c ", c->manual->definitions[k].id);
        printf("--%s%s", c->manual->definitions[k].name, k + 1 < c->manual->count ? " " : "");
    }
    puts("'\n            return\n        fi\n        ;;");
}

void docs_bash(void)
{
    fputs(head, stdout);
    docs_print_commands("|");
    fputs(middle, stdout);
    for (int i = 0; command_get(i); i++)
        put_values(command_get(i));
    for (int i = 0; docs_program(i); i++)
        put_values(docs_program(i));
    /* Only when no value was asked for, which would have returned. */
    puts("    esac\n    case $command: in");
    for (int i = 0; command_get(i); i++)
        put_options(command_get(i));
    for (int i = 0; docs_program(i); i++)
        put_options(docs_program(i));
    fputs(first_word, stdout);
    docs_print_commands(" ");
    fputs(tail, stdout);
    for (int i = 0; docs_program(i); i++)
        printf(" %s", docs_program(i)->name);
    putchar('\n');
}
