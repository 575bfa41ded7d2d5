/* passages.h - which parts of a file the page shows byte by byte. */
#ifndef LLZ_CLI_WHY_PASSAGES_H
#define LLZ_CLI_WHY_PASSAGES_H

#include "cli/why/account.h"

#define PASSAGES_WHOLE 32768 /* bytes of a file that is shown whole; of a larger one not more are shown */
#define PASSAGE_BYTES 1024   /* of a larger one */
#define PASSAGES_MOST (PASSAGES_WHOLE / PASSAGE_BYTES)

enum passage_group { PASSAGE_WHOLE, PASSAGE_COSTLIEST, PASSAGE_CHEAPEST, PASSAGE_EVEN, PASSAGE_GROUPS };

struct passage {
    size_t from, n;
    enum passage_group group;
    int text; /* whether it is shown as text; otherwise as hexadecimal numbers */
};

struct passages {
    struct passage at[PASSAGES_MOST];
    size_t count;
};

/* In the order in which they are shown. 0, or -1 for want of memory. */
int passages_choose(struct passages *p, const struct account *a);

#endif
