/* seccomp.h - which system calls this process may make from now on (Linux, seccomp(2)). */
#ifndef LLZ_CLI_SECCOMP_H
#define LLZ_CLI_SECCOMP_H

/* What decoding needs: reading, writing and seeking descriptors that are open, memory, threads, time and
 * signals of its own. */
enum seccomp_needs {
    SECCOMP_DESCRIPTORS, /* nothing else: no file is opened any more */
    SECCOMP_FILES,       /* files, folders, links, special files, rights, times and attributes too */
};

/* Confines all threads and what they start, for good: every other call fails with EPERM. Network, programs,
 * processes, tracing, mounting and modules are among them. 0, or -1 with errno and nothing confined. */
int seccomp_enforce(enum seccomp_needs needs);

#endif
