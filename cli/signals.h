/* signals.h - SIGINT, SIGTERM and SIGHUP end the program only after it has cleaned up. */
#ifndef LLZ_CLI_SIGNALS_H
#define LLZ_CLI_SIGNALS_H

/* Call once, before any thread exists: threads then inherit the blocked signals. */
void signals_init(void);

/* The number of a signal that asks the program to end, or 0. Cheap; meant for the progress callback. */
int signals_caught(void);

/* Waits until fd can be read (or written) without blocking. 0, or -1 when a signal asks the program to end. */
int signals_wait_read(int fd);
int signals_wait_write(int fd);

/* Takes the signal that was caught as dealt with; the next one counts again. */
void signals_forget(void);

/* Dies of the signal that was caught, so that the parent sees why; returns when there was none. */
void signals_reraise(void);

#endif
