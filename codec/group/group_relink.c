/* group_relink.c - A group was coded before the one before it was through, so its header could not name
 * that yet. Naming it changes the header, and with it every check that was chained from there; since a
 * check is content's hash and link laid over each other, the new one can be computed without the content. */
#include "codec/group/group_relink.h"

#include <string.h>

#include "codec/container/chain.h"
#include "codec/container/reader.h"

/* The header is as long as before: a name has one length. */
static uint64_t name_group(uint8_t *p, const struct llz_header *old, uint64_t before, uint64_t seed)
{
    struct llz_header h = *old;
    uint8_t bytes[LLZ_HEADER_MAX];
    size_t n;

    h.group.previous = llz_group_name(before);
    n = llz_header_put(bytes, &h);
    memcpy(p, bytes, n);
    return llz_chain_begin(p, n, seed);
}

/* Under the old link, which the reader knows, is the content's hash; the new link is laid over that. The head
 * ends at p. */
static uint64_t link_frame(uint8_t *p, const struct llz_reader *r, uint64_t value)
{
    const size_t n = llz_frame_check_bytes(r->frame.last, r->rules.wide);

    llz_chain_lay(p - n, n, r->link ^ llz_chain_link(r->buf, r->heading - n, value));
    return llz_chain_value(p - n, n);
}

uint64_t llz_relink(uint8_t *p, size_t n, uint64_t before, uint64_t seed)
{
    struct llz_reader r = { .alone = true, .index = seed };
    enum llz_event event = LLZ_READ_PIECE;
    uint64_t value = 0;
    size_t at = 0;

    while (event != LLZ_READ_MORE) {
        size_t took;

        if (llz_reader_next(&r, p + at, n - at, &took, &event) != LLZ_OK)
            break; /* not of what an encoder has made */
        at += took;
        if (event == LLZ_READ_MEMBER)
            value = name_group(p, &r.header, before, seed);
        else if (event == LLZ_READ_HEAD)
            value = link_frame(p + at, &r, value);
    }
    return value;
}
