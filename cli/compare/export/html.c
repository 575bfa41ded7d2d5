/* html.c - the comparison as a page: what llz report makes of the same results. */
#include "cli/compare/export/html.h"

#include <errno.h>
#include <stdio.h>

#include "cli/compare/findings/findings.h"
#include "cli/lab/outputs.h"
#include "cli/options/values.h"
#include "codec/llz_lab.h"

enum status html_write(const struct analysis *a)
{
    const struct compare_request *request = a->plan->request;
    char machine[96], without[VALUE_PARTS_TEXT];
    const struct findings_source source = { .maker = "llz compare",
                                            .build = llz_build(),
                                            .version = llz_version(),
                                            .machine = machine,
                                            .without = without,
                                            .budget = request->common.budget };
    struct output out;
    enum status status = output_begin(&out, request->html);

    if (status != STATUS_OK)
        return status;
    value_part_names(without, request->common.without);
    snprintf(machine, sizeof machine, "Times: kernel %s, threads: %d, runs at once: %d.", llz_kernel(),
             request->common.threads, request->jobs);
    if (findings_print(out.stream, &document_html, a, &source) != 0) {
        output_discard(&out);
        return report_errno(request->html, ENOMEM);
    }
    return output_end(&out);
}
