# --exclude: while folders are packed, with -r, and of what an archive holds; one matcher for it and --only.
. "$(dirname "$0")/../../cli-lib.sh"

mkdir -p d/sub/deep d/.git d/objects
for f in d/a.txt d/b.o d/sub/c.o d/sub/c.txt d/sub/deep/e.txt d/.git/x d/objects/o.txt; do
    echo "$f" >$f
done

# entries ARCHIVE: the names in it, in their order.
entries()
{
    "$llz" -l "$1" | sed '1,2d; s/.* //' | tr '\n' ' '
}

# packs 'ENTRIES' OPTION...
packs()
{
    want=$1
    shift
    (set -f; expect 0 "$llz" -0 -f -o x.llz "$@" d) || exit 1
    silent
    [ "$(entries x.llz)" = "$want" ] || fail "with $*: $(entries x.llz)"
}
packs 'd d/a.txt d/objects d/objects/o.txt d/sub d/sub/c.txt d/sub/deep d/sub/deep/e.txt ' --exclude=.git '--exclude=*.o'
packs 'd d/.git d/.git/x d/a.txt d/b.o d/objects d/objects/o.txt ' --exclude=sub
packs 'd d/.git d/.git/x d/a.txt d/b.o d/objects d/objects/o.txt ' --exclude=d/sub/
packs 'd d/a.txt d/b.o d/sub d/sub/c.o d/sub/c.txt ' '--exclude=d/o*' --exclude .git --exclude=sub/deep
packs 'd d/.git d/.git/x d/a.txt d/b.o d/objects d/objects/o.txt d/sub d/sub/c.o d/sub/c.txt ' '--exclude=s*/d*'
packs "$("$llz" -0 -c d | "$llz" -l | sed '1,2d; s/.* //' | tr '\n' ' ')" --exclude=ub --exclude=txt
packs 'd d/.git d/b.o d/objects d/sub d/sub/c.o d/sub/deep ' '--exclude=*.txt' --exclude=x

# As GNU tar leaves them out, where it is here.
if tar --version 2>"$log/junk" | grep -q GNU; then
    for pattern in .git '*.o' x sub 's*' 'd/s*' 'sub/deep' 'deep/e*' '*/c.*' 'o*' '[ab].*' e.txt 'd/*/*.txt'; do
        tar cf - "--exclude=$pattern" d | tar tf - | sed 's|/$||' | sort >"$log/tar"
        expect 0 "$llz" -0 -f -o x.llz "--exclude=$pattern" d
        entries x.llz | tr ' ' '\n' | sed '/^$/d' | sort >"$log/ours"
        cmp -s "$log/tar" "$log/ours" || fail "tar leaves other names out for $pattern: $(diff "$log/tar" "$log/ours")"
    done
fi

# Several operands; operands themselves; nothing left.
expect 0 "$llz" -0 -f -o x.llz '--exclude=*.o' d/b.o d/a.txt d/sub
[ "$(entries x.llz)" = 'a.txt sub sub/c.txt sub/deep sub/deep/e.txt ' ] || fail "operands: $(entries x.llz)"
expect 1 "$llz" -0 -o y.llz --exclude=d d
says d '--exclude leaves nothing of it'
absent y.llz
cp -R d r
expect 0 "$llz" -0 '--exclude=*.o' --exclude=sub r/a.txt r/b.o r/sub
[ -s r/a.txt.llz ] || fail "no r/a.txt.llz"
absent r/b.o.llz
absent sub.llz
rm r/*.llz

# With -r: files, with their names as they are found.
expect 0 "$llz" -0 -r --exclude=.git '--exclude=*.o' --exclude=sub/deep r
[ "$(find r -name '*.llz' | sort | tr '\n' ' ')" = 'r/a.txt.llz r/objects/o.txt.llz r/sub/c.txt.llz ' ] ||
    fail "-r: $(find r -name '*.llz')"

# Of an archive: what --only asks for and --exclude does not leave out.
expect 0 "$llz" -0 -f d
expect 0 "$llz" -l --exclude=sub '--exclude=*.txt' d.llz
[ "$(sed '1,2d; s/.* //' "$log/out" | tr '\n' ' ')" = 'd d/.git d/.git/x d/b.o d/objects ' ] || fail "-l: $(cat "$log/out")"
expect 0 "$llz" -d -o out --exclude=sub '--exclude=.git' d.llz
[ "$(find out | sort | tr '\n' ' ')" = 'out out/a.txt out/b.o out/objects out/objects/o.txt ' ] || fail "-d: $(find out)"
same out/a.txt d/a.txt
expect 0 "$llz" -d -o part --only=d/sub '--exclude=*.o' --exclude=deep d.llz
[ "$(find part | sort | tr '\n' ' ')" = 'part part/sub part/sub/c.txt ' ] || fail "--only: $(find part)"
expect 0 "$llz" -dc --exclude=sub --exclude=.git d.llz
tar tf "$log/out" >"$log/list" || fail "no tar"
[ "$(tr '\n' ' ' <"$log/list")" = 'd/ d/a.txt d/b.o d/objects/ d/objects/o.txt ' ] || fail "-dc: $(cat "$log/list")"
expect 0 "$llz" -d -o only --only=d/sub/ d.llz # a slash at the end does not count
[ -s only/sub/c.o ] || fail "--only=d/sub/ restores nothing"

# The content of a file with two names stays when one of them is left out.
mkdir h
echo content >h/one
ln h/one h/two
expect 0 "$llz" -0 h
expect 0 "$llz" -d -o h1 --exclude=one h.llz
same h1/two h/two
expect 0 "$llz" -0 -o g.llz --exclude=one h
expect 0 "$llz" -d g.llz
same g/two h/two
absent g/one

# --rm: the archive stays. What makes no sense.
cp d.llz e.llz
expect 2 "$llz" -d --rm --exclude=sub e.llz
says e.llz '--exclude leaves some of it out'
[ -s e.llz ] || fail "--rm removed what was not restored"
remember
expect 1 "$llz" -d -o none --exclude=d d.llz
says d '--exclude: leaves nothing of the archive'
"$llz" -0 -c d/a.txt >plain.llz
expect 1 "$llz" -d --exclude=x -o y plain.llz
says plain.llz 'holds no folder'
rm plain.llz
expect 1 "$llz" -t --exclude=x d.llz
says --exclude '-t'
expect 1 "$llz" --repack --exclude=x d.llz
says --exclude '--repack'
expect 1 "$llz" --exclude
says --exclude 'needs a value'
unchanged
