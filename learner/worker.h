/* worker.h - a second thread that takes tasks off the hands of the first one, where it comes to them first.
 *
 * Tasks are few, each with a number, and the lowest number goes first. The first thread starts one, does something
 * else, and waits for it; one that the worker has not begun by then the first thread runs itself. So a worker whose
 * core was taken away costs next to nothing, and whoever runs a task, it does the same. All but the last task are
 * brief: a worker that keeps the first thread waiting for one rests for a while. */
#ifndef LLZ_WORKER_H
#define LLZ_WORKER_H

#define LLZ_WORKER_TASKS 4 /* at most */

struct llz_worker;

/* task [n]: each is run with the argument once for each start. NULL when no thread can be had. */
struct llz_worker *llz_worker_new(void (*const *task)(void *), int n, void *argument);
void llz_worker_free(struct llz_worker *w); /* NULL is allowed; not while a task runs */

/* All that was written before is visible to the task. Not before the last start of it was waited for. */
void llz_worker_start(struct llz_worker *w, int task);
/* The last task calls it now and then: brief ones that were started meanwhile come before the rest of it. */
void llz_worker_pause(struct llz_worker *w);
/* Returns when the task is done, at once if it was not started; everything it wrote is visible. */
void llz_worker_wait(struct llz_worker *w, int task);

#endif
