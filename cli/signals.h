/* signals.h - signals that end the program do so only after it has cleaned up, and within a second. */
#ifndef LLZ_CLI_SIGNALS_H
#define LLZ_CLI_SIGNALS_H

/* Call once, before any other thread exists: threads then inherit the blocked signals. */
void signals_init(void);

/* Before any other thread exists: 1: signals end the program at once, for there is nothing to clean up; 0: they
 * are blocked again. */
void signals_let_through(int through);

/* Starts the thread that waits for them; call once. Until then they are kept. */
void signals_watch(void);

/* The number of a signal that asks the program to end, or 0. Cheap; meant for the progress callback. Whoever
 * does not ask in time is not asked: the program is ended, and debris.h tells what has to go. */
int signals_caught(void);

/* Waits until fd can be read (or written) without blocking. 0, or -1 when a signal asks the program to end. */
int signals_wait_read(int fd);
int signals_wait_write(int fd);

/* Opens the name in a folder, which is no link, to be written into; for a FIFO it waits until somebody reads.
 * -1 with errno, which is EINTR only when signals_caught(). */
int signals_open_write(int folder, const char *name);

/* From now on whoever called this deals with that signal in its own time, but
 * with the first one only; 0: with none. */
void signals_own(int number);

/* Takes the signal that was caught as dealt with; the next one counts again. */
void signals_forget(void);

/* Dies of the signal that was caught, so that the parent sees why; returns when there was none. */
void signals_reraise(void);

#endif
