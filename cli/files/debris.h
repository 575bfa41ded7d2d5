/* debris.h - what is on disk and not complete. Whoever makes it also removes it; but a program that has to end
 * at once, wherever it is, finds all of it here. */
#ifndef LLZ_DEBRIS_H
#define LLZ_DEBRIS_H

#include "cli/files/around.h"

/* A new file of mode 0600 in an open folder, which is debris from then on, and what it is; flags for openat(),
 * to which O_CREAT and O_EXCL are added. Its descriptor; -1 with errno. */
int debris_file(int folder, const char *name, int flags, struct node *node);

/* The same for a folder of mode 0700. */
int debris_folder(int folder, const char *name, struct node *node);

/* Whether that is debris of this process: from the moment on when others can see it. */
int debris_have(const struct node *node);

/* It is complete, or gone. folder: as above, before it is closed. Other names are left alone. */
void debris_forget(int folder, const char *name);

/* Removes all debris. For the thread that ends the program: nobody can make or forget any afterwards. */
void debris_remove(void);

#endif
