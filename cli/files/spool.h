/* spool.h - a temporary file without a name, for what comes in another order than it is wanted. */
#ifndef LLZ_SPOOL_H
#define LLZ_SPOOL_H

/* In $TMPDIR, or /tmp. A descriptor that is to be closed, or -1 with errno. */
int spool_open(void);

/* What messages call it; where TMPDIR is set they say so. */
const char *spool_name(void);

#endif
