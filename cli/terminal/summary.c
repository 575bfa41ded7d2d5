/* summary.c - the line of -v after each input. */
#include "cli/terminal/summary.h"

#include <inttypes.h>
#include <stdio.h>
#include <sys/resource.h>

#include "cli/options/values.h"
#include "cli/terminal/printable.h"
#include "cli/terminal/turn.h"
#include "cli/terminal/units.h"
#include "codec/llz_lab.h"

/* Peak resident memory of the process so far, in bytes (ru_maxrss counts KiB on Linux and the BSDs). */
static uint64_t peak_bytes(void)
{
    struct rusage usage;

    /* The kernel's figure beside the library's own: it shows what else the program takes. */
    return getrusage(RUSAGE_SELF, &usage) == 0 ? (uint64_t)usage.ru_maxrss * 1024 : 0;
}

void summary_print(const struct options *opt, const char *name, const struct llz_info *info, double seconds)
{
    char state[UNITS_TEXT], peak[UNITS_TEXT], shown[PRINTABLE_TEXT], model[VALUE_MODEL_TEXT];
    uint64_t in, out;

    turn_wait();
    /* From what came in to what went out, whichever way it went. */
    in = opt->operation == OP_COMPRESS ? info->raw : info->packed;
    out = opt->operation == OP_COMPRESS ? info->packed : info->raw;
    units_bytes(state, info->state_bytes);
    units_bytes(peak, peak_bytes());
    fprintf(stderr, "%s: %" PRIu64 " -> %" PRIu64 " bytes, ratio %.3f, %.3f bits/byte, %.1f KB/s, %.2f s, ",
            printable(shown, name), in, out, units_ratio(info->raw, info->packed),
            units_bits(info->raw, info->packed), units_speed(info->raw, seconds), seconds);
    fprintf(stderr, "state %s, peak RSS %s, %s, kernel %s, threads %d%s\n", state, peak,
            value_model_text(model, info->level, info->level < 0 ? (uint64_t)info->model : 0), llz_kernel(),
            opt->threads, opt->verify ? ", verified" : "");
    if (info->restarts > 0)
        fprintf(stderr, "%s: learning diverged and began anew, with policy uniform: times: %u\n", shown,
                info->restarts);
}
