/* ending.h - what stands before and after an archive in its file. Readers of archives say nothing of it. */
#ifndef LLZ_ENDING_H
#define LLZ_ENDING_H

#include <archive.h>
#include <sys/types.h>

enum ending { ENDING_CLEAN, ENDING_FOLLOWED, ENDING_PRECEDED, ENDING_UNREADABLE };

/* Of an archive that has been read to its end, in fd from `beginning` on. A cpio, a 7z and a zip are followed by anything
 * but zeros, with which programs pad them; before a zip something stands where the offsets in its tables say
 * so, as unzip(1) tells. Of other kinds nothing is known: CLEAN. UNREADABLE: errno says why. */
enum ending ending_of(struct archive *a, int fd, off_t beginning);

#endif
