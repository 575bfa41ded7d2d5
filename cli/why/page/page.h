/* page.h - the account of a file as one page that needs nothing from elsewhere. */
#ifndef LLZ_PAGE_H
#define LLZ_PAGE_H

#include <stddef.h>

#include "cli/terminal/report.h"
#include "cli/why/account.h"

/* HTML in *text, to be freed, of *size bytes: 2 MB at most; or STATUS_ERROR after a message. */
enum status page_make(const struct account *a, const struct input *in, char **text, size_t *size);

#endif
