/* transfer.h - all bytes of a source through a stream of libllz to a target. */
#ifndef LLZ_CLI_TRANSFER_H
#define LLZ_CLI_TRANSFER_H

#include "cli/source.h"
#include "cli/target.h"

/* Why a transfer stopped early. */
struct failure {
    const char *name; /* of the source or target concerned */
    int error;        /* errno, where the system refused; otherwise 0 */
    enum llz_error code;
};

/* dst NULL: what comes out is counted by the stream and thrown away. 0, or -1 with *why filled. Nothing is
 * said to the user, for a progress line may have to be cleared first. */
int transfer_run(struct llz_stream *stream, struct source *src, struct target *dst, struct failure *why);

/* Says why on stderr; a transfer cancelled by a signal says nothing. */
enum status transfer_report(const struct failure *why);

#endif
