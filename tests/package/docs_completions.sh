# Completions, in real shells. Arguments: the program, the folder of the completions.
case $2 in
/*) docs=$2 ;;
*) docs=$PWD/$2 ;;
esac
. "$(dirname "$0")/../cli-lib.sh"
command -v bash >"$log/junk" || skip "no bash"

: >a
: >a.llz
: >'b c.llz'
mkdir dir

cat >"$log/complete.bash" <<'END'
# complete.bash FILE WORD...: what bash would offer for the last word, a line each.
source "$1" || exit 1
shift
complete -p llz | grep -q ' -F _llz llz$' || exit 1
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_llz
for word in "${COMPREPLY[@]}"; do echo "$word"; done
END

# offers 'WORDS' EXPECTED...: exactly these are offered, in any order. '=' stands apart, as bash cuts it.
offers()
{
    line=$1
    shift
    # shellcheck disable=SC2086 # one word each
    bash "$log/complete.bash" "$docs/llz.bash" $line >"$log/out" 2>"$log/err" || fail "bash: $line"
    silent
    sort "$log/out" >"$log/got"
    for word; do echo "$word"; done | sort >"$log/want"
    cmp -s "$log/got" "$log/want" || { diff "$log/want" "$log/got" >&2; fail "offered for: $line"; }
}

# offers_words 'WORDS' LIST
offers_words()
{
    # shellcheck disable=SC2086 # one word each
    offers "$1" $2
}

names_of()
{
    "$llz" --help "$1" | sed '/^$/,$d' | tr -s ' \n' ' ' | sed 's/.*: //; s/,//g'
}

bash -n "$docs/llz.bash" || fail "not bash"
offers 'llz --deco' --decompress
offers 'llz --m' --max-output --memlimit --memory --model
offers 'llz --threads 2 --no-sp' --no-sparse
for name in $(commands); do
    offers "llz $name" $name
    offers "llz $name --hel" --help
    grep -q "[ (|]$name[ |)]" "$docs/llz.zsh" || fail "zsh does not know $name"
    grep -q "set -l llz_commands .*\<$name\>" "$docs/llz.fish" || fail "fish does not know $name"
done
offers 'llz la' lab law
offers 'llz train --s' --sample --select --size
offers_words 'llz --optimizer = m' 'momentum muon'
offers_words 'llz --policy uni' uniform
offers 'llz verify --max' --max-output
offers 'llz verify --deco'
offers 'llz --help e' environment exit examples
offers 'llz --without lm,wo' lm,words
offers 'llz compare --l' --levels --lm-only
offers 'llz compare --policies uniform,sk' uniform,skip
offers 'llz compare --deco'
offers 'llz lab --e' --eta
offers 'llz lab --size s' small
offers 'llz law --c' --csv
offers 'llz why --o' --optimizer --output
offers_words 'llz why --policy uni' uniform
offers_words 'llz law --policies uni' uniform
offers 'llz --seed 1'
offers 'llz a'
offers 'llz -d a' a.llz
offers 'llz -dk b' 'b c.llz'
offers 'llz --test d' dir
offers 'llzcat --on' --only
offers 'llzcat ve'
offers 'llzcat a' a.llz
offers 'llzgrep --files-with-' --files-with-matches
offers 'llzgrep a'
for option in policy optimizer without check; do
    for name in $(names_of $option); do
        bash "$log/complete.bash" "$docs/llz.bash" llz --$option "$name" | grep -qx "$name" ||
            fail "bash does not offer $name"
    done
done

# Every option of --help, by both names.
for option in $("$llz" --help | grep -o "^ .\{5\}--[a-z0-9-]*\|^  -[a-zA-Z], " | grep -o -- '-[a-zA-Z0-9-]*'); do
    offers_words "llz $option" "$(bash "$log/complete.bash" "$docs/llz.bash" llz - | grep -e "^$option")"
    grep -qx -e "$option" "$log/got" || fail "bash does not offer $option"
done

if command -v zsh >"$log/junk"; then
    zsh -n "$docs/llz.zsh" 2>"$log/err" || fail "not zsh"
    silent
    head -n 1 "$docs/llz.zsh" | grep -q '^#compdef llz llzcat llzgrep$' || fail "zsh would not load it"
fi
if command -v fish >"$log/junk"; then
    HOME=$log XDG_DATA_HOME=$log XDG_CONFIG_HOME=$log
    export HOME XDG_DATA_HOME XDG_CONFIG_HOME
    in_fish()
    {
        fish -c "source '$docs/llz.fish'; complete -C '$1'" 2>"$log/err" | cut -f 1 >"$log/out"
        silent
    }
    in_fish 'llz --deco'
    grep -qx -e --decompress "$log/out" || fail "fish does not offer --decompress"
    in_fish 'llz --optimizer=mu'
    grep -q 'muon$' "$log/out" || fail "fish does not offer muon"
    in_fish 'llz compare --lev'
    grep -qx -e --levels "$log/out" || fail "fish does not offer --levels"
    fish -c "source '$docs/llzcat.fish'; complete -C 'llzcat --exc'" 2>"$log/err" | grep -q -e '^--exclude' ||
        fail "fish does not offer --exclude of llzcat"
fi
