/* notes.c - What happened while a tree was packed comes after its content, for until then nobody knows it:
 * gaps between the entries that have notes, and a byte of notes for each. */
#include "cli/tree/index/notes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "codec/coder/varint.h"

#define NOTES_OF_FILES (NOTE_CHANGED | NOTE_GREW | NOTE_CUT | NOTE_VANISHED)
#define NOTE_BYTES 5 /* of one: a number up to 2^22 takes four */

/* The tree itself comes after its entries. */
static unsigned notes_at(const struct tree *t, size_t i)
{
    return i < t->count ? t->entries[i].notes : t->notes;
}

void notes_write(struct buffer *b, const struct tree *t)
{
    size_t next = 0;

    /* One more than there are entries: the last is the tree itself. */
    for (size_t i = 0; i <= t->count; i++) {
        const unsigned char what = (unsigned char)notes_at(t, i);

        if (what == 0)
            continue;
        buffer_number(b, i - next);
        buffer_add(b, &what, 1);
        next = i + 1;
    }
}

size_t notes_most(const struct catalog *c)
{
    /* A bound before any memory is taken: the notes of a stranger's archive may be as long as they
     * like. */
    return (c->count + 1) * NOTE_BYTES;
}

static unsigned allowed(enum tree_kind kind)
{
    if (kind == TREE_FILE)
        return NOTES_OF_FILES | NOTE_BARE;
    return NOTE_BARE | (kind == TREE_FOLDER ? NOTE_LEFT_OUT : 0);
}

/* The walk goes on to entry i. */
static enum llz_error check(const struct catalog *c, struct catalog_walk *w, size_t i, unsigned what)
{
    struct tree_entry e = { .kind = TREE_FOLDER };
    unsigned possible = NOTE_LEFT_OUT;

    /* A note of a later version: an option that is not known, not damage. */
    if (what & ~(unsigned)NOTES_ALL)
        return LLZ_ERR_OPTION;
    while (w->i <= i && catalog_next(c, w, &e))
        /* A folder cannot have grown. Whatever is impossible is damage. */
        possible = allowed(e.kind);
    if (i == c->count)
        possible = NOTE_LEFT_OUT;
    return what == 0 || what & ~possible ? LLZ_ERR_HEADER : LLZ_OK;
}

enum llz_error notes_read(struct catalog *c, const unsigned char *p, size_t n)
{
    struct catalog_walk w = { 0 };
    size_t next = 0;

    if (n == 0)
        return LLZ_OK;
    /* One byte for each entry and one for the tree, whether it has notes or not. */
    c->notes = calloc(c->count + 1, 1);
    if (!c->notes)
        return LLZ_ERR_MEMORY;
    for (size_t at = 0; at < n; at++) {
        uint64_t gap;
        const int used = llz_varint_get(p + at, n - at, &gap);
        enum llz_error err;

        /* next > count: something follows the note of the tree itself; the last condition: a gap
         * without its byte. */
        if (used <= 0 || next > c->count || gap > c->count - next || at + (size_t)used == n)
            return LLZ_ERR_HEADER;
        at += (size_t)used;
        next += (size_t)gap;
        err = check(c, &w, next, p[at]);
        if (err)
            return err;
        c->notes[next++] = p[at];
    }
    return LLZ_OK;
}

/* Never silent: it is about what is lost, not about what was left out by a rule. */
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
    /* All texts together, which no entry has. */
    char line[512] = "";

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (what >> i & 1)
            snprintf(line + strlen(line), sizeof line - strlen(line), "%s%s", *line ? "; " : "", texts[i]);
    return report_loss(name, line);
}

static int is_wanted(const unsigned char *wanted, size_t i)
{
    /* 2 is a folder above what is wanted (select.h), of which nobody asked. */
    return !wanted || wanted[i] == 1;
}

/* A hard link alone stands for the file that it is. */
static unsigned notes_of(const struct catalog *c, const unsigned char *wanted, size_t i)
{
    const size_t link = c->use == CATALOG_ALL ? catalog_link(c, i) : TREE_NONE;

    if (!is_wanted(wanted, i))
        return 0;
    if (link != TREE_NONE && !is_wanted(wanted, link))
        return c->notes[i] | (c->notes[link] & NOTES_OF_FILES);
    return c->notes[i];
}

enum status notes_tell(const struct catalog *c, const unsigned char *wanted, const char *archive)
{
    enum status status = STATUS_OK;
    struct catalog_walk w = { 0 };
    struct tree_entry e;

    if (!c->notes)
        return STATUS_OK;
    while (catalog_next(c, &w, &e)) {
        const unsigned what = notes_of(c, wanted, w.i - 1);

        if (what != 0)
            status = tell(e.path, what);
    }
    return c->notes[c->count] ? tell(archive, c->notes[c->count]) : status;
}
