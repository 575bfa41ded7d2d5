/* Text with holes: kinds.h says how they are written. */
#include "kinds.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const sentences[] = {
    "$(The|A|Every|This) $(|$j |$j )$n $v $(the|a|its|their|one) $(|$j )$n.",
    "$m $v the $n $(of|in|near|under|behind) the $(|$j )$n, $(and|but|because|while) the $n $v $(it|them|$d|the $j $n).",
    "$(In|After|Before|During) the $n, $m and $m $v $(a|the|every) $j $n $d.",
    "It was a $j $n$(, $j and $j|| that $m $v $d).",
    "\"$(Where|When|Why) is the $(|$j )$n?\" $(asked|said|cried) $m$(| $d).",
    "$(There were|They had|We saw) $(two|three|several|many) $ns, $(all of them|some|none) $j.",
};

static size_t after_group(const char *t, size_t i)
{
    for (int depth = 0; t[i]; i++) {
        depth += t[i] == '(' ? 1 : t[i] == ')' ? -1 : 0;
        if (depth == 0)
            return i + 1;
    }
    abort(); /* a template that does not close */
}

/* Fills t[from .. to). */
static void fill_part(struct sink *s, const char *t, size_t from, size_t to);

/* One of the alternatives of the group that begins at t[i]. */
static size_t fill_choice(struct sink *s, const char *t, size_t i)
{
    size_t end = after_group(t, i), starts[64], n = 0;
    starts[n++] = i + 1;
    int depth = 0;
    for (size_t k = i; k + 1 < end; k++) {
        depth += t[k] == '(' ? 1 : t[k] == ')' ? -1 : 0;
        if (t[k] == '|' && depth == 1 && n < 63)
            starts[n++] = k + 1;
    }
    starts[n] = end;
    size_t pick = low_of(s, (uint32_t)n);
    fill_part(s, t, starts[pick], starts[pick + 1] - 1);
    return end;
}

static size_t fill_repeat(struct sink *s, const char *t, size_t i)
{
    char *open;
    uint32_t most = (uint32_t)strtoul(t + i, &open, 10);
    size_t group = (size_t)(open - t), end = after_group(t, group);
    for (uint32_t n = 1 + below(s, most); n > 0; n--)
        fill_part(s, t, group + 1, end - 1);
    return end;
}

static size_t fill_number(struct sink *s, const char *t, size_t i)
{
    const char *close = strchr(t + i, ']');
    int base = close[1] == 'x' ? 16 : 10;
    char *dots;
    uint64_t lo = strtoull(t + i + 1, &dots, base), hi = strtoull(dots + 2, NULL, base);
    int digits = (int)(dots - (t + i + 1));
    uint64_t x = draw(s), span = hi - lo + 1; /* 0: all of 64 bits */
    if (span)
        x = lo + (x >> 16) % span;
    if (base == 16)
        snprintf(s->last, sizeof s->last, "%0*llx", digits, (unsigned long long)x);
    else
        snprintf(s->last, sizeof s->last, "%0*llu", digits, (unsigned long long)x);
    put_text(s, s->last);
    return (size_t)(close - t) + (base == 16 ? 2 : 1);
}

static void put_word(struct sink *s, const char *const *list, size_t n, int capital)
{
    snprintf(s->last, sizeof s->last, "%s", list[rank_of(s, (uint32_t)n)]);
    if (capital)
        s->last[0] = (char)(s->last[0] - 'a' + 'A');
    put_text(s, s->last);
}

/* verb_noun or VerbNoun; of 3000 that there could be, mostly the same few. */
static void put_identifier(struct sink *s, int camel)
{
    char verb[24], noun[24];
    snprintf(verb, sizeof verb, "%s", verbs[rank_of(s, 24)]);
    snprintf(noun, sizeof noun, "%s", nouns[noun_count - 1 - rank_of(s, 48)]);
    if (camel) {
        verb[0] = (char)(verb[0] - 'a' + 'A');
        noun[0] = (char)(noun[0] - 'a' + 'A');
    }
    snprintf(s->last, sizeof s->last, "%s%s%s", verb, camel ? "" : "_", noun);
    put_text(s, s->last);
}

