/* loss_log.c - what was saved and what was lost, told in the order of the content. Ranges that meet are
 * joined before they are told, so that one hole is one line however many frames it took. */
#include "codec/recover/loss_log.h"

void llz_loss_log_fail(struct llz_loss_log *l, enum llz_error err)
{
    if (!l->err)
        l->err = err;
}

void llz_loss_log_begin(struct llz_loss_log *l, enum llz_content content)
{
    l->content = content;
    l->position = 0;
    l->unknown = false;
}

/* For n bytes more. */
static void check_room(struct llz_loss_log *l, uint64_t n)
{
    if (n > INT64_MAX - l->position)
        llz_loss_log_fail(l, LLZ_ERR_HEADER); /* positions that no file has */
    else if (l->limit > 0 && l->position + n > l->limit)
        llz_loss_log_fail(l, LLZ_ERR_OUTPUT);
}

void llz_loss_log_tell(struct llz_loss_log *l)
{
    if (l->lost > 0 && l->how->lost(l->how->user, l->content, l->position - l->lost, l->lost) != 0)
        llz_loss_log_fail(l, LLZ_ERR_CANCELLED);
    l->lost = 0;
}

void llz_loss_log_lose(struct llz_loss_log *l, uint64_t n)
{
    check_room(l, n);
    if (l->err)
        return;
    l->position += n;
    l->lost += n;
    l->unknown = l->unknown && n == 0;
}

void llz_loss_log_lose_some(struct llz_loss_log *l)
{
    llz_loss_log_tell(l);
    if (!l->unknown && l->how->lost(l->how->user, l->content, l->position, 0) != 0)
        llz_loss_log_fail(l, LLZ_ERR_CANCELLED);
    l->unknown = true;
}

static void passed(struct llz_loss_log *l, uint64_t n, int stop)
{
    if (stop)
        llz_loss_log_fail(l, LLZ_ERR_CANCELLED);
    l->position += n;
    l->unknown = false;
}

void llz_loss_log_pass(struct llz_loss_log *l, const void *p, size_t n)
{
    if (n == 0)
        return;
    llz_loss_log_tell(l);
    check_room(l, n);
    if (!l->err)
        passed(l, n, l->how->piece(l->how->user, l->content, l->position, p, n));
}

void llz_loss_log_pass_zeros(struct llz_loss_log *l, uint64_t n)
{
    static const uint8_t zeros[4096];

    if (n == 0)
        return;
    llz_loss_log_tell(l);
    check_room(l, n);
    if (!l->err && l->how->zeros)
        passed(l, n, l->how->zeros(l->how->user, l->content, l->position, n));
    else
        for (size_t piece; n > 0 && !l->err; n -= piece)
            llz_loss_log_pass(l, zeros, piece = n < sizeof zeros ? (size_t)n : sizeof zeros);
}
