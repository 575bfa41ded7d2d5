# -r: an archive of each file below a folder.
. "$(dirname "$0")/cli-lib.sh"

mkdir -p d/sub/deep
sample 20 >d/a
sample 10 >d/sub/b
sample 15 >d/sub/deep/c
sample 5 >one
ln -s ../one d/link

expect 0 "$llz" -0 -r d one
silent
for f in d/a d/sub/b d/sub/deep/c one; do
    "$llz" -dc $f.llz | cmp - $f || fail "$f"
done
absent d/link.llz
absent d.llz
expect 0 "$llz" -t -r d
expect 0 "$llz" -l -r d
[ "$(wc -l <"$log/out")" -eq 5 ] || fail "-l -r lists more or less than three archives and totals"

# Back: archives only, and nothing else is said.
rm d/a d/sub/b d/sub/deep/c
expect 0 "$llz" -d -r --rm d
silent
sample 20 | cmp - d/a || fail "d/a"
sample 15 | cmp - d/sub/deep/c || fail "d/sub/deep/c"
absent d/a.llz

# Archives that are there already are not compressed again: a warning for each.
expect 0 "$llz" -0 -r d
expect 1 "$llz" -0 -r d
grep -q '^llz: d/a.llz: .*already' "$log/err" || fail "no line about d/a.llz"
expect 0 "$llz" -0 -r -c d
"$llz" -dc <"$log/out" >back || fail "-rc"
cat d/a d/a.llz d/sub/b d/sub/b.llz d/sub/deep/c d/sub/deep/c.llz | cmp - back || fail "-rc is not the files in their order"
mkdir empty
expect 0 "$llz" -0 -r empty
expect 1 "$llz" -0 -r missing
says missing 'No such file'

# A folder of that name does not stand for standard input.
mkdir -p ./-
echo hello | "$llz" -0 - | "$llz" -dc | grep -qx hello || fail "- is taken for a folder"
echo hello | "$llz" -0 -r - | "$llz" -dc | grep -qx hello || fail "- is taken for a folder with -r"
rm -r ./-
