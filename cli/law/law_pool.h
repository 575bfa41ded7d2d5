/* law_pool.h - the courses of one file at one level: each policy under each seed, several at a time. */
#ifndef LLZ_LAW_POOL_H
#define LLZ_LAW_POOL_H

#include "cli/lab/inputs.h"
#include "cli/law/course.h"

/* Takes the courses of one seed, [policies] in the order of the request; turn: the request with that seed. */
typedef enum status (*law_seed_fn)(void *user, const struct law_request *turn, const struct course *courses);

/* Runs request->jobs courses at a time; what each measures does not depend on that. The thread that called hands them on,
 * seed by seed in their order, as soon as all of a seed are there: all policies of a seed or none, since what a policy is
 * worth is told by its distance from the first. The first failure ends all, and is said. */
enum status law_pool_run(const struct law_request *request, const struct input *in, const struct split *split,
                         law_seed_fn seed_done, void *user);

#endif
