/* list_json.h - what -l --json tells of an archive. */
#ifndef LLZ_LIST_JSON_H
#define LLZ_LIST_JSON_H

#include "cli/terminal/report.h"

/* A line on standard output, of the archive of that name. */
void list_json(const char *name, const struct llz_info *info, int is_tree);

#endif
