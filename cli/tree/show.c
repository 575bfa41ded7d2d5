#include "cli/tree/show.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static size_t put_byte(char *to, unsigned char c)
{
    if (c >= 0x20 && c != 0x7f && c != '\\') {
        *to = (char)c;
        return 1;
    }
    to[0] = '\\';
    to[1] = (char)('0' + (c >> 6));
    to[2] = (char)('0' + (c >> 3 & 7));
    to[3] = (char)('0' + (c & 7));
    return 4;
}

char *show_name(char text[SHOW_TEXT], const char *name)
{
    size_t n = 0;

    for (; *name && n < SHOW_TEXT - 8; name++)
        n += put_byte(text + n, (unsigned char)*name);
    if (*name)
        for (int i = 0; i < 3; i++)
            text[n++] = '.';
    text[n] = '\0';
    return text;
}

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
static void format_owner(char text[64], const struct tree_owner *o)
{
    char user[SHOW_TEXT], group[SHOW_TEXT];

    show_name(user, o->user);
    show_name(group, o->group);
    if (!*user)
        snprintf(user, sizeof user, "%" PRIu64, o->uid);
    if (!*group)
        snprintf(group, sizeof group, "%" PRIu64, o->gid);
    snprintf(text, 64, "%.30s/%.30s", user, group);
}

static void format_time(char text[32], int64_t seconds)
{
    time_t t = (time_t)seconds;
    struct tm local;

    if (!localtime_r(&t, &local) || strftime(text, 32, "%Y-%m-%d %H:%M:%S", &local) == 0)
        snprintf(text, 32, "%" PRId64, seconds);
}

void show_entry(const struct tree *t, const struct tree_entry *e)
{
    char mode[11], owner[64], changed[32], name[SHOW_TEXT];

    format_mode(mode, e);
    format_owner(owner, &t->owners[e->owner]);
    format_time(changed, e->seconds);
    printf("%s %-15s %12" PRIu64 " %s %s", mode, owner, e->size, changed, show_name(name, e->path));
    if (e->target)
        printf("%s%s", e->kind == TREE_HARDLINK ? " link to " : " -> ", show_name(name, e->target));
    putchar('\n');
}
