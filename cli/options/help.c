/* help.c - the texts of --help and --version, on stdout.
 *
 * Everything is printed from the tables that parsing uses too, so that no option is without help and none
 * is promised that is not there. */
#include "cli/options/help.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/options/nearest.h"
#include "cli/terminal/wrap.h"
#include "codec/llz_lab.h"

#define TEXT_COLUMN 25 /* where the explanation of an option begins */

void help_form(char text[HELP_FORM_TEXT], const struct definition *d)
{
    /* Square brackets around the value, as in --bench[=LEVELS]: it may be missing. */
    int optional = d->takes == TAKES_NUMBER || d->takes == TAKES_WORD;
    char letter[16] = "    "; /* names line up where there is no letter */

    if (d->id == LONG_LEVEL)
        snprintf(letter, sizeof letter, "-0 ... -9, ");
    /* Ids below LONG_RM are the letters themselves. */
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
    /* Not only above: at the very column of the text no blank would come between the two. */
    if (w.column >= TEXT_COLUMN)
        wrap_end(&w);
    wrap_words(&w, d->text);
    if (d->names)
        wrap_names(&w, d->names);
    wrap_end(&w);
}

static void print_usage(const struct manual *m)
{
    for (int i = 0; m->usage[i]; i++)
        printf("%s %s\n", i ? "      " : "Usage:", m->usage[i]);
}

/* Of llz itself: what else there is. */
static void print_commands(void)
{
    puts("\nCommands (llz COMMAND --help tells more)");
    for (int i = 0; command_name(i); i++) {
        struct wrap w = { .out = stdout, .indent = TEXT_COLUMN };

        w.column = printf("  %s", command_name(i));
        wrap_words(&w, command_find(command_name(i))->summary);
        wrap_end(&w);
    }
}

/* What llz has as topics, a command tells at once. */
static void print_topics(const struct manual *m)
{
    for (int i = 0; m->topics && m->topics[i].text; i++) {
        putchar('\n');
        wrap_paragraphs(stdout, m->topics[i].text);
    }
}

enum status help_print(const struct manual *m)
{
    print_usage(m);
    wrap_paragraphs(stdout, m->about);
    for (int g = 0; m->groups[g]; g++) {
        printf("\n%s\n", m->groups[g]);
        for (size_t k = 0; k < m->count; k++)
            if (m->definitions[k].group == g)
                print_option(&m->definitions[k]);
    }
    /* No row of the table: the parser itself reads it. */
    puts("  --                     all that follow are names");
    if (m == &manual_llz) {
        print_commands();
        puts("\nMore: llz --help TOPIC; manual llz(1), and llz-COMMAND(1) of each command.");
    } else {
        print_topics(m);
    }
    puts("\nExit status: 0 all well, 1 an error, 2 a warning (something skipped or lost).");
    return report_flush();
}

/* word: the name without its dashes, which is what names of options are compared with; messages show
 * the name as it was typed. */
static enum status unknown_topic(const char *name, const char *word)
{
    struct nearest nearest = nearest_begin(word, strlen(word));
    char topics[512];
    size_t used = 0;

    for (size_t k = 0; k < manual_llz.count; k++)
        nearest_offer(&nearest, manual_llz.definitions[k].name);
    for (int i = 0; topic_name(i) && used < sizeof topics; i++) {
        nearest_offer(&nearest, topic_name(i));
        /* snprintf() counts what does not fit too, which ends the loop. */
        used += (size_t)snprintf(topics + used, sizeof topics - used, "%s %s", i ? "," : "", topic_name(i));
    }
    if (nearest.found)
        report_usage(name, "no topic of --help, and no option; did you mean %s? Topics are:%s", nearest.found,
                     topics);
    else
        report_usage(name, "no topic of --help, and no option; topics are:%s", topics);
    return STATUS_ERROR;
}

/* What stands after a policy's name. */
static void print_parameters(void)
{
    struct llz_parameter_info info = { .size = sizeof info };

    puts("\nParameters, with their usual values:");
    for (int i = 0; llz_policy_name(i); i++) {
        for (int k = 0; llz_parameter_get(llz_policy_name(i), k, &info); k++) {
            struct wrap w = { .out = stdout, .indent = TEXT_COLUMN };
            char range[96];

            w.column = printf("  %s:%s=%s", llz_policy_name(i), info.name, info.usual);
            wrap_end(&w);
            snprintf(range, sizeof range, "(from %s to %s, in steps of %s)", info.least, info.most, info.step);
            wrap_words(&w, info.about);
            wrap_words(&w, range);
            wrap_end(&w);
        }
    }
}

enum status help_topic(const char *name)
{
    const char *word = name + strspn(name, "-");
    /* A topic may be asked for as it is typed: -d, --decompress or decompress. */
    int letter = word[0] && !word[1] ? word[0] : 0;
    const struct definition *d = option_table_find(manual_llz.definitions, manual_llz.count, letter, word);

    /* What has the name of a command and of an option is told of in full: first the option, then the
     * command. */
    if (command_find(name) && d) { /* as with --verify and llz verify */
        print_option(d);
        putchar('\n');
    }
    if (command_find(name))
        return help_print(command_find(name)->manual);
    for (int i = 0; topics_llz[i].text; i++) {
        if (strcmp(topics_llz[i].name, name) != 0)
            continue;
        wrap_paragraphs(stdout, topics_llz[i].text);
        return report_flush();
    }
    if (!d)
        return unknown_topic(name, word);
    print_option(d);
    if (d->id == LONG_POLICY)
        print_parameters();
    return report_flush();
}

/* Those of which no code is left have a number and a name alone. */
static void print_models(void)
{
    for (int i = 0; llz_model_number(i) >= 0; i++) {
        const int number = llz_model_number(i);

        printf("model %3d  %-20s %08" PRIx32, number, llz_model_name(number), llz_model_identity(number));
        for (int level = LLZ_LEVEL_MIN; level <= LLZ_LEVEL_MAX; level++)
            if (llz_level_model(level) == number)
                printf("  level %d", level);
        putchar('\n');
    }
    for (int i = 0; llz_retired_model(i) >= 0; i++)
        printf("model %3d  %-20s retired\n", llz_retired_model(i), llz_model_name(llz_retired_model(i)));
}

enum status version_print(int verbose)
{
    printf("llz %s (kernel %s)\n", llz_version(), llz_kernel());
    if (verbose) {
        const double distance = llz_reference_distance();

        printf("build %s\n", llz_build());
        if (distance >= 0) /* negative: no OpenBLAS to compare with */
            printf("products differ from those of OpenBLAS by at most %.1e\n", distance);
        else
            puts("products not compared with OpenBLAS: its module is not installed");
    }
    if (verbose)
        print_models();
    return report_flush();
}
