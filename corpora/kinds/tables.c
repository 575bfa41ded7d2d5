/* Tables in letters. */
#include "kinds.h"

static const char *const csv[] = {
    "$c,$m,$[18..90],$n,$[100..9999].$[00..99],$(yes|no)\n",
    NULL,
};
static const char *const csv_quoted[] = {
    "\"$c\",\"$m $m\",\"$N Street $[1..200]\",\"$[10000..99999]\",\"$(Berlin|Paris|Rome|Oslo)\",\"$[0..999].$[00..99]\"\n",
    NULL,
};
static const char *const csv_numbers[] = {
    "$[0..9].$[0..9],$[0..9].$[0..9],$[0..9].$[0..9],$[0..9].$[0..9],$(setosa|other|third)\n",
    NULL,
};
static const char *const csv_sparse[] = {
    "$c,,,$(|$[1..9]),,,,$(|$n),,,0,0,0,,$(|x),\n",
    NULL,
};
static const char *const tsv[] = {
    "chr$[1..22]\t$[100000..999999]\t$[100000..999999]\t$i\t$[0..999]\t$(+|-)\n",
    NULL,
};
static const char *const expression[] = {
    "ENSG000001$[00000..99999]$*1(\t$[0..9].$[000..999]\t$[0..99].$[000..999]\t$[0..9].$[000..999]\t0.000)\n",
    NULL,
};
static const char *const accounts[] = {
    "$n$[1..99]:x:$c:1000:$m $m:/home/$n:/bin/$(bash|sh|zsh)\n",
    NULL,
};
static const char *const ledger[] = {
    "$tD $m $m\n    Expenses:$N        $[1..99].$[00..99] EUR\n    Assets:$(Bank|Cash)\n\n",
    NULL,
};
static const char *const coordinates[] = {
    "$[1..500] $[1..500] $[1..9].$[0..9]\n",
    NULL,
};
static const char *const contacts[] = {
    "BEGIN:VCARD\nVERSION:3.0\nN:$m;$m\nTEL;TYPE=CELL:+49$[1000000..9999999]\nEMAIL:$n@$n.example\nEND:VCARD\n",
    NULL,
};
static const char *const calendar[] = {
    "BEGIN:VEVENT\nUID:$[00000000..ffffffff]x@example.org\nDTSTART:20$[20..25]$[01..12]$[01..30]T$[08..18]0000Z\nSUMMARY:$N with $m\nEND:VEVENT\n",
    NULL,
};
static const char *const fixed_width[] = {
    "$[100000..999999]$(SMITH     |JONES     |MILLER    |WEBER     )$(ACTIVE  |CLOSED  )$[0000000..9999999]$[00..99]  EUR  20$[10..24]$[01..12]$[01..28]          \n",
    NULL,
};
static const char *const graph[] = {
    "$c: $*9($[1..2000] )\n",
    NULL,
};
static const char *const stars[] = {
    "HD $c  $[00..23] $[00..59] $[00..59].$[0..9] $(+|-)$[00..89] $[00..59] $[00..59]  $[3..9].$[00..99] $(K0|G5|A0|F8|M2)\n",
    NULL,
};
static const char *const election[] = {
    "$N;$[100..9999];$[100..9999];$[10..999];$[1..99],$[0..9] %;$[1..99],$[0..9] %\n",
    NULL,
};
static const char *const crossing[] = {
    "INSERT;$c;$tI;$(open|closed|sent);$m;$[1..9]x$n;$[1..9]x$n\n",
    NULL,
};

/* Columns lined up with spaces. */
static void aligned(struct sink *s, const void *with)
{
    (void)with;
    for (uint32_t n = 1; !full(s); n++) {
        const char *noun = nouns[rank_of(s, (uint32_t)noun_count)];
        uint32_t price = low_of(s, 100000), stock = below(s, 500);
        say(s, "%-6u%-24s%10u.%02u%8u\n", n, noun, price / 100, price % 100, stock);
    }
}

/* A list of words in the order of the alphabet, made of a stem and an ending. */
static void dictionary(struct sink *s, const void *with)
{
    static const char *const endings[] = { "", "able", "ed", "er", "ers", "ful", "ing", "less", "ness", "s" };
    const char *gap = with;
    for (uint32_t n = 0; !full(s); n++) {
        char stem[8];
        uint32_t k = n * 26 * 26 * 26 * 26 / 800 + mix(n) % 400;
        for (int i = 3; i >= 0; i--, k /= 26)
            stem[i] = (char)('a' + k % 26);
        stem[4] = 0;
        for (size_t i = 0; i < COUNT_OF(endings); i++)
            if (mix(n * 16 + (uint32_t)i) % 3) {
                say(s, "%s%s", stem, endings[i]);
                put_bytes(s, gap, 1);
            }
    }
}

/* A matrix of digits, mostly zero. */
static void sparse_matrix(struct sink *s, const void *with)
{
    (void)with;
    for (uint32_t n = 0; !full(s); n++) {
        put(s, below(s, 20) ? '0' : '1' + low_of(s, 9));
        put(s, n % 60 == 59 ? '\n' : ' ');
    }
}

/* All of a column before the next: sorted keys, a category, amounts. */
static void columns(struct sink *s, const void *with)
{
    size_t rows = s->size / 18;
    (void)with;
    for (uint32_t n = 0, key = 100000; n < rows; n++)
        say(s, "%u\n", key += below(s, 9));
    for (uint32_t n = 0; n < rows; n++)
        fill(s, "$(red|green|blue|white)\n");
    while (!full(s))
        fill(s, "$[100..9999].$[00..99]\n");
}

static const struct kind kinds[] = {
    { "csv", 80000, from_templates, csv, "CSV" },
    { "csv-quoted", 80000, from_templates, csv_quoted, "CSV with quotes" },
    { "csv-numbers", 60000, from_templates, csv_numbers, "CSV of small numbers" },
    { "csv-sparse", 60000, from_templates, csv_sparse, "CSV, mostly empty" },
    { "tsv", 80000, from_templates, tsv, "places on genes, tabs" },
    { "expression", 80000, from_templates, expression, "measured genes, tabs" },
    { "accounts", 60000, from_templates, accounts, "accounts with colons" },
    { "ledger", 60000, from_templates, ledger, "a ledger" },
    { "coordinates", 60000, from_templates, coordinates, "a sparse matrix as coordinates" },
    { "contacts", 60000, from_templates, contacts, "contacts" },
    { "calendar", 60000, from_templates, calendar, "a calendar" },
    { "fixed-width", 80000, from_templates, fixed_width, "columns of fixed width" },
    { "graph", 60000, from_templates, graph, "neighbours in a graph" },
    { "stars", 60000, from_templates, stars, "a catalogue of stars" },
    { "election", 60000, from_templates, election, "results with semicolons and commas" },
    { "orders", 60000, from_templates, crossing, "orders with times" },
    { "aligned", 80000, aligned, NULL, "columns lined up" },
    { "dictionary", 60000, dictionary, "\n", "sorted words in lines" },
    { "strings", 60000, dictionary, "", "sorted words that end in zeros" },
    { "sparse-matrix", 60000, sparse_matrix, NULL, "a matrix of digits, mostly zero" },
    { "columns", 80000, columns, NULL, "one column after another" },
};
const struct family tables = { "tables", kinds, COUNT_OF(kinds) };
