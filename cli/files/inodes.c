/* inodes.c - A hash table with open addresses, at most half full. Hard links are found by it, and outputs
 * that would replace inputs. */
#include "cli/files/inodes.h"

#include <stdint.h>
#include <stdlib.h>

/* The place of the file, or the empty one where it belongs. */
static struct inode *find(const struct inodes *all, dev_t device, ino_t number)
{
    /* Fibonacci hashing: the multiplier is 2^64 by the golden ratio, which spreads inodes that
     * follow each other. */
    /* Devices have small numbers and inodes seldom more than 32 bits, so the two hardly overlap. */
    uint64_t hash = ((uint64_t)number ^ (uint64_t)device << 32) * UINT64_C(0x9e3779b97f4a7c15);
    /* The upper half: the lowest bits of a product depend on the lowest bits of its factors alone. */
    size_t i = (size_t)(hash >> 32) & (all->room - 1);

    /* It ends, since half of the places are empty. */
    while (all->places[i].path && (all->places[i].device != device || all->places[i].number != number))
        i = (i + 1) & (all->room - 1);
    return &all->places[i];
}

static int grow(struct inodes *all)
{
    struct inodes more = { .count = all->count, .room = all->room ? 2 * all->room : 64 };

    if (all->count + 1 <= all->room / 2)
        return 0;
    more.places = calloc(more.room, sizeof *more.places);
    if (!more.places)
        return -1;
    for (size_t i = 0; i < all->room; i++)
        if (all->places[i].path)
            *find(&more, all->places[i].device, all->places[i].number) = all->places[i];
    free(all->places);
    *all = more;
    return 0;
}

const char *inodes_seen(struct inodes *all, dev_t device, ino_t number, const char *path, int *failed)
{
    struct inode *place;

    /* Before the search, as growing would move the place that was found. */
    if (grow(all) != 0) {
        *failed = 1;
        return NULL;
    }
    place = find(all, device, number);
    if (place->path)
        return place->path;
    *place = (struct inode){ device, number, path };
    all->count++;
    return NULL;
}

int inodes_have(const struct inodes *all, dev_t device, ino_t number)
{
    /* Without room the mask in find() would have all bits. */
    return all && all->room > 0 && find(all, device, number)->path != NULL;
}

void inodes_free(struct inodes *all)
{
    free(all->places);
    *all = (struct inodes){ 0 };
}
