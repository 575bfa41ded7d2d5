/* look.c - colours go from pale to dark on white, and from dark to pale on black, so that what costs
 * most stands out in both, also for people who see no colours. The text on each has a contrast of at
 * least 4.5, as WCAG 2 (1.4.3) asks for. */
#include "cli/lab/page/look.h"

#include "cli/lab/svg.h"

/* .c1 to .c9: classes of single bytes, of which class 0 has no colour; .m1 to .m9: shades of the map; .s0 and
 * so on: lines of charts (cli/lab/svg.c), of which only those too dark for a black page are given anew. */
static const char style[] =
    ":root{color-scheme:light dark;--back:#fff;--front:#1a1a1a;--quiet:#595959;--line:#d4d4d4;--panel:#f6f6f4;"
    "--more:#2f6f9f;--less:#b3471d;--c1:#fff7d1;--c2:#ffeeaa;--c3:#ffe083;--c4:#fec85f;--c5:#fda746;"
    "--g0:#e6f0f8;--g1:#bcd9ee;--g2:#86b8dd;--g3:#1f5f94;--h0:#fceee3;--h1:#fad2b2;--h2:#f2a873;--h3:#a33d14;"
    "--u2:#1a1a1a;--u3:#fff;"
    "--c6:#f98a45;--c7:#f0703a;--c8:#b71d25;--c9:#6d0738;--t1:#1a1a1a;--t2:#1a1a1a;--t3:#1a1a1a;--t4:#1a1a1a;"
    "--t5:#1a1a1a;--t6:#1a1a1a;--t7:#1a1a1a;--t8:#fff;--t9:#fff}\n"
    "@media (prefers-color-scheme:dark){"
    ":root{--back:#14151a;--front:#e8e8e6;--quiet:#a8a8a8;--line:#3c3e47;--panel:#1e2027;--more:#63a9de;"
    "--g0:#1c2b3a;--g1:#214663;--g2:#2c6a99;--g3:#7cbcec;--h0:#382518;--h1:#66391f;--h2:#9a5226;--h3:#f7a173;"
    "--u2:#fff;--u3:#14151a;"
    "--less:#f08a5d;--c1:#251d3d;--c2:#3a1b57;--c3:#551c6c;--c4:#732273;--c5:#93296b;--c6:#b23759;--c7:#ea6d3c;"
    "--c8:#f9a02c;--c9:#fbe583;--t1:#f2f2f2;--t2:#f2f2f2;--t3:#f2f2f2;--t4:#f2f2f2;--t5:#f2f2f2;--t6:#fff;"
    "--t7:#14151a;--t8:#14151a;--t9:#14151a}\n"
    ".s0{stroke:#f2f2f2}.s1{stroke:#ff8a3d}.s2{stroke:#5cb3ff}.s3{stroke:#2fd1a2}.s4{stroke:#e69fc4}"
    ".f0{fill:#f2f2f2}.f1{fill:#ff8a3d}.f2{fill:#5cb3ff}.f3{fill:#2fd1a2}.f4{fill:#e69fc4}}\n"
    "body{font:16px/1.5 system-ui,sans-serif;color:var(--front);background:var(--back);margin:0 auto;"
    "max-width:74rem;padding:1.5rem 1.5rem 4rem}\n"
    "h1{font-size:1.7rem;line-height:1.25;overflow-wrap:anywhere}"
    "h2{font-size:1.25rem;margin:2.5rem 0 .5rem;border-top:1px solid var(--line);padding-top:1rem}"
    "h3{font-size:1.05rem;margin:1.5rem 0 .5rem}"
    "h4{font-size:.85rem;font-weight:600;color:var(--quiet);margin:1rem 0 .25rem}\n"
    "p{max-width:46rem}p.note,p.key,p.legend,caption{color:var(--quiet);font-size:.9rem}\n"
    "dl{display:flex;flex-wrap:wrap;gap:.75rem;margin:1rem 0}"
    "dl div{background:var(--panel);border-radius:6px;padding:.5rem .9rem}"
    "dt{font-size:.8rem;color:var(--quiet)}dd{margin:0;font-weight:600}\n"
    ".scroll{overflow-x:auto}"
    "table{border-collapse:collapse;margin:.5rem 0 1rem;font-variant-numeric:tabular-nums}"
    /* As wide as what is seen of the table, not as the table, and there wherever that is pushed to. */
    "caption{text-align:left;padding:.25rem 0}"
    "caption span{display:block;position:sticky;left:0;width:fit-content;max-width:min(46rem,100vw - 3rem)}"
    "th,td{padding:.25rem .75rem .25rem 0;text-align:right;font-weight:400;border-bottom:1px solid var(--line);"
    "white-space:nowrap}tr>:first-child,.text,.word{text-align:left}"
    "th[scope=col]{font-size:.85rem;color:var(--quiet)}td.text{white-space:normal;min-width:12rem}\n"
    "svg{max-width:100%;height:auto}svg.chart{overflow:visible}svg.bar{height:14px;vertical-align:middle}"
    "svg text{fill:var(--front);font:12px system-ui,sans-serif}.grid{stroke:var(--line)}"
    ".zero{stroke:var(--quiet)}.more{fill:var(--more)}.less{fill:var(--less)}"
    ".band{opacity:.2}.dot{fill:transparent}.dot:hover{fill:var(--front)}"
    "svg.strip{width:260px;height:18px;max-width:none;vertical-align:middle}"
    ".span{stroke:var(--front);stroke-width:2}li{margin:.25rem 0;max-width:46rem}"
    /* A chart shrinks with the window, and its letters with it: these are to be read all the same. */
    "@media (max-width:40rem){body{padding:1rem 1rem 4rem}svg.chart text{font-size:18px}}"
    ".legend span{margin-right:1.5rem;white-space:nowrap}\n"
    ".map{background:var(--panel);display:block}.map rect{stroke:var(--back);stroke-width:1}"
    ".map a:hover rect,.map rect:hover{stroke:var(--front);stroke-width:2}.map a{cursor:pointer}\n"
    "pre{font:14px/1.6 ui-monospace,monospace;background:var(--panel);border-radius:6px;padding:.75rem;"
    "margin:0;white-space:pre-wrap;overflow-wrap:anywhere}pre.hex{white-space:pre;overflow-x:auto}"
    "s{text-decoration:none;color:var(--quiet)}b{font-weight:inherit}b:hover{outline:1px solid var(--front)}"
    "b:target{outline:3px solid var(--more);outline-offset:2px;scroll-margin-top:40vh}i{font-style:normal}"
    ".key i,th i{padding:.1rem .35rem}\n"
    "#at{position:fixed;left:0;right:0;bottom:0;padding:.4rem 1.5rem;background:var(--front);color:var(--back);"
    "font:14px/1.5 ui-monospace,monospace;pointer-events:none}\n";

