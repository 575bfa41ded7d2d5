# --files0-from: names that are in a file. Arguments: the program.
. "$(dirname "$0")/../../cli-lib.sh"

sample 20 >a
cp a b
cp a 'c d'
cp a "$(printf 'new\nline')"
cp a ./-x
printf 'a\0c d\0new\nline\0-x' >list # the last NUL may be missing
# Without -o each is an operand.
expect 0 "$llz" -0 --files0-from=list
silent
for f in a 'c d' "$(printf 'new\nline')" ./-x; do
    [ -s "$f.llz" ] || fail "no $f.llz"
    "$llz" -dc -- "$f.llz" | cmp - a || fail "another content: $f"
done
absent b.llz
printf 'a.llz\0c d.llz\0' >archives
expect 0 "$llz" -t --files0-from archives
expect 0 "$llz" -l --files0-from=archives
prints '(2 files)'
expect 0 "$llz" -d -f --files0-from=archives
cat archives | expect 0 "$llz" -dc --files0-from=- || exit 1
cat a a | cmp - "$log/out" || fail "-dc of a list"
rm -f -- *.llz ./-x

# What is wrong: one line, nothing is made.
remember
expect 1 "$llz" -0 --files0-from=list a
says a 'file operands cannot be combined with --files0-from'
printf 'a\0\0b\0' >"$work/holes"
expect 1 "$llz" -0 --files0-from="$work/holes"
says "$work/holes" 'name 2 is empty'
: >"$work/empty"
expect 1 "$llz" -0 --files0-from="$work/empty"
says "$work/empty" 'holds no names'
expect 1 "$llz" -0 --files0-from=missing
says missing 'No such file'
expect 1 "$llz" -0 --files0-from="$work"
says "$work" 'Is a directory'
printf 'a\0-\0' >"$work/dash"
"$llz" -0 --files0-from=- <"$work/dash" >"$log/out" 2>"$log/err" && fail "standard input is read twice"
says '(stdin)' 'name 2 is -'
printf 'a.llz\0' >"$work/gone"
expect 1 "$llz" -t --files0-from="$work/gone"
says a.llz 'No such file'
expect 1 "$llz" -d -o x --files0-from=archives
says -o 'several inputs'
expect 1 "$llz" verify --files0-from=list
says --files0-from=list 'unknown option'
expect 1 env LLZ_OPT=--files0-from=list "$llz" -0 a
says --files0-from=list LLZ_OPT
unchanged

# With -o: one archive, in which names keep their paths, as in tar.
mkdir -p d/sub e
cp a d/f
cp b d/sub/g
ln -s f d/link
if ! "$llz" -0 -c -q d >"$log/junk" 2>&1; then
    skip "no folders in this build"
fi
entries()
{
    "$llz" -l "$1" | sed '1,2d; s/ -> .*//; s/.* //' | tr '\n' ' '
}
printf 'd/sub/g\0./a\0d//f\0d/link\0' >list
expect 0 "$llz" -0 -o x.llz --files0-from=list
silent
[ "$(entries x.llz)" = 'd/sub/g a d/f d/link ' ] || fail "other paths: $(entries x.llz)"
expect 0 "$llz" -d -C e x.llz
same e/d/sub/g b
same e/d/f a
[ "$(readlink e/d/link)" = f ] || fail "the link is none"
find d -print0 >list # folders and what is in them, once
expect 0 "$llz" -0 -f -o x.llz --files0-from=list
expect 0 "$llz" -0 -o y.llz d
[ "$(entries x.llz | tr ' ' '\n' | sort)" = "$(entries y.llz | tr ' ' '\n' | sort)" ] || fail "entries come twice: $(entries x.llz)"
find d -depth -print0 | expect 0 "$llz" -0 -f -o x.llz --files0-from=- || exit 1
[ "$(entries x.llz | tr ' ' '\n' | sort)" = "$(entries y.llz | tr ' ' '\n' | sort)" ] || fail "-depth: $(entries x.llz)"
printf 'd\0a' | expect 0 "$llz" -0 -f -o x.llz --files0-from=- '--exclude=*/g' || exit 1
[ "$(entries x.llz)" = 'd d/f d/link d/sub a ' ] || fail "--exclude: $(entries x.llz)"
printf 'a' | expect 0 "$llz" -0 -f -o x.llz --files0-from=- || exit 1 # one name makes an archive of entries, too
[ "$(entries x.llz)" = 'a ' ] || fail "one name: $(entries x.llz)"
printf '%s/d/f' "$PWD" | expect 0 "$llz" -0 -f -o x.llz --files0-from=- || exit 1
[ "$(entries x.llz)" = "${PWD#/}/d/f " ] || fail "an absolute path: $(entries x.llz)"
(cd d && printf . | expect 0 "$llz" -0 -o ../z.llz --files0-from=-) || exit 1
[ "$(entries z.llz)" = 'f link sub sub/g ' ] || fail "the folder itself: $(entries z.llz)"
ln d/f d/second # two names of one file, one of them twice
printf 'd/f\0d/second\0d/f\0d' | expect 0 "$llz" -0 -f -o x.llz --files0-from=- || exit 1
rm -rf e/*
expect 0 "$llz" -d -C e x.llz
same e/d/second d/f
remember
printf 'd/../a' | expect 1 "$llz" -0 -o w.llz --files0-from=- || exit 1
says d/../a 'has .. in its path'
printf 'a\0gone' | expect 1 "$llz" -0 -o w.llz --files0-from=- || exit 1
says gone 'No such file'
unchanged
printf a >list
remember
expect 1 "$llz" -0 -f -o list --files0-from=list
says list 'is one of the files that are read'
unchanged
rm list
