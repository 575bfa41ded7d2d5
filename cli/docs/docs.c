/* docs.c - the program that writes man pages, completions and OPTIONS.md while llz is built; it is not
 * installed. */
#include "cli/docs/docs.h"

#include <stdio.h>
#include <string.h>

void docs_brief(char text[DOCS_BRIEF_TEXT], const struct definition *d)
{
    const char *bracket = strstr(d->text, " (");
    size_t length = strcspn(d->text, ";:");

    if (bracket && (size_t)(bracket - d->text) < length)
        length = (size_t)(bracket - d->text);
    snprintf(text, DOCS_BRIEF_TEXT, "%.*s", (int)length, d->text);
}

int docs_is_file(const struct definition *d)
{
    return d->value && (strcmp(d->value, "FILE") == 0 || strcmp(d->value, "DIR") == 0);
}

void docs_print_names(const struct definition *d)
{
    for (int i = 0; d->names && d->names(i); i++)
        printf("%s%s", i ? " " : "", d->names(i));
}

int main(int argc, char **argv)
{
    const char *what = argc == 2 ? argv[1] : "";

    if (strcmp(what, "llz.1") == 0)
        docs_man(&command_llz);
    else if (strcmp(what, "llz-compare.1") == 0)
        docs_man(&command_compare);
    else if (strcmp(what, "llz-law.1") == 0)
        docs_man(&command_law);
    else if (strcmp(what, "llz-train.1") == 0)
        docs_man(&command_train);
    else if (strcmp(what, "llz-why.1") == 0)
        docs_man(&command_why);
    else if (strcmp(what, "llz.bash") == 0)
        docs_bash();
    else if (strcmp(what, "llz.zsh") == 0)
        docs_zsh();
    else if (strcmp(what, "llz.fish") == 0)
        docs_fish();
    else if (strcmp(what, "OPTIONS.md") == 0)
        docs_markdown();
    else
        return 1;
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
