/* page_style.h - what the page looks like, and its few lines of script. */
#ifndef LLZ_PAGE_STYLE_H
#define LLZ_PAGE_STYLE_H

extern const char why_style[];  /* CSS */
extern const char why_script[]; /* JavaScript; the page is complete without it */

#endif
