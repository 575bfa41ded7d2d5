/* loss_log.h - what of a damaged archive's content has been handed out, and what is lost. */
#ifndef LLZ_LOSS_LOG_H
#define LLZ_LOSS_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "codec/llz.h"

struct llz_loss_log {
    const struct llz_recovery *how;
    uint64_t limit;           /* on position; 0: none */
    enum llz_content content; /* content that it is about now */
    uint64_t position;        /* up to here content has been handed out, or is lost */
    uint64_t lost;            /* lost bytes at the end of that, which have not been told */
    bool unknown;             /* whether it has been told that nobody knows how many bytes are lost here */
    enum llz_error err;       /* the first one */
};

void llz_loss_log_fail(struct llz_loss_log *l, enum llz_error err);
void llz_loss_log_begin(struct llz_loss_log *l, enum llz_content content); /* another content, counted from 0 */

void llz_loss_log_pass(struct llz_loss_log *l, const void *p, size_t n); /* n bytes at p are next */
void llz_loss_log_pass_zeros(struct llz_loss_log *l, uint64_t n);        /* n zeros are */
void llz_loss_log_lose(struct llz_loss_log *l, uint64_t n);              /* n bytes are lost */
void llz_loss_log_lose_some(struct llz_loss_log *l);                     /* nobody knows how many are */
void llz_loss_log_tell(struct llz_loss_log *l); /* tells what is lost: neighbours are one loss until then */

#endif
