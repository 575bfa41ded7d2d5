/* thread.h - threads of a library: no signal handler of the program that uses it shall run on one. */
#ifndef LLZ_THREAD_H
#define LLZ_THREAD_H

#include <pthread.h>
#include <stdbool.h>

/* Starts a thread that blocks every signal. False: the system makes none. */
bool llz_thread_start(pthread_t *thread, void *(*run)(void *), void *argument);

/* May the threads of this process run on more than one core? Where nobody knows, yes. */
bool llz_thread_has_cores(void);
/* Number of the core that this runs on; -1 where nobody knows. */
int llz_thread_core(void);

#endif
