/* value_lists.c - values of options that are lists with commas. */
#include "cli/options/value_lists.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/options/values.h"
#include "cli/terminal/report.h"

#define ITEM_MAX 4200 /* longer than any name or number that is known, all parameters of a policy, and a path */

/* Copies the item at *text and moves *text after it and its comma; NULL there after the last. */
static void next_item(char item[ITEM_MAX], const char **text)
{
    size_t length = strcspn(*text, ",");

    snprintf(item, ITEM_MAX, "%.*s", (int)length, *text);
    *text = (*text)[length] ? *text + length + 1 : NULL;
}

/* "uniform,all" or a name given twice would run one thing twice, and count it twice. */
static void add(struct names *names, const char *name)
{
    for (int i = 0; i < names->count; i++)
        if (strcmp(names->name[i], name) == 0)
            return;
    names->name[names->count++] = name;
}

/* In texts there is room for what it is made from. */
static const char *keep(char **texts, const char *policy)
{
    const size_t room = strlen(policy) + 1;
    char *text = *texts;

    if (value_is_own(policy)) {
        memcpy(text, policy, room);
        *texts += room;
    } else {
        *texts += llz_policy_text(policy, text, room) + 1;
    }
    return text;
}

void names_free(struct names *names)
{
    free(names->name);
    free(names->texts);
    *names = (struct names){ 0 };
}

int list_names(struct names *names, const char *text, const char *(*known)(int),
               int (*value)(const char *text, const char **name))
{
    int all = 0;
    char *texts;

    while (known(all))
        all++;
    names_free(names);
    /* A list has one name more than it has commas at most, and "all" as many as are known. */
    *names = (struct names){ .name = calloc((size_t)all + strlen(text) + 1, sizeof *names->name),
                             .texts = malloc(strlen(text) + 1) };
    if (!names->name || !names->texts)
        return report_usage(text, "%s", strerror(ENOMEM));
    texts = names->texts;
    if (strcmp(text, "all") == 0)
        for (int i = 0; i < all; i++)
            add(names, known(i));
    else
        while (text) {
            char item[ITEM_MAX];
            const char *name;

            next_item(item, &text);
            if (value(item, &name) != 0)
                return -1;
            /* Where parameters are given, what comes back is the text itself, which is on the stack: it
             * is kept. Other names are the library's. */
            add(names, name == item ? keep(&texts, item) : name);
        }
    return 0;
}

/* Not list_names(), which takes what it does not know for a policy with parameters. */
int list_words(struct names *names, const char *text)
{
    char *rest, *word;

    names_free(names);
    /* A list has one word more than it has commas at most. */
    *names = (struct names){ .name = calloc(strlen(text) + 1, sizeof *names->name), .texts = strdup(text) };
    if (!names->name || !names->texts)
        return report_usage(text, "%s", strerror(ENOMEM));
    for (word = names->texts; word; word = rest) {
        rest = strchr(word, ',');
        if (rest)
            *rest++ = '\0';
        if (!*word)
            return report_usage(text, "an empty name in a list");
        add(names, word);
    }
    return 0;
}

static int add_model(uint64_t *models, int room, int *count, uint64_t model)
{
    for (int i = 0; i < *count; i++)
        if (models[i] == model)
            return 0;
    if (*count == room)
        return report_usage("--models", "at most %d of them", room);
    models[(*count)++] = model;
    return 0;
}

int list_models(uint64_t *models, int room, int *count, const char *text)
{
    *count = 0;
    if (strcmp(text, "all") == 0) {
        for (int i = 0; llz_model_number(i) >= 0; i++)
            if (add_model(models, room, count, (uint64_t)llz_model_number(i)) != 0)
                return -1;
        return 0;
    }
    while (text) {
        char item[ITEM_MAX];
        uint64_t model;

        next_item(item, &text);
        if (value_model(item, &model) != 0 || add_model(models, room, count, model) != 0)
            return -1;
    }
    return 0;
}

int list_levels(int chosen[LLZ_LEVEL_MAX + 1], const char *text)
{
    const char *whole = text;

    memset(chosen, 0, (LLZ_LEVEL_MAX + 1) * sizeof *chosen);
    while (text) {
        char item[ITEM_MAX], *dash;
        int first, last;

        next_item(item, &text);
        dash = strchr(item, '-');
        if (dash)
            *dash = '\0';
        /* Without a dash the range is one level; "3-" and "-3" have an empty end, which is no level. */
        if (value_level(item, &first) != 0 || value_level(dash ? dash + 1 : item, &last) != 0)
            return -1;
        if (first > last)
            return report_usage(whole, "a range of levels ends below its beginning");
        for (int level = first; level <= last; level++)
            chosen[level] = 1;
    }
    return 0;
}
