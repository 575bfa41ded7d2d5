/* accounts.c - "There is none" and "it cannot be said" are told apart: whoever takes the one for the other gives
 * to a number what was meant for a name. */
#include "cli/files/accounts.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stddef.h>

/* Other values mean that there is no such account: getpwnam(3) and getpwuid(3) list some, and a name service that
 * the sandbox keeps from its server brings others. */
int accounts_failed(int error)
{
    return error == ENOMEM || error == EIO || error == EMFILE || error == ENFILE || error == EINTR;
}

int accounts_user(const char *name, uint32_t *id)
{
    const struct passwd *p;

    /* It is left alone where there is merely no such name. */
    errno = 0;
    p = getpwnam(name);
    if (p)
        *id = p->pw_uid;
    return !p && accounts_failed(errno) ? -1 : 0;
}

int accounts_group(const char *name, uint32_t *id)
{
    const struct group *g;

    errno = 0;
    g = getgrnam(name);
    if (g)
        *id = g->gr_gid;
    return !g && accounts_failed(errno) ? -1 : 0;
}
