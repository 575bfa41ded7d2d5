#!/bin/sh
# prior_english.sh OUT [TESTS...] - English text for training a prior, out of Debian packages.
# The packages of prior_english.tsv are downloaded and unpacked, never installed; OUT/<kind>.NN.txt are at most 20 MB
# each, OUT/probes/<kind>.txt what llz train can select by: prose, and mark-up of text. Paragraphs that stood before,
# and those that are not English prose, are left out; then those that share 64 bytes with a file in the folders TESTS
# (default: text, markup, binary, calgary, canterbury of $LLZ_CORPORA), as overlap.c finds them: byte for byte, and again
# without regard to case, wrapping and punctuation. What was dropped is told. Needs apt, a compiler and the packages w3m
# and perl. $DEBS may name a folder that keeps the packages, $TABLE another table than prior_english.tsv.
set -eu
export LC_ALL=C.UTF-8
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/lib.sh
. "$here/../lib.sh"
# shellcheck source=tests/bench/debs.sh
. "$here/debs.sh"
case ${1---help} in
-*)
    sed -n '2,/^set/s/^# \{0,1\}//p' "$0"
    [ "${1-}" = --help ] && exit 0
    exit 2
    ;;
esac
out=$1
shift
if [ $# -eq 0 ] && [ -n "${LLZ_CORPORA-}" ]; then
    set -- "$LLZ_CORPORA/text" "$LLZ_CORPORA/markup" "$LLZ_CORPORA/binary" "$LLZ_CORPORA/calgary" \
        "$LLZ_CORPORA/canterbury"
fi
[ $# -gt 0 ] || {
    echo "no test files to keep apart from: set LLZ_CORPORA or name folders" >&2
    exit 2
}
install_packages prior
make_scratch
debs=${DEBS:-$scratch/debs}
mkdir -p "$out" "$debs" "$scratch/raw" "$scratch/clean" "$scratch/sifted"
out=$(cd "$out" && pwd)
columns=78
table=${TABLE:-$here/prior_english.tsv}
tab=$(printf '\t')

# The members of the package in the folder $1 that the patterns after it name, in the order of their names.
members() {
    (
        cd "$1"
        shift
        set -f
        yes='' no=''
        for pattern; do
            case $pattern in
            !*) no="$no -not -path ./${pattern#!}" ;;
            *) yes="$yes -o -path ./$pattern" ;;
            esac
        done
        # shellcheck disable=SC2086 # one word an argument of find
        find . -type f \( ${yes# -o} \) $no | LC_ALL=C sort
    )
}

# Text of a dump of R: the strings in it, one a line.
# shellcheck disable=SC2016 # Perl expands it
r_strings='use Compress::Zlib; local $/; my $d = <STDIN>;
for (my $i = 0; $i < length $d;) {
    my $x = "";
    my ($inflate) = inflateInit();
    my $rest = substr $d, $i + 4;
    my $before = length $rest;
    ($x) = $inflate->inflate($rest);
    $i += 4 + $before - length $rest;
    while ($x =~ /\x00[\x00-\x0f][\x00-\xf0]\x09(....)/gs) {
        my $n = unpack "N", $1;
        next if $n > length($x) - pos $x;
        print substr($x, pos $x, $n), "\n";
        pos($x) += $n;
    }
}'

# A module of Sword: blocks of zlib with padding between them, of XML or other tags, which go.
# shellcheck disable=SC2016 # Perl expands it
sword_text='use Compress::Zlib; local $/; my $d = <STDIN>;
for (my $i = 0; ($i = index $d, "\x78\x9c", $i) >= 0;) {
    my $rest = substr $d, $i, 4000000;
    my $before = length $rest;
    my ($inflate) = inflateInit();
    my ($x, $status) = $inflate->inflate($rest);
    $i += $status == Z_STREAM_END ? $before - length $rest : 1;
    next if $status != Z_STREAM_END;
    $x =~ s/<(br|lb|p|div|item|l)\b[^>]*>/\n\n/gi;
    $x =~ s/<[^>]*>//g;
    $x =~ s/&quot;/"/g; $x =~ s/&lt;/</g; $x =~ s/&gt;/>/g; $x =~ s/&amp;/&/g;
    $x =~ s/[ \t]+/ /g; $x =~ s/\n\s*\n/\n\n/g;
    print $x, "\n\n";
}'

# convert FORM: text, $columns wide if it is HTML, out of the files that are joined at stdin.
convert() {
    case $1 in
    html) w3m -dump -T text/html -I UTF-8 -O UTF-8 -cols "$columns" ;;
    keep) cat ;;
    text) sed 's/^%$//' ;;
    dict) zcat | sed 's/^[^ \t]/\n&/' ;;
    wordnet) sed -n -e 's/^[0-9]* [0-9]* [a-z] [0-9a-f]* \([^ ]*\) .* | /\1: /' -e 's/^[^ ]*: .*/&\n/p' ;;
    r) perl -e "$r_strings" ;;
    sword) perl -e "$sword_text" ;;
    pod) sed -e 's/^=[a-z0-9]* *//' -e ':a' -e 's/[A-Z]<\([^<>]*\)>/\1/g;ta' ;;
    cfg) perl -0777 -ne 'while (/_\s*"((?:[^"]|"")*)"/g) { my $x = $1; $x =~ s/""/"/g; print "$x\n\n" }' ;;
    backtick) perl -0777 -ne 'print "$1\n\n" while /`([^`\n]*)`/g' ;;
    msg) perl -ne 'if (/^(end)?msg$/) { $in = !$1; print "\n" } elsif ($in) { print }' ;;
    pot) perl -0777 -ne 'while (/^msgid ((?:".*"\n)+)/mg) { my $x = $1; $x =~ s/^"|"$//mg; $x =~ s/\n//g;
            $x =~ s/\\n/\n/g; $x =~ s/\\"/"/g; print "$x\n\n" }' ;;
    lua) perl -0777 -ne 'print $1 // $2, "\n\n" while /_(?:"((?:[^"\\]|\\.)*)"|\[\[(.*?)\]\])/gs' ;;
    esac
}

