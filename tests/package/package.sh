#!/bin/sh
# The Debian packages: built, looked at by lintian, installed into a folder, used, and removed without a trace.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=tests/lib.sh
. tests/lib.sh
make_scratch
command -v dpkg-deb >/dev/null || { echo "skipped: no dpkg"; exit 0; }

rm -f build/package/*.deb
build_preset package -DLLZ_WERROR=ON
cpack --preset package >"$scratch/cpack.log" 2>&1 || { cat "$scratch/cpack.log"; exit 1; }
set -- build/package/*.deb
[ $# -ge 4 ] || { echo "not four packages: $*"; exit 1; }
if command -v lintian >/dev/null; then
    # The changelog closes no bug, for nobody has asked Debian for llz.
    lintian --fail-on error,warning --suppress-tags initial-upload-closes-no-bugs "$@"
else
    echo "lintian is not there"
fi

as_root=
[ "$(id -u)" = 0 ] || as_root="fakeroot --"

# A root of its own, whose dpkg knows no other package.
root=$scratch/root
mkdir -p "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates"
: >"$root/var/lib/dpkg/status"
in_root() {
    $as_root dpkg --root="$root" --log="$scratch/dpkg.log" --force-not-root --force-depends --force-bad-path "$@" \
        >"$scratch/out" 2>&1 || { cat "$scratch/out"; return 1; }
}
in_root --install "$@"
"$root/usr/bin/llz" -0 -c README.md >"$scratch/a.llz"
"$root/usr/bin/llz" -dc "$scratch/a.llz" | cmp - README.md
LD_LIBRARY_PATH=$(dirname "$(find "$root/usr/lib" -name 'libllz.so.0')") PYTHONDONTWRITEBYTECODE=1 \
    PYTHONPATH=$root/usr/lib/python3/dist-packages /usr/bin/python3 -c \
    'import llz, sys; sys.stdout.buffer.write(llz.decompress(open(sys.argv[1], "rb").read()))' "$scratch/a.llz" |
    cmp - README.md
"$root/usr/bin/llzcat" "$scratch/a.llz" | cmp - README.md
PATH=$root/usr/bin:$PATH "$root/usr/bin/llzgrep" -q llz "$scratch/a.llz"
[ -x "$root/usr/share/doc/llz/examples/lessfilter" ]
for page in llz llzcat llzgrep $("$root/usr/bin/llz" --help | sed -n '/^Commands/,/^$/s/^  \([a-z][a-z]*\) .*/llz-\1/p'); do
    [ -s "$root/usr/share/man/man1/$page.1.gz" ] || { echo "no page $page(1)"; exit 1; }
done
[ -s "$root/usr/share/man/man1/llz-verify.1.gz" ] && [ -s "$root/usr/share/man/man3/libllz.3.gz" ]
grep -q /usr/share/llz/priors "$root/usr/bin/llz" || { echo "priors are looked for elsewhere"; exit 1; }
names=$(for package; do dpkg-deb --field "$package" Package; done)
# shellcheck disable=SC2086 # one word each
in_root --purge $names
left=$(find "$root" \( -type f -o -type l \) ! -path "$root/var/lib/dpkg/*")
[ -z "$left" ] || { echo "left behind: $left"; exit 1; }
echo "$names" | tr '\n' ' '
echo ": built, accepted, installed, used, removed"