static void put_path(struct sink *s)
{
    for (uint32_t n = 2 + low_of(s, 3); n > 0; n--) {
        put(s, '/');
        put_text(s, nouns[rank_of(s, 40)]);
    }
}

/* Months of 30 days, years of 360: a calendar that needs no table. */
static size_t fill_time(struct sink *s, const char *t, size_t i)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    s->clock += low_of(s, 3000);
    uint64_t second = s->clock / 1000, day = second / 86400;
    int h = (int)(second / 3600 % 24), m = (int)(second / 60 % 60), sec = (int)(second % 60);
    int year = 2021 + (int)(day / 360), month = (int)(day / 30 % 12), date = (int)(day % 30) + 1;
    const char *name = months + 3 * (size_t)month;
    switch (t[i]) {
    case 'I':
        say(s, "%d-%02d-%02dT%02d:%02d:%02d", year, month + 1, date, h, m, sec);
        return i + 1;
    case 'S':
        say(s, "%.3s %2d %02d:%02d:%02d", name, date, h, m, sec);
        return i + 1;
    case 'A':
        say(s, "%02d/%.3s/%d:%02d:%02d:%02d +0000", date, name, year, h, m, sec);
        return i + 1;
    case 'D':
        say(s, "%d-%02d-%02d", year, month + 1, date);
        return i + 1;
    case 'M':
        say(s, "%llu", 1609459200000ULL + (unsigned long long)s->clock);
        return i + 1;
    default:
        say(s, "%02d:%02d:%02d", h, m, sec);
        return i;
    }
}

static void put_walk(struct sink *s)
{
    s->level += around(s, 12);
    snprintf(s->last, sizeof s->last, "%lld.%lld", (long long)(s->level / 10), (long long)llabs(s->level % 10));
    put_text(s, s->last);
}

static void put_counter(struct sink *s, int step)
{
    s->serial += (uint64_t)step;
    snprintf(s->last, sizeof s->last, "%llu", (unsigned long long)s->serial);
    put_text(s, s->last);
}

/* The hole whose letter is t[i]; returns where the text goes on. */
static size_t fill_hole(struct sink *s, const char *t, size_t i)
{
    switch (t[i]) {
    case '[':
        return fill_number(s, t, i);
    case '(':
        return fill_choice(s, t, i);
    case '*':
        return fill_repeat(s, t, i + 1);
    case 't':
        return fill_time(s, t, i + 1);
    case 'n':
        put_word(s, nouns, noun_count, 0);
        break;
    case 'N':
        put_word(s, nouns, noun_count, 1);
        break;
    case 'v':
        put_word(s, verbs, verb_count, 0);
        break;
    case 'j':
        put_word(s, adjectives, adjective_count, 0);
        break;
    case 'd':
        put_word(s, adverbs, adverb_count, 0);
        break;
    case 'm':
        put_word(s, names, name_count, 0);
        break;
    case 's':
        fill(s, sentences[low_of(s, COUNT_OF(sentences))]);
        break;
    case 'p':
        put_path(s);
        break;
    case 'i':
        put_identifier(s, 0);
        break;
    case 'I':
        put_identifier(s, 1);
        break;
    case 'c':
        put_counter(s, 1);
        break;
    case 'C':
        put_counter(s, 0);
        break;
    case 'w':
        put_walk(s);
        break;
    case '"':
        put_text(s, s->last);
        break;
    case '$':
        put(s, '$');
        break;
    default:
        abort(); /* no such hole */
    }
    return i + 1;
}

static void fill_part(struct sink *s, const char *t, size_t from, size_t to)
{
    for (size_t i = from; i < to;) {
        if (t[i] == '$')
            i = fill_hole(s, t, i + 1);
        else
            put(s, (uint8_t)t[i++]);
    }
}

void fill(struct sink *s, const char *text)
{
    fill_part(s, text, 0, strlen(text));
}

void from_templates(struct sink *s, const void *with)
{
    const char *const *list = with;
    if (list[0][0] == '$' && list[0][1] == '!')
        fill(s, *list++ + 2);
    uint32_t n = 0;
    while (list[n])
        n++;
    while (!full(s))
        fill(s, list[low_of(s, n)]);
}
