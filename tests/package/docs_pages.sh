# The man pages render without a warning, and tell all options. Arguments: the program, the folder of the pages.
case $2 in
/*) pages=$2 ;;
*) pages=$PWD/$2 ;;
esac
. "$(dirname "$0")/../cli-lib.sh"

checkers=0
[ "$(commands | wc -l)" -ge 5 ] || fail "--help tells few commands"
for page in man1/llz.1 $(commands | sed 's|.*|man1/llz-&.1|') man1/llzcat.1 man1/llzgrep.1 man3/libllz.3; do
    [ -s "$pages/$page" ] || fail "no page $page"
    if command -v groff >"$log/junk"; then
        groff -ww -man -Tutf8 "$pages/$page" >"$log/junk" 2>"$log/err" || fail "groff cannot read $page"
        silent
        checkers=1
    fi
    if command -v man >"$log/junk"; then
        LC_ALL=C.UTF-8 MANWIDTH=80 man --warnings -Tutf8 -l "$pages/$page" >"$log/junk" 2>"$log/err" ||
            fail "man cannot read $page"
        silent
        checkers=1
    fi
    if command -v mandoc >"$log/junk"; then
        mandoc -T lint "$pages/$page" >"$log/err" 2>&1 || fail "mandoc does not like $page"
        silent
        checkers=1
    fi
done
[ $checkers = 1 ] || skip "no groff, man or mandoc"

# A page's source, its escapes undone.
plain()
{
    sed 's/\\f[BIR]//g; s/\\-/-/g' "$pages/$1"
}

# Each page names every other.
for page in $(commands); do
    plain man1/llz.1 | grep -qx ".BR llz-$page (1)," || fail "llz(1) does not refer to llz-$page(1)"
    grep -q "^\.TP" "$pages/man1/llz-$page.1" || fail "llz-$page(1) has no options"
done
[ "$(ls "$pages/man1" | wc -l)" -gt "$(commands | wc -l)" ] || fail "pages are missing"

# options OF --HELP...: each stands at the head of a paragraph of its page.
options()
{
    "$llz" "$@" --help | grep -o '^ .\{5\}--[a-z0-9-]*\|^  -[0-9].*--level' | grep -o -- '--[a-z0-9-]*'
}
for option in $(options); do
    plain man1/llz.1 | grep -A1 '^\.TP' | grep -q -e "$option\([=[]\|$\)" || fail "llz(1) lacks $option"
done
[ "$(options | wc -l)" -ge 25 ] || fail "--help tells few options"
for command in $(commands); do
    for option in $(options $command); do
        plain man1/llz-$command.1 | grep -A1 '^\.TP' | grep -q -e "$option\([=[]\|$\)" ||
            fail "llz-$command(1) lacks $option"
    done
    [ "$(options $command | wc -l)" -ge 2 ] || fail "$command --help tells few options"
done

# Programs beside llz.
for option in $("$llz" --help | grep -o -- '--[a-z0-9-]*' | grep -x -e '--only\|--exclude\|--files0-from\|--threads'); do
    plain man1/llzcat.1 | grep -A1 '^\.TP' | grep -q -e "$option=" || fail "llzcat(1) lacks $option"
done
for option in regexp file files-with-matches files-without-match with-filename no-filename quiet count; do
    plain man1/llzgrep.1 | grep -A1 '^\.TP' | grep -q -e "--$option" || fail "llzgrep(1) lacks --$option"
done
for program in llzcat llzgrep; do
    plain man1/llz.1 | grep -qx ".BR $program (1)," || fail "llz(1) does not refer to $program(1)"
done

# Every function of the headers has its place.
header=$(dirname "$0")/../../codec/llz.h
case $header in
/*) ;;
*) header=$OLDPWD/$header ;;
esac
functions=$(cat "$header" "${header%.h}_lab.h" | grep '^LLZ_API' | grep -o 'llz_[a-z_]*(' | tr -d '(')
[ -n "$functions" ] || fail "the header has no functions"
for function in $functions; do
    plain man3/libllz.3 | grep -q "$function(" || fail "libllz(3) lacks $function"
done

# So has every topic.
for title in FILES 'NAMES AND COMMANDS' MEMORY BENCHMARK FOLDERS COMMANDS SEARCHING 'GROUPS AND DAMAGE' ENVIRONMENT 'LISTS FOR PROGRAMS' 'EXIT STATUS' EXAMPLES 'SEE ALSO'; do
    plain man1/llz.1 | grep -q "^\.SH \"*$title\"*$" || fail "llz(1) has no section $title"
done
