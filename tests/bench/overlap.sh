# What keeps priors apart from test files: every string of 64 bytes is found wherever it stands, and its paragraph goes.
# Usage: overlap.sh OVERLAP
set -eu
LC_ALL=C
export LC_ALL
overlap=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

fail()
{
    echo "FAILED: $*" >&2
    exit 1
}

# Numbers make text in which no string of 50 bytes stands twice.
seq 1000 1999 | tr '\n' ' ' >known
seq 3000 3999 | tr '\n' ' ' | fold -s -w 70 >other
mkdir clean

for start in 1 2 3 4 5 6 7 8 9 701; do
    { printf 'Before it.\n\n'; tail -c +$start known | head -c 64; printf '\n\nAfter it.\n'; } >sample
    ! "$overlap" --drop clean known -- sample >report || fail "64 bytes from byte $start were not found"
    printf 'Before it.\n\nAfter it.\n' | cmp - clean/sample || fail "not the paragraph alone was dropped"
    grep -q "^sample$(printf '\t')88$(printf '\t')66$(printf '\t')" report || fail "report: $(cat report)"
done

"$overlap" --drop clean known -- other >report || fail "something was found where nothing is shared: $(cat report)"
cmp other clean/other || fail "a clean sample was changed"
head -c 56 known >sample
"$overlap" known -- sample >report || fail "56 bytes were taken for 64"

# Wrapped and punctuated otherwise, in another case.
echo "The Quick brown fox, it is said, jumps over that lazy dog every morning of the week; nobody knows why." >known
echo "the quick  brown fox (it is said) jumps
over that lazy dog -- every morning of the week; NOBODY knows why" >sample
"$overlap" known -- sample >report || fail "without --fold these differ"
! "$overlap" --fold known -- sample >report || fail "--fold did not find a text wrapped otherwise"

"$overlap" absent -- sample >report 2>errors && fail "a test file that is not there"
[ $? = 2 ] || fail "exit code for a file that is not there"
grep -q absent errors || fail "no message that names the file"
"$overlap" known >report 2>errors && fail "no samples"
[ $? = 2 ] || fail "exit code of bad usage"
