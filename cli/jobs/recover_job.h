/* recover_job.h - --recover: what is undamaged of a damaged archive. */
#ifndef LLZ_RECOVER_JOB_H
#define LLZ_RECOVER_JOB_H

#include "cli/files/source.h"
#include "cli/terminal/report.h"

struct failure;
struct progress;

/* Where it goes. All return 0, or -1 with *why filled. Content that is lost: n bytes from there on, or, with n
 * = 0, nobody knows how many. */
struct recover_sink {
    int (*piece)(void *user, enum llz_content content, const unsigned char *p, size_t n, struct failure *why);
    int (*lost)(void *user, enum llz_content content, uint64_t at, uint64_t n, struct failure *why);
    void *user;
    int (*zeros)(void *user, enum llz_content content, uint64_t n, struct failure *why); /* as piece */
};

/* One file; name "-": standard input. STATUS_WARNING: something is lost. */
enum status recover_run(const struct options *opt, const char *name);

/* All that is undamaged of a source, which can be read anywhere, to the sink. 0, or -1 with *why filled. */
int recover_pass(const struct options *opt, struct source *src, struct progress *progress,
                 const struct recover_sink *sink, struct llz_info *info, struct failure *why);

#endif
