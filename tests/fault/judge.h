/* judge.h - what a run with a fault may and may not leave. */
#ifndef LLZ_TESTS_FAULT_JUDGE_H
#define LLZ_TESTS_FAULT_JUDGE_H

#include "fault_run.h"
#include "folder_state.h"

struct reference {
    struct tree before; /* what the run found */
    struct tree after;  /* what it leaves without a fault */
    struct outcome clean;
    const struct setting *setting;
    int loose;           /* figures in results may differ: times, speeds */
    int atomic;          /* after an error all of the result is there, or none */
    int separate;        /* several sources, each with a result of its own */
    int prefix;          /* what is printed until an error is a beginning of the right content */
    const char *growing; /* names, with commas: written again and again, each time with more */
    int quiet;           /* -q: no warnings */
};

/* Is name one of those in list, which has commas between them? NULL: none. */
int list_has(const char *list, const char *name);

/* NULL: all is well; or the rule that was broken, with the path in `where` (200 bytes). */
const char *judge(const struct reference *r, const struct pass *pass, const struct outcome *o,
                  const struct tree *now, char where[200]);

#endif
