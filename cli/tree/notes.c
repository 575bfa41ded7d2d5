#include "cli/tree/notes.h"

#include <stdio.h>
#include <string.h>

#include "codec/varint.h"

#define NOTES_OF_FILES (NOTE_CHANGED | NOTE_GREW | NOTE_CUT | NOTE_VANISHED)
#define NOTE_BYTES 5 /* of one: a number up to 2^22 takes four */

int notes_any(const struct tree *t)
{
    unsigned all = t->notes;

    for (size_t i = 0; i < t->count; i++)
        all |= t->entries[i].notes;
    return all != 0;
}

/* The tree itself comes after its entries. */
static unsigned notes_at(const struct tree *t, size_t i)
{
    return i < t->count ? t->entries[i].notes : t->notes;
}

void notes_write(struct buffer *b, const struct tree *t)
{
    size_t next = 0;

    for (size_t i = 0; i <= t->count; i++) {
        const unsigned char what = (unsigned char)notes_at(t, i);

        if (what == 0)
            continue;
        buffer_number(b, i - next);
        buffer_add(b, &what, 1);
        next = i + 1;
    }
}

size_t notes_most(const struct tree *t)
{
    return (t->count + 1) * NOTE_BYTES;
}

static unsigned allowed(const struct tree *t, size_t i)
{
    if (i == t->count)
        return NOTE_LEFT_OUT;
    if (t->entries[i].kind == TREE_FILE)
        return NOTES_OF_FILES | NOTE_BARE;
    return NOTE_BARE | (t->entries[i].kind == TREE_FOLDER ? NOTE_LEFT_OUT : 0);
}

enum llz_error notes_read(struct tree *t, const unsigned char *p, size_t n)
{
    size_t next = 0;

    for (size_t at = 0; at < n; at++) {
        uint64_t gap;
        const int used = llz_varint_get(p + at, n - at, &gap);
        unsigned what;

        if (used <= 0 || next > t->count || gap > t->count - next || at + (size_t)used == n)
            return LLZ_ERR_HEADER;
        at += (size_t)used;
        next += (size_t)gap;
        what = p[at];
        if (what & ~(unsigned)NOTES_ALL)
            return LLZ_ERR_OPTION;
        if (what == 0 || what & ~allowed(t, next))
            return LLZ_ERR_HEADER;
        if (next < t->count)
            t->entries[next].notes = (unsigned char)what;
        else
            t->notes = (unsigned char)what;
        next++;
    }
    return LLZ_OK;
}

static enum status tell(const char *name, unsigned what)
{
    static const char *const texts[] = {
        "changed while it was packed",
        "grew while it was packed: what was added is missing",
        "could not be read to its end when it was packed: zeros take the place of what is missing",
        "vanished while it was packed: zeros take the place of its content",
        "was packed without some of its owner and attributes, which could not be read",
        "was packed without some of what is in it, which could not be read",
    };
    char line[512] = "";

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (what >> i & 1)
            snprintf(line + strlen(line), sizeof line - strlen(line), "%s%s", *line ? "; " : "", texts[i]);
    return report_loss(name, line);
}

static int is_wanted(const unsigned char *wanted, size_t i)
{
    return !wanted || wanted[i] == 1;
}

/* A hard link alone stands for the file that it is. */
static unsigned notes_of(const struct tree *t, const unsigned char *wanted, size_t i)
{
    const struct tree_entry *e = &t->entries[i];

    if (!is_wanted(wanted, i))
        return 0;
    if (e->kind == TREE_HARDLINK && e->link != TREE_NONE && !is_wanted(wanted, e->link))
        return e->notes | (t->entries[e->link].notes & NOTES_OF_FILES);
    return e->notes;
}

enum status notes_tell(const struct tree *t, const unsigned char *wanted, const char *archive)
{
    enum status status = STATUS_OK;

    for (size_t i = 0; i < t->count; i++) {
        const unsigned what = notes_of(t, wanted, i);

        if (what != 0)
            status = tell(t->entries[i].path, what);
    }
    return t->notes ? tell(archive, t->notes) : status;
}
