# LLZ_OPT holds settings that the command line overrides, and nothing else.
. "$(dirname "$0")/../../cli-lib.sh"

sample 60 >a
"$llz" -0 -c a >a.llz && "$llz" -1 -c a >b.llz && "$llz" -0 --seed=7 -c a >c.llz || fail "cannot compress"

# with OPTIONS CODE ARGUMENT...
with()
{
    LLZ_OPT=$1
    export LLZ_OPT
    shift
    expect "$@"
    unset LLZ_OPT
}

with -0 0 "$llz" -c a
same "$log/out" a.llz
silent
with '  --level=0	--seed 7
 -q ' 0 "$llz" -c a
same "$log/out" c.llz
with --level=9 0 "$llz" -0 -c a
same "$log/out" a.llz
with '-9 --seed=3' 0 "$llz" -0 --seed=0 -c a
same "$log/out" a.llz
with '' 0 "$llz" -0 -c a
same "$log/out" a.llz
with '   ' 0 "$llz" -0 -c a
same "$log/out" a.llz
with -v 0 "$llz" -0c -T1 a
grep -q '^a: .* threads 1$' "$log/err" || fail "-v in LLZ_OPT says nothing"

# What it cannot help with it does not hinder.
with '-0 --verify --keep --no-sparse -T1' 0 "$llz" -dc b.llz
same "$log/out" a
with '-0 --verify' 0 "$llz" -t a.llz
with '-0 --verify' 0 "$llz" -l a.llz
with '-0 --verify' 0 "$llz" verify a.llz a
with '-0 --verify' 0 "$llz" -c -v a
grep -q verified "$log/err" || fail "--verify in LLZ_OPT does nothing"
with '--memlimit=1K' 1 "$llz" -0 -o x a
says a '--memlimit allows 1024'
with '--memlimit=1K' 0 "$llz" -0 --memlimit=1G -c a
same "$log/out" a.llz

# Wrong ones are named. None may do what was not asked for.
remember
for word in -d -t -l -b3 -h -V -c -f --rm --force --help=files --stdout; do
    with "$word" 1 "$llz" -0 a
    says "${word%3}" LLZ_OPT
done
with -ox 1 "$llz" -0 a
says -o LLZ_OPT
with --output=x 1 "$llz" -0 a
says --output=x LLZ_OPT
with 'file' 1 "$llz" -0 a
says file LLZ_OPT
with '--nonsense' 1 "$llz" -0 a
says --nonsense
with '--level' 1 "$llz" -0 a
says --level
unchanged

# llz compare goes by its command line alone.
with -d 0 "$llz" compare --help
