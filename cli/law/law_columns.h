/* law_columns.h - what the figures of a course mean, in a sentence each, for whoever shows them. */
#ifndef LLZ_LAW_COLUMNS_H
#define LLZ_LAW_COLUMNS_H

#include "cli/lab/page/sheet.h"

/* Of a stage of a course, and of the curve through it. */
enum { LAW_STAGE_COLUMNS = 11, LAW_FIT_COLUMNS = 10 };
extern const struct column law_stage_columns[LAW_STAGE_COLUMNS], law_fit_columns[LAW_FIT_COLUMNS];

#endif
