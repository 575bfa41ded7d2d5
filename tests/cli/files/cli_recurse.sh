# -r: an archive of each file below a folder.
. "$(dirname "$0")/../../cli-lib.sh"

mkdir -p d/sub/deep
sample 20 >d/a
sample 10 >d/sub/b
sample 15 >d/sub/deep/c
sample 5 >one
ln -s ../one d/link

expect 2 "$llz" -0 -r d one
says d 'skipped: 1 symbolic link below it'
for f in d/a d/sub/b d/sub/deep/c one; do
    "$llz" -dc $f.llz | cmp - $f || fail "$f"
done
absent d/link.llz
absent d.llz
rm d/link
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

# What is no file is skipped with a line, links of a folder with one for all; of archives only what is named as one.
mkdir s
sample 5 >s/file
mkfifo s/pipe s/pipe.llz
ln -s file s/one
ln -s file s/two.llz
expect 2 "$llz" -0 -r s
[ "$(grep -c '^llz: s/pipe[.lz]*: skipped: is not a regular file$' "$log/err")" -eq 2 ] || fail "no lines about pipes"
grep -q '^llz: s: skipped: 2 symbolic links below it$' "$log/err" || fail "no line about links"
[ "$(wc -l <"$log/err")" -eq 3 ] || fail "more than three lines"
"$llz" -t s/file.llz || fail "the file was skipped too"
for operation in -t -l '-d -c'; do
    expect 2 "$llz" $operation -r s
    grep -q '^llz: s/pipe.llz: skipped: is not a regular file$' "$log/err" || fail "no line about a pipe"
    grep -q '^llz: s: skipped: 1 symbolic link below it$' "$log/err" || fail "no line about a link"
    [ "$(wc -l <"$log/err")" -eq 2 ] || fail "more than two lines"
done
expect 2 "$llz" -q -t -r s
silent
rm s/pipe s/pipe.llz s/two.llz
sample 3000 >s/file
expect 2 "$llz" train -q --size=64K -o prior -r s
[ -s prior ] || fail "no prior"
