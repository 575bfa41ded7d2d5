# FEATURES.md: every command in the column of llz works, every option of --help is in one of them,
# and what is not there is explained.
features=$(cd "$(dirname "$0")/../../.." && pwd)/cli/docs/FEATURES.md
. "$(dirname "$0")/../../cli-lib.sh"

llz()
{
    "$llz" "$@"
}

# Lines "feature<tab>cell of llz"; \| is a pipe inside of a cell.
awk '/^\| / && !/^\| feature / {
        gsub(/\\\|/, "\001")
        n = split($0, cell, / *\| */)
        gsub(/\001/, "|", cell[3])
        print cell[2] "\t" cell[3] "\t" n
    }' "$features" >"$log/rows"
[ "$(wc -l <"$log/rows")" -ge 40 ] || fail "FEATURES.md has no table"

sample 60 >"$log/a"
sample 2000 >"$log/s"
head -c 50000 /dev/zero >"$log/z"

# A folder as every command finds it: a, b, the longer s, and archives of a and z, whose contents are gone; a folder d and its archive,
# and an empty folder e.
prepare()
{
    rm -rf ./*
    cp "$log/a" a
    cp "$log/a" b
    cp "$log/s" s
    "$llz" -0 -o a.llz a
    "$llz" -0 -o z.llz "$log/z"
    mkdir -p d/sub e
    cp a d/b
    cp a d/sub/c
    case $1 in
    *d.llz*) "$llz" -0 d ;;
    esac
    case $1 in
    *'llz -d'*) rm a ;;
    *.llz*) ;;
    *) rm a.llz ;;
    esac
}

run()
{
    prepare "$1"
    (eval "$1") >"$log/out" 2>"$log/err" || fail "of the table of features: $1"
    echo "$1" >>"$log/ran"
}

tab=$(printf '\t')
: >"$log/ran"
while IFS=$tab read -r feature cell columns; do
    [ "$columns" -eq 11 ] || fail "$columns columns: $feature"
    case $cell in
    '`'*) ;;
    'no: '?* | 'not there; '?* | 'always: '?*) continue ;;
    *) fail "neither a command nor a reason: $feature" ;;
    esac
    printf '%s\n' "$cell" | sed 's/; llz([0-9])$//; s/`, `/\n/g; s/^`//; s/`$//' >"$log/commands"
    while read -r command <&3; do
        case $command in
        *llz\ -1\ -fT2*) cp a.llz "$log/previous" && run "$command" && same a.llz "$log/previous" ;;
        *) run "$command" ;;
        esac
    done 3<"$log/commands"
done <"$log/rows"

# Options that --help tells are all among the commands that ran.
for option in $("$llz" --help | grep -o '^ .\{5\}--[a-z0-9-]*\|^  -[0-9].*--level' | grep -o -- '--[a-z0-9-]*'); do
    case $option in
    --decompress) option='llz -d' ;;
    esac
    grep -q -e "$option" "$log/ran" || fail "no command of the table uses $option"
done
