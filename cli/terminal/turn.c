/* turn.c - Whoever has the first input that has not ended may speak, and all others wait for that. They have been begun
 * in their order, so the first one waits for nobody, and all get on. */
#include "cli/terminal/turn.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

#include "cli/terminal/progress.h"

struct turns {
    pthread_mutex_t lock; /* holds all that follows */
    pthread_cond_t changed;
    const struct options *opt;
    int first;            /* the first input that has not ended */
    bool *ended;          /* one for each input */
    bool speaking;        /* the first input has something to say: no line is drawn into that */
    struct progress line; /* of all together */
};

/* What the thread works on; all NULL: it has begun nothing. */
static _Thread_local struct {
    struct turns *all;
    int number;
} mine;

struct turns *turns_new(const struct options *opt)
{
    struct turns *t = calloc(1, sizeof *t);
    bool *ended = calloc((size_t)opt->count, sizeof *ended);

    if (!t || !ended) {
        free(t);
        free(ended);
        return NULL;
    }
    t->opt = opt;
    t->ended = ended;
    pthread_mutex_init(&t->lock, NULL);
    pthread_cond_init(&t->changed, NULL);
    progress_begin(&t->line, opt, 0);
    return t;
}

void turns_free(struct turns *t)
{
    if (!t)
        return;
    progress_clear(&t->line);
    pthread_cond_destroy(&t->changed);
    pthread_mutex_destroy(&t->lock);
    free(t->ended);
    free(t);
}

void turn_begin(struct turns *t, int i)
{
    mine.all = t;
    mine.number = i;
}

void turn_end(struct turns *t, int i)
{
    mine.all = NULL;
    pthread_mutex_lock(&t->lock);
    t->ended[i] = true;
    /* Whoever speaks is the first; another one that ends leaves it so. */
    t->speaking = t->speaking && i != t->first;
    while (t->first < t->opt->count && t->ended[t->first])
        t->first++;
    pthread_cond_broadcast(&t->changed);
    pthread_mutex_unlock(&t->lock);
}

void turn_wait(void)
{
    struct turns *t = mine.all;

    if (!t)
        return;
    pthread_mutex_lock(&t->lock);
    while (t->first < mine.number)
        pthread_cond_wait(&t->changed, &t->lock);
    t->speaking = true;
    progress_clear(&t->line);
    pthread_mutex_unlock(&t->lock);
}

void turns_draw(struct turns *t)
{
    const struct progress_parts none = { 0 };

    pthread_mutex_lock(&t->lock);
    if (!t->speaking && t->first < t->opt->count && progress_due(&t->line)) {
        t->line.name = t->opt->names[t->first];
        t->line.turn = t->first + 1;
        t->line.turns = t->opt->count;
        progress_parts(&t->line, &none);
    }
    pthread_mutex_unlock(&t->lock);
}
