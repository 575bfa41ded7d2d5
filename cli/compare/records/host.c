/* host.c - what kind of machine this is.
 *
 * Times can be compared within one kind of machine only, so a record tells which one it was. */
#include "cli/compare/records/host.h"

#include <stdio.h>
#include <sys/utsname.h>
#include <unistd.h>

void host_kind(char text[HOST_TEXT])
{
    const long processors = sysconf(_SC_NPROCESSORS_CONF);
    struct utsname u;

    if (uname(&u) != 0)
        u = (struct utsname){ .sysname = "unknown", .machine = "unknown" };
    snprintf(text, HOST_TEXT, "%.60s %.60s, %ld processors", u.sysname, u.machine, processors);
}
