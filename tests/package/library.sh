# The library from outside: what it exports, what its headers need, and its examples at work.
# Arguments: the program, the shared library, the static one, the folder of the examples.
shared=$2 static=$3 examples=$4
header=$(cd "$(dirname "$0")/../.." && pwd)/codec/llz.h
lab=${header%.h}_lab.h
. "$(dirname "$0")/../cli-lib.sh"

# Exactly what the headers declare; in the static one at least nothing outside of the prefix.
cat "$header" "$lab" | grep -o '^LLZ_API.*' | grep -o 'llz_[a-z0-9_]*(' | tr -d '(' | sort >"$log/declared"
[ "$(wc -l <"$log/declared")" -ge 15 ] || fail "the header declares few functions"
nm -D --defined-only "$shared" | awk '{ print $3 }' | grep -v '^_\(init\|fini\|_bss_start\|edata\|end\)$' |
    grep -v '^__\(asan\|ubsan\|odr_asan\)' | sort >"$log/exported"
cmp -s "$log/declared" "$log/exported" || { diff "$log/declared" "$log/exported" >&2; fail "exported, and declared"; }
nm -g --defined-only "$static" 2>"$log/junk" | awk 'NF == 3 && $3 !~ /^(llz_|__odr_asan|__asan|__ubsan|DW\.ref\.)/ { print $3 }' >"$log/foreign"
[ ! -s "$log/foreign" ] || { head "$log/foreign" >&2; fail "libllz.a defines symbols without its prefix"; }

# The name that programs are linked to.
version=$("$llz" -V | awk '{ print $2 }')
objdump -p "$shared" | grep -q "SONAME *libllz\.so\.${version%%.*}\$" || fail "SONAME is not that of version $version"

# Each header stands alone, in C99 and C++.
for name in llz llz_lab; do
    echo "#include <$name.h>" >h.c
    cp h.c h.cc
    for compiler in 'cc -std=c99 -c h.c' 'c++ -std=c++11 -c h.cc'; do
        if command -v "${compiler%% *}" >"$log/junk"; then
            $compiler -Wall -Wextra -Wpedantic -Werror -I"${header%/*}" -o h.o 2>"$log/err" || fail "$name.h: $compiler"
        fi
    done
done
rm h.*

# The examples and the program understand each other.
for program in compress decompress; do
    [ -x "$examples/example_$program" ] || fail "no example $program"
    [ "$(wc -l <"${header%/*}/examples/$program.c")" -le 35 ] || fail "$program.c is no short example"
done
[ "$(wc -l <"${header%/*}/examples/buffer.c")" -le 12 ] || fail "buffer.c has more than 12 lines"
"$examples/example_buffer" || fail "the example of buffers gets something else back"
sample 3000 >a
: >empty
for f in a empty; do
    "$examples/example_compress" <$f >$f.llz || fail "cannot compress $f"
    expect 0 "$llz" -1 -c $f
    same "$log/out" $f.llz
    "$examples/example_decompress" <$f.llz >back || fail "cannot decompress $f"
    same back $f
done
expect 1 "$examples/example_decompress" <a
grep -q 'not an llz archive' "$log/err" || fail "the example does not say why"
head -c 2000 a.llz >short
expect 1 "$examples/example_decompress" <short
grep -q 'ends too early' "$log/err" || fail "the example takes a cut archive for a whole one"
[ ! -c /dev/full ] || { "$examples/example_decompress" <a.llz >/dev/full && fail "a full disk is no error"; }
exit 0
