/* name_list.c - Names end with a zero byte, as find -print0 writes them: any other byte may be
 * part of one. */
#include "cli/names/name_list.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/signals.h"

static int is_stdin(const char *file)
{
    return strcmp(file, "-") == 0;
}

static int add(struct name_list *l, const char *name, size_t n)
{
    char **grown = array_grow(l->at, l->count, &l->room, sizeof *grown);
    char *copy = pool_copy(&l->pool, name, n);

    /* Even without memory for the copy: the old array is gone. */
    if (grown)
        l->at = grown;
    if (!grown || !copy)
        return -1;
    grown[l->count++] = copy;
    return 0;
}

static enum status refuse(const struct name_list *l, const char *shown, const char *what)
{
    char text[128];

    snprintf(text, sizeof text, "name %zu %s", l->count + 1, what);
    return report_error(shown, text);
}

static enum status read_names(struct name_list *l, FILE *f, const char *file, const char *shown)
{
    char *name = NULL;
    size_t room = 0;
    ssize_t n;
    enum status status = STATUS_OK;

    /* getdelim() also ends with -1 at the end, which leaves errno as it is. */
    errno = 0;
    while (status == STATUS_OK && (n = getdelim(&name, &room, '\0', f)) > 0) {
        if (!*name)
            status = refuse(l, shown, "is empty");
        else if (is_stdin(file) && strcmp(name, "-") == 0)
            status = refuse(l, shown, "is -, which the list itself comes from");
        /* Not n, which counts the zero byte; the last name may lack it. */
        else if (add(l, name, strlen(name)) != 0)
            status = report_errno(shown, ENOMEM);
    }
    /* Only at the end of the file is the list complete; want of memory ends the loop too. */
    if (status == STATUS_OK && !feof(f))
        status = report_errno(shown, errno);
    else if (status == STATUS_OK && l->count == 0)
        status = report_error(shown, "holds no names");
    free(name);
    return status;
}

enum status name_list_read(struct name_list *l, const char *file)
{
    const char *shown = is_stdin(file) ? "(stdin)" : file;
    FILE *f;
    enum status status;

    /* A FIFO may wait for whoever writes; blocked signals could not end that, and stdio cannot be told to wait
     * for both. Nothing has been begun that would have to be removed. */
    signals_let_through(1);
    f = is_stdin(file) ? stdin : fopen(file, "rb");
    status = f ? read_names(l, f, file, shown) : report_errno(shown, errno);
    if (f && f != stdin)
        (void)fclose(f); /* it was only read, so nothing can be lost */
    signals_let_through(0);
    return status;
}

void name_list_free(struct name_list *l)
{
    free(l->at);
    pool_free(&l->pool);
    *l = (struct name_list){ 0 };
}
