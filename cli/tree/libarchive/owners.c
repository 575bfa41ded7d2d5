/* owners.c - A name service may be a server: a table of the last answers asks once for each number, not
 * once for each file. */
#include "cli/tree/libarchive/owners.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>

#include "cli/files/accounts.h"

/* The string is the C library's, and lasts until the next question. */
static const char *ask(int64_t id, int group)
{
    const struct passwd *p = group ? NULL : getpwuid((uid_t)id);
    const struct group *g = group ? getgrgid((gid_t)id) : NULL;

    return p ? p->pw_name : g ? g->gr_name : NULL;
}

static const char *find(struct owners *o, struct owner_name *kept, int64_t id, int group)
{
    /* The low bits of the number, as neighbours in a passwd have neighbouring numbers. */
    struct owner_name *slot = &kept[(uint64_t)id % OWNERS_KEPT];
    const char *name;
    char *copy;

    if (slot->known && slot->id == id)
        return slot->name;
    /* getpwuid() leaves errno alone where there is merely no such number, so it has to be cleared
     * before. */
    errno = 0;
    name = ask(id, group);
    copy = name ? strdup(name) : NULL;
    /* That there is no name is an answer; that it could not be found out is a loss, of which the
     * user is told. */
    if (!copy && (name || accounts_failed(errno))) {
        o->error = errno;
        return NULL;
    }
    free(slot->name);
    *slot = (struct owner_name){ 1, id, copy };
    return copy;
}

static const char *find_user(void *owners, la_int64_t id)
{
    struct owners *o = owners;

    return find(o, o->users, id, 0);
}

static const char *find_group(void *owners, la_int64_t id)
{
    struct owners *o = owners;

    return find(o, o->groups, id, 1);
}

void owners_lookup(struct owners *o, struct archive *disk)
{
    archive_read_disk_set_uname_lookup(disk, o, find_user, NULL);
    archive_read_disk_set_gname_lookup(disk, o, find_group, NULL);
}

void owners_free(struct owners *o)
{
    for (int i = 0; i < OWNERS_KEPT; i++) {
        free(o->users[i].name);
        free(o->groups[i].name);
    }
}
