/* lab_record.h - finished rows on disk, one file each, and how far searches are, so that a run that was ended goes on. */
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

/* A search of a row that is not done, between two of its courses: what it goes on from. With --state only. */
enum status lab_search_write(const struct lab_request *request, const struct lab_sheet *sheet,
                             enum llz_lab_row row, const struct llz_lab_pause *pause);
/* *there: whether there was one. */
enum status lab_search_read(const struct lab_request *request, const struct lab_sheet *sheet,
                            enum llz_lab_row row, struct llz_lab_pause *pause, bool *there);

#endif
