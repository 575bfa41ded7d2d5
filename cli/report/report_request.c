/* report_request.c - the command line of llz report. */
#include "cli/report/report_request.h"

#include <string.h>

#include "cli/lab/page/document.h"
#include "cli/options/command.h"
#include "cli/options/values.h"
#include "cli/terminal/report.h"

#define BUILD_DIGITS 16

/* Forms of documents, and two tables for programs. */
const char *report_format_name(int i)
{
    static const char *const tables[] = { "csv", "curves" };
    int forms = 0;

    while (document_form_name(forms))
        forms++;
    if (i < forms)
        return document_form_name(i);
    return i - forms < 2 ? tables[i - forms] : NULL;
}

static int value_build(const char *text, const char **build)
{
    if (strlen(text) != BUILD_DIGITS || strspn(text, "0123456789abcdef") != BUILD_DIGITS)
        return report_usage(text, "not a build: 16 hexadecimal digits, as llz -V -v prints them");
    *build = text;
    return 0;
}

static int apply_value(void *user, int id, const char *value)
{
    struct report_request *request = user;

    switch (id) {
    case LONG_FORMAT:
        return value_name(value, "format", report_format_name, &request->format);
    case LONG_BUILD:
        return value_build(value, &request->build);
    case LONG_RERUN:
        return value_row(value, &request->rerun);
    default:
        return options_apply_value(&request->common, id, value);
    }
}

static int apply_flag(void *user, int id)
{
    struct report_request *request = user;

    switch (id) {
    case LONG_NO_TIMES:
        request->times = 0;
        return 0;
    case LONG_FIT:
        request->fit = 1;
        return 0;
    case 'h':
        request->help = 1;
        return 0;
    default:
        return options_apply_flag(&request->common, id);
    }
}

static int check(const struct report_request *request)
{
#ifndef LLZ_HAVE_JSON
    return report_usage("report", "this llz was built without jansson (LLZ_JSON=OFF)");
#endif
    if (request->common.count == 0)
        return report_usage("report", "no file of results (llz compare --json); try llz report --help");
    if (request->rerun > 0 && request->common.output)
        return report_usage("--rerun", "makes no report and prints each run: not with -o");
    if (request->rerun > 0 && request->format != document_form_name(0))
        return report_usage("--rerun", "makes no report and prints each run: not with --format");
    return 0;
}

int report_request_parse(struct report_request *request, int argc, char **argv)
{
    const struct option_table table = { .definitions = manual_report.definitions,
                                        .count = manual_report.count,
                                        .help = "llz report --help",
                                        .flag = apply_flag,
                                        .value = apply_value };

    *request = (struct report_request){ .format = document_form_name(0), .times = 1 };
    request->common = (struct options){ .operation = OP_LIST, .threads = 1, .names = argv };
    if (option_table_parse(&table, request, argc, argv, &request->common.count) != 0)
        return -1;
    return request->help ? 0 : check(request);
}
