/* detour.h - with -f, a new folder takes the place of a file: it is made in the stage, and what goes into it
 * goes there, until all of it is complete. */
#ifndef LLZ_DETOUR_H
#define LLZ_DETOUR_H

#include "cli/tree/restore/create.h"

struct detour {
    const char *path; /* path of the folder; lives as long as the detour */
    struct temporary temporary;
    struct node node;
};

/* All zero: none. */
struct detours {
    struct detour *at;
    size_t count, room;
};

/* Makes the folder, and tells what it is. 0, or -1 with errno. */
int detour_begin(const struct make *m, const char *path, struct node *node);

/* place_open() from m->base, by way of the folders that are in the stage. */
int detour_place(const struct make *m, const char *path, char name[PLACE_NAME]);

/* Exchanges the folder and the file, and removes the file; from now on paths lead where they say. 0, or -1 with
 * errno and the file in its place, save when it was only not removed. */
int detour_end(const struct make *m, const struct detour *d);

void detours_free(struct detours *all);

#endif
