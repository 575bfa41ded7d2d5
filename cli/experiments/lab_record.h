/* lab_record.h - finished rows on disk, one file each, so that a run that was ended goes on where it was. */
#ifndef LLZ_LAB_RECORD_H
#define LLZ_LAB_RECORD_H

#include "cli/experiments/lab_sheet.h"
#include "cli/terminal/report.h"

/* Makes the folder of --state where there is none, and takes what it has of the rows that are asked for. STATUS_ERROR after
 * a message: a file there is damaged, or of another build or other options. */
enum status lab_records_read(const struct lab_request *request, struct lab_sheets *sheets);

/* A row that is done; nothing without --state. */
enum status lab_record_write(const struct lab_request *request, const struct lab_sheet *sheet,
                             enum llz_lab_row row);

#endif
