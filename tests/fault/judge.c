/* judge.c - what a run with a fault may and may not leave. */
#include "judge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEMPORARY ".llz-"
#define ENDING ".llz"

/* A temporary name may stay after a kill, and where removing failed, memory
 * for it missing; that is told then. */
static const char *judge_debris(const struct pass *pass, const struct outcome *o, const char *path)
{
    const char *name = strstr(path, TEMPORARY);
    char temporary[32];

    if (!name || !(o->signal || o->report.not_removed || pass->how == FAULT_ON || pass->mask == FAULT_ALLOC))
        return "debris";
    snprintf(temporary, sizeof temporary, "%.*s", (int)strcspn(name, "/"), name);
    return o->signal || strstr(o->err, temporary) ? NULL : "silent-debris";
}

int list_has(const char *list, const char *name)
{
    const size_t n = strlen(name);

    for (const char *p = list; p; p = strchr(p, ','), p += p != NULL)
        if (strncmp(p, name, n) == 0 && (p[n] == ',' || p[n] == 0))
            return 1;
    return 0;
}

static const char *broken(char where[200], const char *path, const char *rule)
{
    snprintf(where, 200, "%s", path);
    return rule;
}

/* Success: all that would be there without a fault, and no more. */
static const char *judge_success(const struct reference *r, const struct outcome *o, const struct tree *now,
                                 char where[200])
{
    if (o->code != r->clean.code)
        return "success-of-what-fails";
    if (o->report.lossy)
        return "success-though-data-may-be-lost";
    if (o->report.not_removed && now->count > r->after.count)
        return "silent-debris";
    for (size_t i = 0; i < r->after.count; i++) {
        const struct entry *e = &r->after.entries[i], *is = tree_find(now, e->path);

        if (!is || !entry_same(e, is, r->loose))
            return broken(where, e->path, is ? "success-wrong" : "success-missing");
        if (!entry_same_attributes(e, is))
            return broken(where, e->path, "success-attributes");
    }
    for (size_t i = 0; i < now->count; i++)
        if (!tree_find(&r->after, now->entries[i].path))
            return broken(where, now->entries[i].path, "success-debris");
    if (!data_same(r->clean.out, r->clean.out_size, o->out, o->out_size, r->loose))
        return "success-wrong-stdout";
    return NULL;
}

/* An archive that lacks something, after a warning, is still an archive. */
static int passes_test(const struct reference *r, const char *path)
{
    char *command[] = { r->setting->command[0], "-t", "-q", (char *)path, NULL };
    struct setting s = *r->setting;
    const struct pass none = { "none", 0, FAULT_COUNT, 0 };
    struct outcome o;
    int good;

    s.command = command;
    s.input = NULL;
    s.preload = NULL;
    run_program(&o, &s, &none, 0);
    good = o.code == 0 || o.code == 2;
    outcome_free(&o);
    return good;
}

/* What stands under a name is what was there, or what had to come. */
static const char *judge_entries(const struct reference *r, const struct pass *pass, const struct outcome *o,
                                 const struct tree *now, char where[200])
{
    const char *rule;

    for (size_t i = 0; i < now->count; i++) {
        const struct entry *is = &now->entries[i];
        const struct entry *old = tree_find(&r->before, is->path), *new = tree_find(&r->after, is->path);

        if ((old && entry_same(old, is, 0)) || (new &&entry_same(new, is, r->loose)))
            continue;
        if (o->code == 2 && strstr(is->path, ".llz") && passes_test(r, is->path))
            continue;
        if (new &&list_has(r->growing, is->path))
            continue;
        rule = old || new ? "wrong-content" : judge_debris(pass, o, is->path);
        if (rule)
            return broken(where, is->path, rule);
    }
    return NULL;
}

/* How many results are not there, and one of them. */
static size_t missing(const struct reference *r, const struct tree *now, const char **path)
{
    size_t n = 0;

    for (size_t i = 0; i < r->after.count; i++) {
        const struct entry *e = &r->after.entries[i];
        const struct entry *is = tree_find(now, e->path), *other = tree_find(&r->before, e->path);

        if (is && (entry_same(e, is, 1) || list_has(r->growing, e->path)))
            continue;
        if (other && entry_same(other, e, 1))
            continue;
        *path = e->path;
        n++;
    }
    return n;
}

/* What comes instead of one of several sources: NAME.llz of NAME, and the other way round. */
static int has_partner(const struct reference *r, const struct tree *now, const char *path)
{
    const size_t n = strlen(path), end = strlen(ENDING);
    const int packed = n > end && strcmp(path + n - end, ENDING) == 0;
    const struct entry *wanted, *is;
    char partner[200];

    snprintf(partner, sizeof partner, "%.*s%s", (int)(packed ? n - end : n), path, packed ? "" : ENDING);
    wanted = tree_find(&r->after, partner);
    is = tree_find(now, partner);
    return wanted && is && entry_same(wanted, is, r->loose);
}

/* What was there is gone only when all that comes instead is there. */
static const char *judge_loss(const struct reference *r, const struct outcome *o, const struct tree *now,
                              char where[200])
{
    const char *lacks = "";
    size_t n = missing(r, now, &lacks), all = 0;

    for (size_t i = 0; i < r->before.count; i++) {
        const struct entry *e = &r->before.entries[i];

        if (tree_find(now, e->path))
            continue;
        if (tree_find(&r->after, e->path))
            return broken(where, e->path, "lost");
        if (r->separate ? !has_partner(r, now, e->path) : n > 0)
            return broken(where, e->path, "source-lost");
    }
    for (size_t i = 0; i < r->after.count; i++)
        all += !tree_find(&r->before, r->after.entries[i].path);
    if (r->atomic && o->code != 2 && n > 0 && n < all)
        return broken(where, lacks, "half");
    return NULL;
}

static const char *judge_failure(const struct reference *r, const struct pass *pass, const struct outcome *o,
                                 const struct tree *now, char where[200])
{
    const char *rule = judge_entries(r, pass, o, now, where);

    if (!rule)
        rule = judge_loss(r, o, now, where);
    if (!rule && r->prefix &&
        (o->out_size > r->clean.out_size || memcmp(o->out, r->clean.out, o->out_size) != 0))
        rule = "wrong-stdout";
    return rule;
}

const char *judge(const struct reference *r, const struct pass *pass, const struct outcome *o,
                  const struct tree *now, char where[200])
{
    where[0] = 0;
    if (o->hung)
        return "hang";
    if (pass->how == FAULT_KILL && o->signal == 9)
        return judge_failure(r, pass, o, now, where);
    if (o->signal)
        return "crash";
    if (o->code == 0 || (o->report.fired == 0 && o->code == r->clean.code))
        return judge_success(r, o, now, where);
    if (o->code != 1 && o->code != 2)
        return "exit-code";
    if (o->err_size == 0 && !(o->code == 2 && r->quiet))
        return "silent";
    return judge_failure(r, pass, o, now, where);
}
