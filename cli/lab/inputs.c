/* inputs.c - the files that are compared, in memory.
 *
 * Files are kept in memory: each is compressed many times, by several threads, and must not
 * change in between. */
#include "cli/lab/inputs.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xxhash.h>

#include "cli/files/source.h"
#include "cli/signals.h"
#include "cli/terminal/clean_names.h"
#include "cli/terminal/printable.h"

#define PIECE 65536

/* Asked before anything is allocated: an overcommitting system would grant it and kill the program later. Half
 * of what a size_t counts, so that doubling it cannot overflow. */
static int exceeds_memory(uint64_t bytes)
{
    long pages = sysconf(_SC_PHYS_PAGES), page = sysconf(_SC_PAGESIZE);

    return bytes > SIZE_MAX / 2 || (pages > 0 && page > 0 && bytes / (uint64_t)page >= (uint64_t)pages);
}

/* Room for one more piece after what has been read. 0, or -1 when there is no memory for it. */
static int make_room(struct input *in, size_t *room)
{
    unsigned char *larger;

    if (*room - in->size >= PIECE)
        return 0;
    if (exceeds_memory((uint64_t)*room * 2))
        return -1;
    /* Only for pipes, and for files that have grown: others have their room at once. */
    larger = realloc(in->data, *room * 2);
    if (!larger)
        return -1;
    in->data = larger;
    *room *= 2;
    return 0;
}

static enum status read_all(struct input *in, struct source *src)
{
    static const char too_large[] = "is larger than the memory of this machine allows";
    /* A piece more, so that the end is seen without growing. */
    size_t room = (size_t)src->size + PIECE;
    ssize_t n = 1;

    if (exceeds_memory(src->size + PIECE) || !(in->data = malloc(room)))
        return report_error(in->name, too_large);
    while (n > 0) {
        if (make_room(in, &room) != 0)
            return report_error(in->name, too_large);
        n = source_read(src, in->data + in->size, PIECE);
        if (n > 0)
            in->size += (size_t)n;
    }
    if (n < 0)
        return signals_caught() ? STATUS_ERROR : report_errno(in->name, errno);
    return STATUS_OK;
}

/* The canonical form is big-endian: the same digits on every machine, and those of xxhsum -H2. */
static void hash(struct input *in)
{
    XXH128_canonical_t canonical;

    XXH128_canonicalFromHash(&canonical, XXH3_128bits(in->data, in->size));
    for (size_t i = 0; i < sizeof canonical.digest; i++) {
        in->hash[2 * i] = "0123456789abcdef"[canonical.digest[i] >> 4];
        in->hash[2 * i + 1] = "0123456789abcdef"[canonical.digest[i] & 15];
    }
}

enum status input_read(struct input *in, const struct options *opt, const char *name)
{
    struct source src;
    enum status status = source_open(&src, opt, name);
    const char *change;

    if (status != STATUS_OK)
        return status;
    in->name = src.name;
    in->info = src.info;
    in->rights = src.rights;
    in->clean = clean_name(in->name);
    status = in->clean ? read_all(in, &src) : report_errno(in->name, errno);
    change = source_change(&src);
    if (status == STATUS_OK && change) /* what is told of it would be true of no file */
        status = report_error(in->name, change);
    source_close(&src);
    if (status == STATUS_OK)
        hash(in);
    else
        in->size = 0; /* what is there is not the file */
    return status;
}

static enum status read_one(struct input *in, const struct options *opt, const char *name)
{
    enum status status = input_read(in, opt, name);

    return status == STATUS_OK && in->size == 0 ? report_error(in->name, "is empty") : status;
}

enum status inputs_read(struct input *inputs, const struct options *opt)
{
    enum status status = STATUS_OK;

    for (int i = 0; i < opt->count && !signals_caught(); i++)
        status = status_worse(status, read_one(&inputs[i], opt, opt->names[i]));
    return signals_caught() ? STATUS_ERROR : status;
}

/* NULL: none of those before it has the same content. */
static const struct input *find_double(const struct input *inputs, int count, const struct input *in)
{
    for (int i = 0; i < count; i++)
        if (inputs[i].size == in->size && strcmp(inputs[i].hash, in->hash) == 0)
            return &inputs[i];
    return NULL;
}

static enum status tell_double(const struct options *opt, const struct input *in, const struct input *first)
{
    char reason[PRINTABLE_TEXT + 64], name[PRINTABLE_TEXT];

    snprintf(reason, sizeof reason, "has the same content as %s, and counts once",
             printable(name, first->name));
    return report_warning(opt, in->name, reason);
}

enum status inputs_drop_doubles(struct input *inputs, int *count, const struct options *opt)
{
    enum status status = STATUS_OK;
    int kept = 0;

    for (int i = 0; i < *count; i++) {
        const struct input *first = find_double(inputs, kept, &inputs[i]);

        if (first) {
            status = status_worse(status, tell_double(opt, &inputs[i], first));
            inputs_free(&inputs[i], 1);
        } else {
            inputs[kept++] = inputs[i];
        }
    }
    *count = kept;
    return status;
}

void inputs_free(struct input *inputs, int count)
{
    for (int i = 0; i < count; i++) {
        free(inputs[i].clean);
        free(inputs[i].data);
    }
}
