/* worker.h - a second thread that runs one task at a time. */
#ifndef LLZ_WORKER_H
#define LLZ_WORKER_H

struct llz_worker;

/* task is run on the worker's thread once for each start; NULL when no thread can be had. */
struct llz_worker *llz_worker_new(void (*task)(void *), void *argument);
void llz_worker_free(struct llz_worker *w); /* NULL is allowed; not while a task runs */

void llz_worker_start(struct llz_worker *w);
/* Returns when the task started last is done; everything it wrote is visible. */
void llz_worker_wait(struct llz_worker *w);

#endif
