/* docs.c - the program that writes man pages, completions and OPTIONS.md while llz is built; it is not
 * installed. */
#include "cli/docs/docs.h"

#include <stdio.h>
#include <string.h>

/* Completions have room for a few words: the text ends before its first condition or default. */
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

void docs_print_commands(const char *between)
{
    for (int i = 0; command_name(i); i++)
        printf("%s%s", i ? between : "", command_name(i));
}

/* Standard output becomes FOLDER/NAME: all that prints can use printf() and be as short as its text. */
static int begin(const char *folder, const char *name)
{
    char path[4096];
    const int n = snprintf(path, sizeof path, "%s/%s", folder, name);

    return n > 0 && (size_t)n < sizeof path && freopen(path, "w", stdout) ? 0 : -1;
}

/* The build has to fail when the disk is full; half a page would be installed otherwise. */
static int end(void)
{
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : -1;
}

static int write_page(const char *folder, const struct command *c)
{
    char name[64];

    /* As git has it: git-log(1). Programs of their own have their own name. */
    snprintf(name, sizeof name, "man1/%s%s.1", command_find(c->name) ? "llz-" : "", c->name);
    if (begin(folder, name) != 0)
        return -1;
    docs_man(c);
    return end();
}

/* Page and completions for fish, which looks for them in a file of each program. */
static int write_program(const char *folder, const struct command *program)
{
    char name[64];

    snprintf(name, sizeof name, "%s.fish", program->name);
    if (write_page(folder, program) != 0 || begin(folder, name) != 0)
        return -1;
    docs_fish_program(program);
    return end();
}

static int write_file(const char *folder, const char *name, void (*print)(void))
{
    if (begin(folder, name) != 0)
        return -1;
    print();
    return end();
}

/* All files, into a folder that has one for pages. */
int main(int argc, char **argv)
{
    int failed = argc != 2;

    for (int i = 0; !failed && command_get(i); i++)
        failed = write_page(argv[1], command_get(i));
    for (int i = 0; !failed && docs_program(i); i++)
        failed = write_program(argv[1], docs_program(i));
    /* The folders were made by CMakeLists.txt; what fails here ends the build. */
    return failed || write_file(argv[1], "llz.bash", docs_bash) != 0 ||
           write_file(argv[1], "llz.zsh", docs_zsh) != 0 || write_file(argv[1], "llz.fish", docs_fish) != 0 ||
           write_file(argv[1], "OPTIONS.md", docs_markdown) != 0;
}
