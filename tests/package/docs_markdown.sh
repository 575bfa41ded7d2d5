# Documents for people: OPTIONS.md and the chart are what the tables say, README.md stays short, and what documents name
# is there.
# Arguments: the program, the folder of what was made of the tables.
case $2 in
/*) made=$2 ;;
*) made=$PWD/$2 ;;
esac
source=$(cd "$(dirname "$0")/../.." && pwd)
. "$(dirname "$0")/../cli-lib.sh"

cmp "$made/OPTIONS.md" "$source/cli/docs/OPTIONS.md" ||
    fail "cli/docs/OPTIONS.md is not what the tables say: cp build/release/docs/OPTIONS.md cli/docs/"
for command in '' $(commands); do
    # shellcheck disable=SC2086 # no word for llz itself
    for option in $("$llz" $command --help | grep -o '^ .\{5\}--[a-z0-9-]*' | grep -o -- '--[a-z0-9-]*'); do
        sed -n "/^## llz${command:+ }$command\$/,/^## /p" "$made/OPTIONS.md" | grep -q -e "^| .*\`${option}[=\`[]" ||
            fail "OPTIONS.md lacks $option of llz $command"
    done
done

# A word after llz that is no option and no name in capitals is a command.
cat "$source/README.md" "$source"/cli/docs/*.md | grep -o '\(^    \|`\)llz [a-z][a-z]* [A-Z[-]' | sed 's/.*llz //; s/ .*//' |
    sort -u >"$log/named"
[ -s "$log/named" ] || fail "the documents name no command"
while read -r word; do
    commands | grep -qx "$word" || fail "the documents tell of llz $word, which is no command"
done <"$log/named"

[ "$(wc -l <"$source/README.md")" -le 120 ] || fail "README.md has more than 120 lines"
# The chart and its tables are what the measurements say.
chart=$source/tests/bench/chart
awk -f "$chart/draw.awk" "$chart/measured.tsv" | cmp - "$chart/chart.svg" || fail "chart.svg is not of measured.tsv"
awk -f "$chart/table.awk" "$chart/measured.tsv" | cmp - "$chart/sizes.md" || fail "sizes.md is not of measured.tsv"

for document in README.md CONTRIBUTING.md; do
    awk 'length > 100 { exit 1 }' "$source/$document" || fail "$document has lines of more than 100 bytes"
done

# README.md's lines of C are from a program that is compiled and run.
sed -n '/^C, with/,/^Python/s/^    *//p' "$source/README.md" >"$log/lines"
[ "$(wc -l <"$log/lines")" -eq 5 ] || fail "README.md has not five lines of C"
while read -r line; do
    grep -qF -e "$line" "$source/codec/examples/buffer.c" || fail "not in buffer.c: $line"
done <"$log/lines"

cd "$source" || fail "no folder $source"
find . -type f -not -path './.git/*' -not -path './build/*' -not -path '*/build/*' | sed 's/^\.\///' | LC_ALL=C sort >"$log/files"
sed 's/\/[^/]*$/\//' "$log/files" | LC_ALL=C sort -u >"$log/folders"
grep '\.md$' "$log/files" >"$log/documents"
[ "$(wc -l <"$log/documents")" -ge 50 ] || fail "few documents"

# Links lead somewhere.
while read -r document; do
    folder=$(dirname "$document")
    for target in $(grep -o '](\(<[^>]*>\|[^)]*\))' "$document" | sed 's/^](//; s/)$//; s/#.*//'); do
        case $target in
        *:*) ;;
        *) [ -e "$folder/$target" ] || fail "$document: no $target" ;;
        esac
    done
done <"$log/documents"

# So do names between backquotes that look like ones of our files: they begin with a folder of the top, or end as sources
# do. NAME and * stand for anything. A room names its files without itself.
while read -r document; do
    awk -F'`' '!/^    / { for (i = 2; i < NF; i += 2) print $i }' "$document" | tr ' ' '\n' |
        grep -E '^((model|learner|codec|cli|tests|corpora)/[A-Za-z0-9_./*-]*|[a-z][A-Za-z0-9_/*-]*\.([ch]|sh|awk|tsv|cmake))$' |
        sed 's/\./\\./g; s/NAME/*/g; s/\*/[^\/]*/g' | LC_ALL=C sort -u |
        while read -r name; do
            case $name in
            */) grep -q "\(^\|/\)$name\$" "$log/folders" && continue ;;
            *) grep -q "\(^\|/\)$name\(/\|\$\)" "$log/files" && continue ;;
            esac
            echo "$document: no $name"
        done
done <"$log/documents" >"$log/missing"
[ ! -s "$log/missing" ] || fail "named and not there: $(cat "$log/missing")"
