/* durable.h - many files on the disk at once. */
#ifndef LLZ_DURABLE_H
#define LLZ_DURABLE_H

/* One call for a whole file system tells whether it failed (Linux, from 5.8 on whatever was written); elsewhere
 * each file has to be asked for by fsync() too. */
#ifdef __linux__
#define DURABLE_EACH 0
#else
#define DURABLE_EACH 1
#endif

/* All that was written so far to the file system on which fd lies, names included, is on the disk afterwards.
 * 0, or -1 with errno. */
int durable_all(int fd);

#endif
