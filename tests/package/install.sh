# cmake --install: all is there, works from any place, and serves those who build against it.
# Arguments: the program, the folder of the build.
build=$2
source=$(cd "$(dirname "$0")/../.." && pwd)
. "$(dirname "$0")/../cli-lib.sh"

cmake --install "$build" --prefix "$work/usr" >"$log/out" 2>"$log/err" || fail "cannot install"
for f in bin/llz bin/llzcat bin/llzgrep include/llz.h include/llz_lab.h share/man/man1/llz.1 share/man/man1/llzcat.1 \
    share/man/man1/llzgrep.1 $(commands | sed 's|.*|share/man/man1/llz-&.1|') \
    share/man/man3/libllz.3 lib/python3/dist-packages/llz.py \
    share/bash-completion/completions/llz share/bash-completion/completions/llzcat \
    share/bash-completion/completions/llzgrep share/doc/llz/examples/lessfilter share/zsh/vendor-completions/_llz \
    share/fish/vendor_completions.d/llz.fish share/fish/vendor_completions.d/llzcat.fish \
    share/fish/vendor_completions.d/llzgrep.fish share/mime/packages/llz.xml share/llz/llz.magic; do
    [ -s "$work/usr/$f" ] || fail "not installed: $f"
done
mv "$work/usr" "$work/moved" # llz.pc and the CMake package name nothing by an absolute path
root=$work/moved
library=$(find "$root" -name 'libllz.so')
[ -e "$library" ] || fail "no libllz.so"
folder=${library%/*}
sample 100 >a
expect 0 "$root/bin/llz" -0 a
expect 0 "$llz" -dc a.llz
same "$log/out" a
expect 0 "$root/bin/llzcat" a.llz
same "$log/out" a
PATH=$root/bin:$PATH expect 0 llzgrep -c line a.llz
prints '^100$'
cp "$source/codec/examples/compress.c" .

# try NAME: the program of that name, which compress.c became.
try()
{
    LD_LIBRARY_PATH=$folder ./"$1" <a >"$1.llz" || fail "$1 does not run"
    expect 0 "$llz" -dc "$1.llz"
    same "$log/out" a
}

# A build with a sanitizer cannot be linked to by one without.
if nm -D "$library" | grep -q 'asan\|ubsan\|tsan\|gcov'; then
    echo "a sanitizer's library: not linked"
else
    PKG_CONFIG_PATH=$folder/pkgconfig
    export PKG_CONFIG_PATH
    [ "$(pkg-config --modversion llz)" = "$("$llz" -V | awk '{ print $2 }')" ] || fail "llz.pc has another version"
    # shellcheck disable=SC2046 # one word each
    cc -o by-pc compress.c $(pkg-config --cflags --libs llz) 2>"$log/err" || fail "pkg-config's flags do not do"
    try by-pc
    # shellcheck disable=SC2046
    cc -o static compress.c $(pkg-config --cflags llz) "$folder/libllz.a" \
        $(pkg-config --static --libs llz | tr ' ' '\n' | grep -v '^-lllz$') 2>"$log/err" || fail "not the static ones"
    ./static <a | cmp - by-pc.llz || fail "the static library makes another archive"

    cat >CMakeLists.txt <<'END'
cmake_minimum_required(VERSION 3.16)
project(outside LANGUAGES C)
find_package(llz 0.1 REQUIRED CONFIG)
add_executable(by-cmake compress.c)
target_link_libraries(by-cmake PRIVATE llz::llz)
END
    { cmake -S . -B b -DCMAKE_PREFIX_PATH="$root" && cmake --build b; } >"$log/out" 2>"$log/err" ||
        { tail -n 20 "$log/out" >&2; fail "find_package(llz) does not do"; }
    cp b/by-cmake .
    try by-cmake
fi

# What it is, for programs that ask.
if command -v file >"$log/junk"; then
    file -m "$root/share/llz/llz.magic" a.llz | grep -q 'llz compressed data, version 1, model 74$' ||
        fail "file(1) does not know: $(file -m "$root/share/llz/llz.magic" a.llz)"
    [ "$(file -b --mime-type -m "$root/share/llz/llz.magic" a.llz)" = application/x-llz ] || fail "no MIME type"
    file -m "$root/share/llz/llz.magic" a | grep -q llz.compressed && fail "takes a text for an archive"
fi
if command -v update-mime-database >"$log/junk"; then
    XDG_DATA_DIRS=$root/share update-mime-database "$root/share/mime" >"$log/out" 2>"$log/err" || fail "the MIME type is not accepted"
    silent
    grep -q '^50:application/x-llz:\*\.llz$' "$root/share/mime/globs2" || fail "no pattern for names"
    LC_ALL=C grep -aq "$(printf '\365lz')" "$root/share/mime/magic" || fail "no magic bytes"
fi
exit 0