/* Classes of costs, shades of maps, and what is gained (g) or lost (h): a text's background and a cell's filling. */
static const char classes[] =
    ".c1{background:var(--c1);color:var(--t1)}.c2{background:var(--c2);color:var(--t2)}"
    ".c3{background:var(--c3);color:var(--t3)}.c4{background:var(--c4);color:var(--t4)}"
    ".c5{background:var(--c5);color:var(--t5)}.c6{background:var(--c6);color:var(--t6)}"
    ".c7{background:var(--c7);color:var(--t7)}.c8{background:var(--c8);color:var(--t8)}"
    ".c9{background:var(--c9);color:var(--t9)}\n"
    ".m1{fill:var(--c1)}.m2{fill:var(--c2)}.m3{fill:var(--c3)}.m4{fill:var(--c4)}.m5{fill:var(--c5)}"
    ".m6{fill:var(--c6)}.m7{fill:var(--c7)}.m8{fill:var(--c8)}.m9{fill:var(--c9)}\n"
    ".g0{background:var(--g0);fill:var(--g0);color:var(--front)}.g1{background:var(--g1);fill:var(--g1);color:var(--front)}"
    ".g2{background:var(--g2);fill:var(--g2);color:var(--u2)}.g3{background:var(--g3);fill:var(--g3);color:var(--u3)}"
    ".h0{background:var(--h0);fill:var(--h0);color:var(--front)}.h1{background:var(--h1);fill:var(--h1);color:var(--front)}"
    ".h2{background:var(--h2);fill:var(--h2);color:var(--u2)}.h3{background:var(--h3);fill:var(--h3);color:var(--u3)}\n";

/* What is pointed at or touched, at the foot of the window: a tooltip comes
 * late, and on a touch screen never. A text that begins with a number is about a byte of a file. */
static const char script[] =
    "const at=document.getElementById('at');\n"
    "function tell(e){const t=e.target.closest('[title]'),s=e.target.querySelector('title');\n"
    "const text=t?t.title:/^(rect|circle)$/.test(e.target.tagName)&&s?s.textContent:'';\n"
    "at.hidden=!text;at.textContent=(/^[0-9]+: /.test(text)?'byte ':'')+text}\n"
    "addEventListener('pointerover',tell);addEventListener('pointerdown',tell);\n";

/* Nothing may be loaded from anywhere, whatever a name or the content holds; 'unsafe-inline' allows the style
 * and the script that stand in the page itself. */
void look_begin(FILE *out, const char *maker, const char *title, const char *heading)
{
    fprintf(out,
            "<!DOCTYPE html>\n"
            "<!-- %s -->\n"
            "<html lang=\"en\">\n"
            "<head>\n"
            "<meta charset=\"utf-8\">\n"
            "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
            "'unsafe-inline'; script-src 'unsafe-inline'\">\n"
            "<title>",
            maker);
    svg_text(out, title);
    fprintf(out, "</title>\n<style>\n%s%s</style>\n</head>\n<body>\n<h1>", style, classes);
    svg_text(out, heading);
    fputs("</h1>\n", out);
}

void look_end(FILE *out, const char *note)
{
    fputs("<p class=note>", out);
    svg_text(out, note);
    fprintf(out, "</p>\n<output id=at hidden></output>\n<script>\n%s</script>\n</body>\n</html>\n", script);
}
