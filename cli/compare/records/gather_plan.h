/* gather_plan.h - a plan that is made of records. Each function returns STATUS_ERROR after a message. */
#ifndef LLZ_GATHER_PLAN_H
#define LLZ_GATHER_PLAN_H

#include "cli/compare/records/gather.h"

/* Lists inputs, levels, variants and seeds of all records, each once. */
enum status gather_list(struct gathering *g);

/* Tells inputs of one name apart, once they are sorted. */
enum status gather_name_apart(struct plan *plan);

/* Puts each record in the place of its run; the plan is laid out. */
enum status gather_place(struct gathering *g);

/* For want of memory, after the message. */
enum status gather_no_memory(void);

#endif
