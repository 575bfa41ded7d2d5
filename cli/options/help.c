/* help.c - the texts of --help and --version, on stdout. */
#include "cli/options/help.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/options/nearest.h"
#include "cli/terminal/wrap.h"

#define TEXT_COLUMN 25 /* where the explanation of an option begins */

void help_form(char text[HELP_FORM_TEXT], const struct definition *d)
{
    int optional = d->takes == TAKES_NUMBER || d->takes == TAKES_WORD;
    char letter[16] = "    ";

    if (d->id == LONG_LEVEL)
        snprintf(letter, sizeof letter, "-0 ... -9, ");
    else if (d->id < LONG_RM)
        snprintf(letter, sizeof letter, "-%c, ", d->id);
    snprintf(text, HELP_FORM_TEXT, "%s--%s%s%s%s%s", letter, d->name, optional ? "[" : "", d->value ? "=" : "",
             d->value ? d->value : "", optional ? "]" : "");
}

static void print_option(const struct definition *d)
{
    struct wrap w = { .out = stdout, .indent = TEXT_COLUMN };
    char form[HELP_FORM_TEXT];

    help_form(form, d);
    w.column = printf("  %s", form);
    if (w.column >= TEXT_COLUMN)
        wrap_end(&w);
    wrap_words(&w, d->text);
    if (d->names)
        wrap_names(&w, d->names);
    wrap_end(&w);
}

static void print_usage(const struct command *c)
{
    for (int i = 0; c->usage[i]; i++)
        printf("%s %s\n", i ? "      " : "Usage:", c->usage[i]);
}

/* What llz has as topics, a subcommand tells at once. */
static void print_more(const struct command *c)
{
    if (c == &command_llz)
        puts("\nMore: llz --help TOPIC, llz compare --help, llz law --help, llz train --help,\n"
             "llz why --help; man pages llz(1), llz-compare(1), llz-law(1), llz-train(1),\nllz-why(1).");
    for (int i = 0; c != &command_llz && topic_get(i); i++) {
        if (topic_get(i)->command != c)
            continue;
        putchar('\n');
        wrap_paragraphs(stdout, topic_get(i)->text);
    }
}

enum status help_print(const struct command *c)
{
    print_usage(c);
    wrap_paragraphs(stdout, c->about);
    for (int g = 0; c->groups[g]; g++) {
        printf("\n%s\n", c->groups[g]);
        for (size_t k = 0; k < c->count; k++)
            if (c->definitions[k].group == g)
                print_option(&c->definitions[k]);
    }
    puts("  --                     all that follow are names");
    print_more(c);
    puts("\nExit status: 0 all well, 1 an error, 2 a warning (something skipped or lost).");
    return report_flush();
}

static enum status unknown_topic(const char *name, const char *word)
{
    struct nearest nearest = nearest_begin(word, strlen(word));
    char topics[512];
    size_t used = 0;

    for (size_t k = 0; k < command_llz.count; k++)
        nearest_offer(&nearest, command_llz.definitions[k].name);
    for (int i = 0; topic_name(i) && used < sizeof topics; i++) {
        nearest_offer(&nearest, topic_name(i));
        used += (size_t)snprintf(topics + used, sizeof topics - used, "%s %s", i ? "," : "", topic_name(i));
    }
    if (nearest.found)
        report_usage(name, "no topic of --help, and no option; did you mean %s? Topics are:%s", nearest.found,
                     topics);
    else
        report_usage(name, "no topic of --help, and no option; topics are:%s", topics);
    return STATUS_ERROR;
}

enum status help_topic(const char *name)
{
    const char *word = name + strspn(name, "-");
    int letter = word[0] && !word[1] ? word[0] : 0;
    const struct definition *d = words_find(command_llz.definitions, command_llz.count, letter, word);

    for (int i = 0; topic_get(i); i++) {
        if (strcmp(topic_name(i), name) != 0)
            continue;
        if (topic_get(i)->command != &command_llz)
            help_print(topic_get(i)->command);
        else
            wrap_paragraphs(stdout, topic_get(i)->text);
        return report_flush();
    }
    if (!d)
        return unknown_topic(name, word);
    print_option(d);
    return report_flush();
}

enum status version_print(int verbose)
{
    printf("llz %s (kernel %s)\n", llz_version(), llz_kernel());
    if (verbose) {
        const double distance = llz_reference_distance();

        printf("build %s\n", llz_build());
        if (distance >= 0)
            printf("products differ from those of OpenBLAS by at most %.1e\n", distance);
        else
            puts("products not compared with OpenBLAS: its module is not installed");
    }
    for (int level = LLZ_LEVEL_MIN; verbose && level <= LLZ_LEVEL_MAX; level++)
        printf("level %d: model %08" PRIx32 "\n", level, llz_model_identity(level));
    return report_flush();
}
