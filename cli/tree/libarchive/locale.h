/* locale.h - names are bytes to llz, but libarchive converts them where a format prescribes UTF-8; that is the
 * identity only where the locale is a UTF-8 one too. */
#ifndef LLZ_LOCALE_H
#define LLZ_LOCALE_H

#include <locale.h>

struct tree_locale {
    locale_t ours, before;
};

/* Of this thread only; where there is no such locale, nothing happens. */
static inline struct tree_locale locale_enter(void)
{
    struct tree_locale l = { .ours = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0) };

    l.before = l.ours ? uselocale(l.ours) : (locale_t)0;
    return l;
}

static inline void locale_leave(const struct tree_locale *l)
{
    if (!l->ours)
        return;
    uselocale(l->before);
    freelocale(l->ours);
}

#endif
