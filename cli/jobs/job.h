/* job.h - compressing, decompressing or testing. */
#ifndef LLZ_JOB_H
#define LLZ_JOB_H

#include "cli/terminal/report.h"

/* All inputs, files and folders. */
enum status jobs_run(const struct options *opt);

/* One file; name "-": standard input. */
enum status job_run(const struct options *opt, const char *name);

/* Opens the source of that name and takes the step from there to the path that its output is to have. */
struct source;
typedef enum status job_step(const struct options *opt, struct source *src, char *path);
enum status job_from_to(const struct options *opt, const char *name, job_step *step);

/* Streams of libllz with the options of the program, its limits among them, which report to that struct
 * progress. index: as in struct llz_options. The check gets the memory that the encoder leaves. NULL with the
 * reason in *code. */
struct progress;
struct check;
struct llz_stream *job_encoder(const struct options *opt, enum llz_content content, uint64_t index,
                               struct progress *progress, enum llz_error *code);
struct llz_stream *job_decoder(const struct options *opt, struct progress *progress, enum llz_error *code);

/* Its options, to which more may be added. */
struct llz_options job_decoder_options(const struct options *opt, struct progress *progress);
struct check *job_check(const struct options *opt, const struct llz_stream *encoder, struct progress *progress,
                        enum llz_error *code);

#endif
