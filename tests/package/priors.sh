# priors.sh LLZ SOURCE - the package llz-priors, built from packages made here: what is in it, what it says of licences,
# accepted by lintian, the same again, and with the priors of the package before.
. "$(dirname "$0")/../cli-lib.sh"
source=$2
for program in dpkg-deb apt-cache perl xz; do
    command -v $program >/dev/null || skip "no $program"
done

# made NAME KIND [OWNER]: a package whose files are of a kind, and whose documents are those of another one.
made()
{
    mkdir -p "$1/DEBIAN" "$1/usr/share/$1" "$1/usr/share/doc/$1"
    printf 'Package: %s\nVersion: 1-2\nSource: source-of-%s (1-3)\nArchitecture: all\nMaintainer: nobody <n@example.org>\nDescription: test\n' \
        "$1" "$1" >"$1/DEBIAN/control"
    printf 'Files: *\nLicense: Licence-of-%s\n' "$1" >"$1/usr/share/doc/$1/copyright"
    for i in 1 2 3 4 5 6 7 8; do
        case $2 in
        lines) awk -v a="$i" 'BEGIN { for (i = 1; i <= 500; i++) printf "line %d of sample %d, square %d\n", i, a, i * i }' ;;
        *) awk -v a="$i" 'BEGIN { for (i = 1; i <= 300; i++) printf "<p class=\"c%d\">Item <b>%d</b> &amp; price %d.50</p>\n", a, i, i % 13 }' ;;
        esac >"$1/usr/share/$1/$i.$2"
    done
    gzip "$1/usr/share/$1/8.$2"
    head -c 3000 /dev/zero >"$1/usr/share/$1/other"
    [ $# -lt 3 ] || { rm -r "$1/usr/share/doc/$1" && ln -s "$3" "$1/usr/share/doc/$1"; }
    dpkg-deb --root-owner-group --build "$1" debs >/dev/null || fail "no package $1"
}
mkdir debs
made llz-test-lines lines
made llz-test-rows rows
made llz-test-also lines llz-test-lines
tab=$(printf '\t')
cat >table <<TABLE
# a comment
lines${tab}llz-test-lines${tab}text${tab}usr/share/llz-test-lines/*.lines*
lines${tab}llz-test-also${tab}text${tab}usr/share/*/2.lines
rows${tab}llz-test-rows${tab}text${tab}usr/share/*.rows
rows${tab}llz-test-lines${tab}html${tab}usr/share/*/1.lines
TABLE
build()
{
    expect 0 sh "$source/corpora/priors.sh" --llz "$llz" --debs debs --table table --size 64K "$@"
}
build out
package=$(echo out/llz-priors_*_all.deb)
[ -f "$package" ] || fail "no package"
[ "$(find out/samples/lines -type f | wc -l)" -eq 8 ] || fail "not the samples: $(find out/samples)"

dpkg-deb -x "$package" root
for file in lines.llzp lines.scout rows.llzp rows.scout; do
    [ -s root/usr/share/llz/priors/$file ] || fail "the package lacks $file"
done
for text in 'Licence-of-llz-test-lines' 'Licence-of-llz-test-rows' 'llz-test-lines: of source-of-llz-test-lines (= 1-3)'; do
    grep -qF "$text" root/usr/share/doc/llz-priors/copyright || fail "no $text in the copyright file"
done
dpkg-deb -f "$package" Built-Using | grep -qF 'source-of-llz-test-also (= 1-3), source-of-llz-test-lines (= 1-3), source-of-llz-test-rows (= 1-3)' ||
    fail "built using: $(dpkg-deb -f "$package" Built-Using)"
if command -v lintian >/dev/null; then
    lintian --fail-on error,warning --suppress-tags initial-upload-closes-no-bugs "$package" || fail "lintian"
fi

# -D auto chooses among what it installs.
awk 'BEGIN { for (i = 1; i <= 60; i++) printf "<p class=\"c9\">Item <b>%d</b> &amp; price %d.50</p>\n", i * 3, i % 13 }' >page
LLZ_PRIOR_PATH=root/usr/share/llz/priors expect 0 "$llz" -v -0 -D auto -o page.llz page
grep -q 'root/usr/share/llz/priors/rows.llzp' "$log/err" || fail "not chosen"

# The same again, to the byte; with other samples the old priors stay under other names, without scouts.
build again
same "$package" "again/$(basename "$package")"
sed -i 's|/1\.lines|/3.lines|' table
build --keep root/usr/share/llz/priors next
[ "$(find next/priors -name 'rows-????????.llzp' | wc -l)" -eq 1 ] || fail "the old prior is gone: $(ls next/priors)"
[ "$(find next/priors -name 'lines*' | wc -l)" -eq 2 ] || fail "what has not changed is there twice: $(ls next/priors)"
[ "$(find next/priors -name '*.scout' | wc -l)" -eq 2 ] || fail "scouts: $(ls next/priors)"
LLZ_PRIOR_PATH=next/priors expect 0 "$llz" -dc page.llz
same "$log/out" page
