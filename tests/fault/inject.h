/* inject.h - inside the library that makes calls fail: whether this call does. */
#ifndef LLZ_TESTS_FAULT_INJECT_H
#define LLZ_TESTS_FAULT_INJECT_H

#include "fault.h"

/* Counts one call of that kind and name. FAULT_COUNT: let it through; FAULT_ONCE: fail, errno is set;
 * FAULT_SHORT: do half of it. Lossy: success after its failure would be a lie. */
enum fault_how inject(enum fault_kind kind, const char *name, int lossy);

/* The same where only failing is possible. */
int inject_failure(enum fault_kind kind, const char *name, int lossy);

/* From here on calls are counted: the program's own, not those of the loader and of constructors. */
void inject_begin(void);

/* Standard output by way of write() as others can see it. */
void inject_stdout(void);

/* The next definition of a function: the C library's. */
void *inject_real(const char *name);

#endif
