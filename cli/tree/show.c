#include "cli/tree/show.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "cli/terminal/printable.h"

#define OWNER_COLUMNS 30 /* of a user, and of a group */
#define OWNER_TEXT (2 * PRINTABLE_TEXT)

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

static void format_time(char text[32], int64_t seconds)
{
    time_t t = (time_t)seconds;
    struct tm local;

    if (!localtime_r(&t, &local) || strftime(text, 32, "%Y-%m-%d %H:%M:%S", &local) == 0)
        snprintf(text, 32, "%" PRId64, seconds);
}

void show_entry(const struct catalog *c, const struct tree_entry *e)
{
    const struct tree_owner by = catalog_owner(c, e);
    char mode[11], owner[OWNER_TEXT], changed[32];

    format_mode(mode, e);
    format_owner(owner, &by);
    format_time(changed, e->seconds);
    printf("%s%s %-*s %12" PRIu64 " %s ", mode, e->notes ? "!" : "", e->notes ? 14 : 15, owner, e->size,
           changed);
    printable_put(stdout, e->path);
    if (e->target) {
        fputs(e->kind == TREE_HARDLINK ? " link to " : " -> ", stdout);
        printable_put(stdout, e->target);
    }
    putchar('\n');
}