# What is English prose: enough letters, and in longer paragraphs enough of the commonest words; no code. Each
# paragraph once, whatever kind it is of. The kind `markup` is spared all but that last rule.
cat >"$scratch/prose.awk" <<'AWK'
BEGIN {
    RS = ""
    n = split("the of and to is a in that for it you with be as are or this by on not was he his", word, " ")
    for (i = 1; i <= n; i++)
        common[word[i]] = 1
}
# What has no empty lines is no prose.
length($0) > 50000 { next }
$0 in seen { next }
{ seen[$0] }
FILENAME ~ /markup$/ { print $0 "\n" >(FILENAME ".clean"); next }
{
    plain = $0
    letters = gsub(/[A-Za-z]/, "", plain)
    blanks = gsub(/[ \n]+/, "", plain)
    if (letters < 2 || letters + blanks < 0.85 * (letters + blanks + length(plain)))
        next
    hits = 0
    for (i = 1; i <= NF; i++)
        hits += tolower($i) in common
    if (NF > 8 && hits < NF / 12)
        next
    code = gsub(/[;{}](\n|$)|(^|\n) *[#$>%]/, "&")
    if (code > 1 && code > NF / 15)
        next
    gsub(/      +/, "     ")
    print $0 "\n" >(FILENAME ".clean")
}
AWK

cut -f 2 "$table" | grep -v '^#' >"$scratch/packages"
download_debs "$debs" "$scratch/packages"
grep -v '^#' "$table" | while IFS=$tab read -r kind package form patterns; do
    deb=$(find "$debs" -name "${package}_*.deb")
    [ -n "$deb" ] || {
        echo "Debian has no package $package" >&2
        continue
    }
    mkdir "$scratch/x"
    set -f
    # shellcheck disable=SC2046,SC2086 # one word a pattern
    unpack_members "$deb" "$scratch/x" $(printf './%s\n' $patterns | grep -v '^\./!')
    # shellcheck disable=SC2086 # one word a pattern
    members "$scratch/x" $patterns >"$scratch/members"
    set +f
    case $form in
    dict | r | sword) unzip='cat' ;;
    *) unzip="gzip -cdfq" ;;
    esac
    # shellcheck disable=SC2086 # one word an argument; gzip complains of what only looks as if it were packed
    (cd "$scratch/x" && xargs -r -d "\n" $unzip) <"$scratch/members" >"$scratch/joined" || true
    # Lines of 78 columns for every other package, else of 2,000: texts come in both shapes.
    if [ "$columns" = 78 ]; then columns=2000; else columns=78; fi
    before=$(bytes_of "$scratch/raw/$kind" 2>/dev/null || echo 0)
    convert "$form" <"$scratch/joined" | tr -d '\r' >>"$scratch/raw/$kind"
    printf '%s\t%s\t%d files\t%d bytes\n' "$kind" "$package" "$(wc -l <"$scratch/members")" \
        $(($(bytes_of "$scratch/raw/$kind") - before))
    rm -rf "$scratch/x"
done
(cd "$scratch/raw" && awk -f "$scratch/prose.awk" -- *)

find "$@" -type f >"$scratch/tests"
${CC:-cc} -O2 -o "$scratch/overlap" "$here/overlap.c"
# sift FROM TO [--fold]: the samples without what the test files have.
sift() {
    from=$1 to=$2
    shift 2
    # shellcheck disable=SC2046 # names without spaces
    "$scratch/overlap" "$@" --drop "$to" $(cat "$scratch/tests") -- "$from"/* || [ $? = 1 ]
}
for file in "$scratch"/raw/*.clean; do
    kind=$(basename "$file" .clean)
    mv "$file" "$scratch/clean/$kind"
done
sift "$scratch/clean" "$scratch/sifted" --fold >"$scratch/report"
mkdir "$scratch/final"
sift "$scratch/sifted" "$scratch/final" >>"$scratch/report"

# probe KIND N: N places of it, evenly spread, of 50 KB each, are probes and no samples any more.
probe() {
    [ -f "$scratch/final/$1" ] || return 0
    LC_ALL=C awk -v pieces="$2" -v n="$(bytes_of "$scratch/final/$1")" -v probes="$out/probes/$1.txt" '
        { from = n * (2 * int(at * pieces / n) + 1) / (2 * pieces) }
        at >= from && at < from + 50000 { print >probes }
        !(at >= from && at < from + 50000)
        { at += length($0) + 1 }' "$scratch/final/$1" >"$scratch/rest"
    mv "$scratch/rest" "$scratch/final/$1"
}
mkdir -p "$out/probes"
probe literature 8
probe encyclopedia 6
probe essays 5
probe markup 4
for file in "$scratch"/final/*; do
    split -C 20m -d -a 2 --additional-suffix=.txt "$file" "$out/$(basename "$file")."
done
echo "kind, bytes before, bytes dropped, first match; first without case and wrapping, then byte for byte:"
sed "s|^$scratch/||" "$scratch/report" | tee "$out/overlap.tsv"
# shellcheck disable=SC2046 # names without spaces
"$scratch/overlap" $(cat "$scratch/tests") -- "$out"/*.txt "$out"/probes/*.txt >/dev/null &&
    echo "no string of 64 bytes is shared now"
