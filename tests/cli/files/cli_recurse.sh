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

# A link that is named is skipped as one below a folder is, whatever it leads to and whatever is done; LINK/ is the folder.
# Without -r it is followed.
mkdir real
sample 30 >real/f
ln -s real to_folder
ln -s real/f to_file
ln -s nowhere to_nothing
expect 0 "$llz" -0 -k -o to_archive.goal real/f
ln -s to_archive.goal to_archive.llz
for link in to_folder to_file to_nothing to_archive.llz; do
    for form in -0 -c --rm -b0 -d '-d -c' -t '-d --rm' -l; do
        remember
        expect 2 "$llz" $form -r $link
        says $link 'skipped: is a symbolic link'
        [ ! -s "$log/out" ] || fail "something came out: $form -r $link"
        unchanged
        [ "$(ls real)" = f ] || fail "something was written where the link leads: $form -r $link"
    done
done
expect 2 "$llz" -0 -c -r to_folder one
says to_folder 'skipped: is a symbolic link'
"$llz" -dc <"$log/out" | cmp - one || fail "what is named beside a link is not taken"
expect 2 "$llz" train --size=64K -o linked -r to_folder s
grep -q '^llz: to_folder: skipped: is a symbolic link$' "$log/err" || fail "train follows a link"
expect 0 "$llz" -0 -r to_folder/
"$llz" -dc real/f.llz | cmp - real/f || fail "LINK/ is not the folder"
for form in -d -t -l; do
    expect 1 "$llz" $form to_folder
    says to_folder 'is a directory'
done
expect 0 "$llz" -0 -c to_file
"$llz" -dc <"$log/out" | cmp - real/f || fail "a link to a file is not followed"
if "$llz" -0 to_folder 2>"$log/err"; then
    "$llz" -l to_folder.llz | grep -q 'to_folder/f$' || fail "a link to a folder is not followed"
else
    grep -q 'without libarchive' "$log/err" || fail "cannot compress a folder"
fi
