/* show.c - As ls -l and tar -tv show entries, with a line for each. */
#include "cli/tree/show.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "cli/terminal/json.h"
#include "cli/terminal/printable.h"

#define OWNER_COLUMNS 30 /* of a user, and of a group */
#define OWNER_TEXT (2 * PRINTABLE_TEXT)

/* The form of ls -l: POSIX has it there, with the capitals where the right to execute is missing. */
static void format_mode(char text[11], const struct tree_entry *e)
{
    static const char kinds[] = "-dlhpcb"; /* by enum tree_kind */
    static const char letters[] = "rwxrwxrwx";
    static const struct {
        unsigned bit;
        int at;
        char with, without; /* the right to execute */
    } special[] = { { 04000, 3, 's', 'S' }, { 02000, 6, 's', 'S' }, { 01000, 9, 't', 'T' } };

    text[0] = kinds[e->kind];
    for (int i = 0; i < 9; i++)
        text[i + 1] = (char)(e->mode >> (8 - i) & 1 ? letters[i] : '-');
    for (int i = 0; i < 3; i++)
        if (e->mode & special[i].bit)
            text[special[i].at] = (char)(text[special[i].at] == 'x' ? special[i].with : special[i].without);
    text[10] = '\0';
}

/* "user/group", by number where there is no name. */
static void format_owner(char text[OWNER_TEXT], const struct tree_owner *o)
{
    char user[PRINTABLE_TEXT], group[PRINTABLE_TEXT];

    printable_text(user, sizeof user, o->user, OWNER_COLUMNS);
    printable_text(group, sizeof group, o->group, OWNER_COLUMNS);
    if (!*user)
        snprintf(user, sizeof user, "%" PRIu64, o->uid);
    if (!*group)
        snprintf(group, sizeof group, "%" PRIu64, o->gid);
    snprintf(text, OWNER_TEXT, "%s/%s", user, group);
}

/* Local time, as ls and tar show it. A year that strftime() cannot write, or that no struct tm holds,
 * is shown as seconds. */
static void format_time(char text[32], int64_t seconds)
{
    time_t t = (time_t)seconds;
    struct tm local;

    if (!localtime_r(&t, &local) || strftime(text, 32, "%Y-%m-%d %H:%M:%S", &local) == 0)
        snprintf(text, 32, "%" PRId64, seconds);
}

/* "changed,grew"; "" where nothing happened. */
static void format_notes(char text[64], unsigned notes)
{
    /* In the order of the bits of enum tree_note; --json promises these words. */
    static const char *const words[] = { "changed", "grew", "cut", "vanished", "bare", "left_out" };
    size_t used = 0;

    text[0] = '\0';
    for (unsigned i = 0; i < sizeof words / sizeof words[0]; i++)
        if (notes >> i & 1)
            used += (size_t)snprintf(text + used, 64 - used, "%s%s", used ? "," : "", words[i]);
}

static void put_owner(struct json *j, const struct tree_owner *by)
{
    /* Numbers always, names where there are some: a program must not have to look up anything. */
    json_unsigned(j, "uid", by->uid);
    json_unsigned(j, "gid", by->gid);
    if (*by->user)
        json_text(j, "user", by->user);
    if (*by->group)
        json_text(j, "group", by->group);
}

void show_json(const struct catalog *c, const struct tree_entry *e)
{
    /* The words that --help json promises, in the order of enum tree_kind. */
    static const char *const kinds[] = {
        "file", "folder", "symlink", "hardlink", "fifo", "character", "block"
    };
    const struct tree_owner by = catalog_owner(c, e);
    struct json j = json_begin(stdout);
    char notes[64];

    json_text(&j, "type", "entry");
    json_text(&j, "path", e->path);
    json_text(&j, "kind", kinds[e->kind]);
    if (e->target)
        json_text(&j, "target", e->target);
    json_unsigned(&j, "size", e->size);
    /* A decimal number, as JSON has no octal ones. */
    json_unsigned(&j, "mode", e->mode);
    put_owner(&j, &by);
    json_signed(&j, "mtime", e->seconds);
    json_unsigned(&j, "mtime_nanoseconds", e->nanoseconds);
    format_notes(notes, e->notes);
    if (notes[0])
        json_text(&j, "notes", notes);
    json_end(&j);
}

void show_entry(const struct catalog *c, const struct tree_entry *e)
{
    const struct tree_owner by = catalog_owner(c, e);
    char mode[11], owner[OWNER_TEXT], changed[32];

    format_mode(mode, e);
    format_owner(owner, &by);
    format_time(changed, e->seconds);
    /* The mark takes one column away from the owner, so that what follows stays in line. */
    printf("%s%s %-*s %12" PRIu64 " %s ", mode, e->notes ? "!" : "", e->notes ? 14 : 15, owner, e->size,
           changed);
    printable_put(stdout, e->path);
    if (e->target) {
        /* As tar -tv has both. */
        fputs(e->kind == TREE_HARDLINK ? " link to " : " -> ", stdout);
        printable_put(stdout, e->target);
    }
    putchar('\n');
}
