/* Markup and configuration. */
#include "kinds.h"

static const char *const json_compact[] = {
    "{\"id\":$c,\"name\":\"$m\",\"$n\":$(true|false|null),\"price\":$[1..99].$[00..99],\"tags\":[\"$n\",\"$j\"]},",
    "{\"id\":$c,\"name\":\"$m\",\"owner\":{\"id\":$[1..500],\"name\":\"$m\"},\"tags\":[]},",
    NULL,
};
static const char *const json_pretty[] = {
    "  {\n    \"id\": $c,\n    \"title\": \"The $j $n\",\n    \"author\": \"$m $m\",\n    \"pages\": $[80..900],\n    \"$n\": [\n$*3(      \"$n\",\n)      \"$n\"\n    ]\n  },\n",
    NULL,
};
static const char *const xml[] = {
    "  <book id=\"$c\" lang=\"$(en|de|fr)\">\n    <title>The $j $n</title>\n    <author>$m $m</author>\n    <price currency=\"EUR\">$[5..60].$[00..99]</price>\n  </book>\n",
    "  <!-- $s -->\n",
    "  <note date=\"$tD\"/>\n",
    NULL,
};
static const char *const html[] = {
    "$!<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>The $n</title></head><body>\n",
    "<p>$s <a href=\"$p.html\" class=\"$n\">$j $n</a> $s</p>\n",
    "<div class=\"$n $j\" id=\"$n-$c\">\n<ul>\n$*5(<li><span>$n</span> $j</li>\n)</ul>\n</div>\n",
    "<tr><td>$m</td><td align=\"right\">$[1..999]</td><td>$n</td></tr>\n",
    NULL,
};
static const char *const css[] = {
    ".$n-$n {\n$*4(  $(color: #$[000000..ffffff]x|margin: $[0..40]px|padding: 0 $[1..9]em|display: $(block|none|flex));\n)}\n",
    "#$n > .$n:hover { $(color|background): #$[000..fff]x; }\n",
    "@media (max-width: $[300..1400]px) { .$n { width: $[10..100]%; } }\n",
    NULL,
};
static const char *const latex[] = {
    "\\section{The $j $n}\n$s $s\n",
    "\\begin{itemize}\n$*4(\\item $s\n)\\end{itemize}\n",
    "$s\\cite{$m$[1970..2024]}\n",
    "\\begin{equation}\nx_{$[1..9]} = \\frac{$[1..99]}{$[1..99]} \\alpha^{$[2..5]} + \\beta\n\\end{equation}\n",
    NULL,
};
static const char *const markdown[] = {
    "$s $s **$n** and `$i`.\n\n", "## The $j $n\n\n",           "$*5(- [$n]($p.md): $s\n)\n",
    "| $n | $[1..99] | $j |\n",   "```c\n$i($n, $n);\n```\n\n", NULL,
};
static const char *const ini[] = {
    "$n_$n = $(yes|no|$[1..900]|$p)\n", "$i=$(true|false|\"$n\")\n", "\n[$n.$n]\n", "# $s\n", NULL,
};
static const char *const yaml[] = {
    "  - name: $n-$c\n    image: registry/$n:$[1..9].$[0..20]\n    env:\n$*4(      - $N: \"$n\"\n)    ports: [$[1000..9999]]\n",
    "$n:\n  $n: $(true|false)\n  $n: $[1..99]\n",
    NULL,
};
static const char *const svg[] = {
    "<path d=\"M$[0..500].$[0..9] $[0..500].$[0..9]$*6( l$[0..20].$[0..9] -$[0..20].$[0..9]) z\" fill=\"#$[000000..ffffff]x\"/>\n",
    "<rect x=\"$[0..500]\" y=\"$[0..500]\" width=\"$[1..99]\" height=\"$[1..99]\" class=\"$n\"/>\n",
    NULL,
};
static const char *const postscript[] = {
    "$[0..600].$[0..99] $[0..800].$[0..99] moveto\n$*3($[0..600].$[0..99] $[0..800].$[0..99] lineto\n)stroke\n",
    "/Times-Roman findfont $[8..14] scalefont setfont\n($s) show\n",
    NULL,
};
static const char *const rtf[] = {
    "\\par {\\b $n} $s {\\i $j} $s\n",
    "\\pard\\li$[0..9]00\\fs$[16..28] $s\\par\n",
    NULL,
};
static const char *const bibtex[] = {
    "@$(article|book|inproceedings){$m$[1970..2024],\n  author = {$m, $m and $m, $m},\n  title = {The $j $n of the $n},\n  year = {$[1970..2024]},\n  pages = {$[1..99]--$[100..400]},\n}\n\n",
    NULL,
};
static const char *const geojson[] = {
    "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[$[6..14].$[000000..999999],$[47..54].$[000000..999999]]},\"properties\":{\"name\":\"$N\"}},\n",
    NULL,
};
static const char *const wiki[] = {
    "'''$N''' is a $j [[$n]] in the [[$n|$j $n]]. $s\n\n",
    "== $N ==\n$s $s\n\n",
    "* [[$N]] ($[1800..2020])\n",
    "{{cite|title=$n|year=$[1900..2020]}}\n",
    NULL,
};

static const struct kind kinds[] = {
    { "json", 80000, from_templates, json_compact, "JSON without spaces" },
    { "json-pretty", 80000, from_templates, json_pretty, "JSON in lines" },
    { "xml", 80000, from_templates, xml, "XML" },
    { "html", 80000, from_templates, html, "HTML" },
    { "css", 60000, from_templates, css, "CSS" },
    { "latex", 60000, from_templates, latex, "LaTeX" },
    { "markdown", 60000, from_templates, markdown, "Markdown" },
    { "ini", 40000, from_templates, ini, "settings" },
    { "yaml", 60000, from_templates, yaml, "YAML" },
    { "svg", 60000, from_templates, svg, "SVG" },
    { "postscript", 60000, from_templates, postscript, "PostScript" },
    { "rtf", 60000, from_templates, rtf, "RTF" },
    { "bibtex", 60000, from_templates, bibtex, "references" },
    { "geojson", 60000, from_templates, geojson, "places in JSON" },
    { "wiki", 60000, from_templates, wiki, "pages of a wiki" },
};
const struct family markups = { "markup", kinds, COUNT_OF(kinds) };
