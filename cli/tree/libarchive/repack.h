/* repack.h - the entries of an archive of another kind (tar, zip, 7z, iso, cpio), as libarchive reads them. */
#ifndef LLZ_REPACK_H
#define LLZ_REPACK_H

#include "cli/files/source.h"
#include "cli/tree/index/tree.h"

/* Adds all entries to t and their contents to its spool, which is open. Paths stay as they are, good and bad:
 * they are the restorer's business. STATUS_WARNING after messages: something was left out. */
enum status repack_read(const struct options *opt, struct source *src, struct tree *t);

#endif
