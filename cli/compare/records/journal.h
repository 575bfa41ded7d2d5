/* journal.h - a file of lines that only ever grows, by several programs at a time.
 *
 * Each line is written at once, under a lock (fcntl, which network file systems know), and
 * synced. Where a program died in the middle of one, the next one begins a line of its own, so
 * that no more than that one is lost. */
#ifndef LLZ_JOURNAL_H
#define LLZ_JOURNAL_H

#include <stddef.h>

#include "cli/terminal/report.h"

/* Is told each line, without its end; number: from 1. What is not STATUS_OK is what journal_read() returns in
 * the end; STATUS_ERROR ends it. */
typedef enum status (*journal_line_fn)(void *user, char *text, size_t length, size_t number);

/* Reads a file, of which nobody adds to it meanwhile; it must begin with beginning, unless it is empty.
 * STATUS_ERROR after a message: it cannot be read or locked, or is another file. */
enum status journal_read(const char *path, const char *beginning, journal_line_fn line, void *user);

/* Asked before hours of computing: can lines be added to the file, if there is
 * one? STATUS_ERROR after a message. */
enum status journal_check(const char *path);

/* Makes the file, if there is none. STATUS_ERROR after a message. */
enum status journal_create(const char *path);

/* Adds a line, which text is without its end; the file is made if there is none. STATUS_ERROR after a message:
 * then it is as it was. */
enum status journal_append(const char *path, const char *text);

#endif
