/* thread.h - threads of a library: no signal handler of the program that uses it shall run on one. */
#ifndef LLZ_THREAD_H
#define LLZ_THREAD_H

#include <pthread.h>
#include <stdbool.h>

/* Starts a thread that blocks every signal. False: the system makes none. */
bool llz_thread_start(pthread_t *thread, void *(*run)(void *), void *argument);

#endif
