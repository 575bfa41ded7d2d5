/* fault.h - what the library that makes calls fail and the program that drives it tell each other. */
#ifndef LLZ_TESTS_FAULT_H
#define LLZ_TESTS_FAULT_H

#include <stdint.h>

/* Environment: "MASK AT HOW ERRNO", numbers; and the file that holds a struct fault_report, which is mapped. */
#define FAULT_PLAN "LLZ_FAULT"
#define FAULT_REPORT "LLZ_FAULT_REPORT"

/* Kinds of calls; only those in MASK are counted. */
enum fault_kind {
    FAULT_ALLOC = 1,
    FAULT_READ = 2,
    FAULT_WRITE = 4,
    FAULT_OPEN = 8,
    FAULT_SYNC = 16,
    FAULT_MAKE = 32,       /* names: link, rename, mkdir ... */
    FAULT_REMOVE = 64,     /* unlink, rmdir */
    FAULT_ATTRIBUTE = 128, /* set: fchmod, utimensat, fsetxattr, ftruncate ... */
    FAULT_LOOK = 256,      /* get: fstat, readlink, getxattr, readdir, lseek ... */
    FAULT_CLOSE = 512
};
#define FAULT_CALLS (1023 & ~FAULT_ALLOC)

enum fault_how {
    FAULT_COUNT, /* nothing fails */
    FAULT_ONCE,
    FAULT_ON,    /* this one and all that follow */
    FAULT_SHORT, /* half of what is asked for is read or written */
    FAULT_KILL   /* SIGKILL before the call */
};

struct fault_report {
    uint64_t calls;       /* counted so far */
    uint32_t fired;       /* calls that failed */
    uint32_t not_removed; /* of them: unlink, rmdir and the like */
    uint32_t lossy;       /* of them: what was written may not be on the disk, so success must not be claimed */
    char name[28];        /* of the first that failed */
};

#endif
