/* temporary.h - names for what is not complete: .llz- and six hexadecimal digits. */
#ifndef LLZ_TEMPORARY_H
#define LLZ_TEMPORARY_H

struct temporary {
    char name[16]; /* empty: there is none */
    int tries;
    unsigned long number;
};

/* The next name to try, from all zero on. 0, or -1 with errno as it is when all have been tried, or errno is
 * not EEXIST. */
int temporary_next(struct temporary *t);

/* Marks an open file or folder as that of a running program, until it is closed. */
void temporary_mark(int fd);

/* Whether a program that runs has marked it; -1: cannot be told. */
int temporary_is_marked(int fd);

/* Whether it is such a name. */
int temporary_is_name(const char *name);

#endif
