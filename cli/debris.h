/* debris.h - what is on disk and not complete. Whoever makes it also removes it; but a program that has to end
 * at once, wherever it is, finds all of it here. */
#ifndef LLZ_CLI_DEBRIS_H
#define LLZ_CLI_DEBRIS_H

/* mkstemp() and mkdtemp(), whose results are debris from then on. A descriptor or 0; -1 with errno. */
int debris_file(char *path);
int debris_folder(char *path);

/* The same for a new file in an open folder, of mode 0600; flags for openat(), to which O_CREAT is added. */
int debris_file_at(int folder, const char *name, int flags);

/* It is complete, or gone. folder: as above, before it is closed; -1 for a path. Of what is no debris nothing
 * happens. */
void debris_forget(int folder, const char *name);

/* Removes all debris. For the thread that ends the program: nobody can make or forget any afterwards. */
void debris_remove(void);

#endif
