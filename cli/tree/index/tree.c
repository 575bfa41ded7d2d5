/* tree.c - A tree while it is packed. Owners are few and repeat, so entries have numbers of them. */
#include "cli/tree/index/tree.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "codec/coder/varint.h"

#define OWNERS_COMPARED 64 /* of the last: a tree with very many owners shall not take quadratic time */

void tree_free(struct tree *t)
{
    /* 0 means that there is none: descriptor 0 is never one (fill_descriptors() in main.c). */
    if (t->spool > 0)
        close(t->spool);
    free(t->entries);
    free(t->owners);
    free(t->order);
    pool_free(&t->pool);
    *t = (struct tree){ 0 };
}

struct tree_entry *tree_add(struct tree *t, const struct tree_entry *e)
{
    struct tree_entry *grown = array_grow(t->entries, t->count, &t->room, sizeof *grown);

    if (!grown)
        return NULL;
    t->entries = grown;
    grown[t->count] = *e;
    return &grown[t->count++];
}

size_t tree_owner(struct tree *t, const struct tree_owner *o)
{
    size_t compared = t->owners_count < OWNERS_COMPARED ? t->owners_count : OWNERS_COMPARED;
    struct tree_owner *grown, copy = *o;

    /* From the last one back: neighbours in a folder mostly have one owner. */
    for (size_t i = t->owners_count; i-- > t->owners_count - compared;) {
        const struct tree_owner *a = &t->owners[i];

        if (a->uid == o->uid && a->gid == o->gid && strcmp(a->user, o->user) == 0 &&
            strcmp(a->group, o->group) == 0)
            return i;
    }
    grown = array_grow(t->owners, t->owners_count, &t->owners_room, sizeof *grown);
    /* Whoever asks may free the names afterwards. */
    copy.user = pool_copy(&t->pool, o->user, strlen(o->user));
    copy.group = pool_copy(&t->pool, o->group, strlen(o->group));
    if (grown)
        t->owners = grown;
    if (!grown || !copy.user || !copy.group)
        return TREE_NONE;
    grown[t->owners_count] = copy;
    return t->owners_count++;
}

int tree_attribute_next(const struct tree_entry *e, size_t *at, struct tree_attribute *a)
{
    uint64_t length;

    if (*at >= e->attribute_bytes)
        return 0;
    a->name = (const char *)e->attribute_list + *at;
    *at += strlen(a->name) + 1;
    /* It was checked when the index was read, or written by this program, so it is not asked whether it
     * went well. */
    *at += (size_t)llz_varint_get(e->attribute_list + *at, e->attribute_bytes - *at, &length);
    a->value = e->attribute_list + *at;
    a->length = (size_t)length;
    *at += a->length;
    return 1;
}
