/* names.c - what a user reads. */
#include "codec/llz_lab.h"
#include "learner/identity.h"
#include "learner/learner.h"
#include "model/arithmetic/kernels.h"

#ifndef LLZ_VERSION_STRING
#error "LLZ_VERSION_STRING comes from the build"
#endif

const char *llz_error_message(enum llz_error err)
{
    /* By number, so that a new error without a message is found by the compiler's table and told as
     * unknown, not as another one. */
    static const char *const messages[LLZ_ERR_COUNT] = {
        [LLZ_OK] = "no error",
        [LLZ_AGAIN] = "output is waiting",
        [LLZ_ERR_MEMORY] = "out of memory",
        [LLZ_ERR_ARGUMENT] = "an option is outside its range",
        [LLZ_ERR_NOT_LLZ] = "not an llz archive",
        [LLZ_ERR_VERSION] = "the archive has a format version that this program does not know",
        [LLZ_ERR_OPTION] = "the archive needs a feature that this program does not have",
        [LLZ_ERR_HEADER] = "the archive declares something impossible",
        [LLZ_ERR_TRUNCATED] = "the archive ends too early",
        [LLZ_ERR_CORRUPT] = "the archive is damaged",
        [LLZ_ERR_TRAILING] = "something that is not an archive follows the archive",
        [LLZ_ERR_SELFTEST] = "this machine or build does not compute the format's arithmetic",
        [LLZ_ERR_CANCELLED] = "cancelled",
        [LLZ_ERR_POLICY] =
            "the archive was learned by a policy that this program does not know or cannot follow",
        [LLZ_ERR_OPTIMIZER] = "the archive was learned by an optimizer that this program does not know",
        [LLZ_ERR_MEMLIMIT] = "needs more memory than the limit allows",
        [LLZ_ERR_PRIOR] = "the archive starts from a prior that is not here",
        [LLZ_ERR_MODEL] = "the archive was made by a model that this program does not have",
        [LLZ_ERR_KERNEL] = "LLZ_KERNEL names no arithmetic kernel that this machine can run",
        [LLZ_ERR_COST] = "the archive's members take much more time to begin than their sizes allow",
        [LLZ_ERR_JOINED] = "archives of folders cannot be joined with others",
        [LLZ_ERR_OUTPUT] = "more comes out than the limit allows",
    };

    if ((int)err < 0 || err >= LLZ_ERR_COUNT || !messages[err])
        return "unknown error";
    return messages[err];
}

int llz_model_number(int i)
{
    return llz_row_number(i);
}

int llz_retired_model(int i)
{
    return llz_row_retired(i);
}

const char *llz_model_name(int model)
{
    return llz_row_name(model);
}

uint32_t llz_model_identity(int model)
{
    return llz_row_identity(model);
}

int llz_level_model(int level)
{
    return llz_row_of_level(level);
}

const char *llz_policy_name(int i)
{
    return llz_learner_policy_name(i);
}

const char *llz_bound_name(int i)
{
    return llz_learner_bound_name(i);
}

const char *llz_control_name(int i)
{
    return llz_learner_control_name(i);
}

const char *llz_optimizer_name(int i)
{
    return llz_learner_optimizer_name(i);
}

const char *llz_part_name(int i)
{
    return llz_learner_part_name(i);
}

const char *llz_version(void)
{
    return LLZ_VERSION_STRING;
}

unsigned long llz_version_number(void)
{
    return LLZ_VERSION_NUMBER;
}

const char *llz_kernel_name(int i)
{
    /* All that this machine can run, not all that there are. */
    const struct llz_kernels *k = llz_kernels_list(i);

    return k ? k->name : NULL;
}

const char *llz_kernel(void)
{
    return llz_kernels_get()->name;
}
