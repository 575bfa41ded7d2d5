# Mistyped commands, options and values, and wrong variables of the environment: one line that says what was meant, and
# nothing is done.
. "$(dirname "$0")/../../cli-lib.sh"

sample 60 >a
"$llz" -0 a || fail "cannot compress"
remember

# refused WORD TEXT ARGUMENT...: one line about WORD with TEXT, exit code 1, no file touched.
refused()
{
    word=$1 text=$2
    shift 2
    expect 1 "$llz" "$@" </dev/null
    says "$word" "$text"
    unchanged
}

# Nearly a command, and what other programs call one.
for word in compre compare1 cmopare varify vrify lw laww trian tran hwy wyh; do
    refused $word 'did you mean llz' $word a
    refused $word 'did you mean llz' -0 $word a
    refused $word 'did you mean llz' -d $word a.llz
done
refused compre 'did you mean llz compare?' compre a
for word in compress compres decompress extract list test add a.. x e l t; do
    case $word in
    compres) form='llz' ;;
    compress) form='llz FILE' ;;
    decompress | extract | x | e) form='to decompress: llz -d FILE' ;;
    list | l) form='llz -l FILE' ;;
    test | t) form='llz -t FILE' ;;
    add) form='llz -o ARCHIVE FILE' ;;
    *) continue ;;
    esac
    refused $word "$form" $word a
    refused $word "$form" -0 $word a a
done
mkdir below
(cd below && expect 1 "$llz" a ../a && says a 'llz -o ARCHIVE') || exit 1
rmdir below
for word in $(commands); do
    refused $word "as a command it comes first: llz $word" -v $word a
done

# A file of that name, a name that is like none, and what stands after -- are names as ever.
cp a list
expect 0 "$llz" -0 list a -f
rm list list.llz
for form in missing '-- compre' '-- x'; do
    rm a.llz
    expect 1 "$llz" -0 $form a
    says "${form#-- }" 'No such file'
    [ -s a.llz ] || fail "$form keeps the others"
done
refused compre 'No such file' compre

# Both a file and a command: neither is guessed.
for word in $(commands); do
    cp a $word
    remember
    refused $word "for the file: ./$word, for the command: llz --command=$word" $word a
    expect 0 "$llz" -0 -c ./$word
    "$llz" -dc - <"$log/out" | cmp - a || fail "./$word is not the file"
    expect 0 "$llz" --command=$word --help
    prints "^Usage: llz $word "
    cp "$log/out" help
    expect 0 "$llz" --help $word
    sed -n '/^Usage/,$p' "$log/out" | cmp - help || fail "--help $word is not $word --help"
    rm help
    expect 0 "$llz" --command $word --help
    rm $word
done
cp a.llz why.llz
expect 0 "$llz" --command=verify a.llz a
rm why.llz
remember
refused lew 'did you mean law?' --command=lew a
refused nonsense 'no command' --command=nonsense a
refused --command 'has to come first' -0 --command=law a

# Levels of one digit.
for word in -10 -19 -00 -d10 -123; do
    refused $word 'not a level from 0 to 9' $word a
done
expect 0 "$llz" -1 -0 -c a
"$llz" -l - <"$log/out" | awk 'NR == 2 && $5 == 0 { ok = 1 } END { exit !ok }' || fail "the last level does not win"
refused -10 'not a level' why -10 a
refused -10 'not a level' law -10 a

# Options cut short, and options mistyped.
expect 0 "$llz" --lev=0 --std a
cp "$log/out" short
expect 0 "$llz" -0 -c a
same "$log/out" short
expect 0 "$llz" --decom --std short
same "$log/out" a
rm short
expect 0 "$llz" compare --hel
prints 'Usage: llz compare'
refused --re ambiguous --re a
refused --l=0 ambiguous --l=0 a
refused --dcompress 'did you mean --decompress?' --dcompress a.llz
refused --levle=3 'did you mean --level?' --levle=3 a
refused --polices=law 'did you mean --policies?' compare --polices=law a
refused --recrusive 'did you mean --recursive?' train --recrusive -o p a
refused --qiet 'did you mean --quiet?' why --qiet a
refused --nonsense 'try llz --help' --nonsense a
refused --=3 'unknown option' --=3 a

# So with words that are values.
refused unifrom 'did you mean uniform?' --policy=unifrom a
refused adma 'did you mean adam?' --optimizer=adma a
refused sprase 'did you mean sparse?' --without=lm,sprase a
refused unifrm 'did you mean uniform?' compare --policies=unifrm a
refused adm 'did you mean adam?' compare --optimizers=adm a
refused enviroment 'did you mean environment?' --help=enviroment
refused treads 'did you mean threads?' --help=treads

# What LLZ_OPT has wrong it is blamed for. Its values live as long as they are used.
refused_by()
{
    LLZ_OPT=$1
    export LLZ_OPT
    shift
    refused "$@"
    unset LLZ_OPT
}
refused_by --nonsense --nonsense 'LLZ_OPT' a
refused_by --levle=0 --levle=0 'did you mean --level? (in LLZ_OPT)' a
refused_by --level=12 12 'not a level from 0 to 9 (in LLZ_OPT)' a
refused_by --policy=unifrom unifrom '(in LLZ_OPT)' a
refused_by '-T many' many '(in LLZ_OPT)' a
refused_by --level --level '(in LLZ_OPT)' a
refused_by '-D p.llzp' p.llzp 'LLZ_OPT' a -0
refused_by '-D a' a 'not a prior (in LLZ_OPT)' -0 a
refused_by '-0 --experts-only' --without 'LLZ_OPT' --lm-only a
refused_by '--memlimit=1K' a 'LLZ_OPT' -f -0 a
refused_by '--max-output=1' a.llz 'LLZ_OPT' -t a.llz
refused_by '--max-output=1' a.llz '--max-output allows' --max-output=2 -t a.llz
grep -q LLZ_OPT "$log/err" && fail "LLZ_OPT is blamed for the command line"

# Other variables.
refused_env()
{
    variable=$1
    shift
    eval "export $variable"
    refused "$@"
    unset "${variable%%=*}"
}
refused_env LLZ_KERNEL=abacus abacus 'LLZ_KERNEL' -0 -c a
refused_env LLZ_KERNEL=abacus abacus 'LLZ_KERNEL' -l a.llz
refused_env LLZ_KERNEL=abacus abacus 'LLZ_KERNEL' -V
for command in $(commands); do
    refused_env LLZ_KERNEL=abacus abacus 'LLZ_KERNEL' $command -q a
done
LLZ_KERNEL= expect 0 "$llz" -0 -c a
LLZ_KERNEL=portable expect 0 "$llz" -V
prints portable
refused_env LLZ_PRIOR_PATH=/nowhere p '/nowhere there: No such file' -D p -0 a
if "$llz" --help only | grep -q GLOB && "$llz" -0 -c -q . >x.llz 2>"$log/junk"; then
    expect 1 env TMPDIR=/nowhere "$llz" -dc x.llz
    says '(temporary file in TMPDIR)' 'No such file'
fi
rm -f x.llz
expect 1 sh -c "cat a.llz | TMPDIR=/nowhere '$llz' --recover -o x -"
says '(temporary file in TMPDIR)' 'No such file'
exit 0
