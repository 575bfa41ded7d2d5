# Access control lists: no output, temporary or restored, gives anybody more than its source did. Where there is a list,
# the mode's bits of the group are its mask, and say nothing about the group.
. "$(dirname "$0")/../../cli-lib.sh"
[ -n "${ACL-}" ] || skip "no program that sets access control lists"

sample 60 >sample
cp sample a
chmod 600 a
"$ACL" a u::6 u:4321:4 g::0 m::4 o::0 2>"$log/junk" || skip "no access control lists here"
[ "$(stat -c %a a)" = 640 ] || skip "the mask is not in the mode"

# list FILE WANTED [MODE]
list()
{
    [ "$("$ACL" "$1")" = "$2" ] || fail "$1 has the list $("$ACL" "$1"), not $2"
    [ -z "${3-}" ] || [ "$(stat -c %a "$1")" = "$3" ] || fail "$1 has mode $(stat -c %a "$1"), not $3"
}

# Single files: the list comes along, both ways, and into the page of `why`, which shows the content.
given='u::6 u:4321:4 g::0 m::4 o::0'
expect 0 "$llz" -0 a
list a.llz "$given" 640
expect 0 "$llz" -d -o back a.llz
list back "$given" 640
expect 0 "$llz" --recover -f -o back a.llz
list back "$given" 640
expect 0 "$llz" why -0 a
list a.why.html "$given" 640
expect 0 "$llz" -0 --search=2 --verify -f -o out a
list out "$given" 640
rm -f back a.llz a.why.html out

# What a folder gives to all that is made in it counts for standard input, which has no rights of its own, and for no
# copy of a file that has.
mkdir in
chmod 700 in
"$ACL" -d in u::7 u:999:7 g::7 m::7 o::5 || fail "no default list"
cp sample plain
chmod 640 plain
expect 0 "$llz" -0 -o in/plain.llz plain
list in/plain.llz none 640
expect 0 "$llz" -d in/plain.llz
list in/plain none 640
expect 0 "$llz" -0 -o in/a.llz a
list in/a.llz "$given" 640
"$llz" -0 -o in/stdin - <sample || fail "stdin"
list in/stdin 'u::6 u:999:7 g::7 m::4 o::4' 644
# Nor while it is written: the mask is empty then.
mkfifo lead
"$llz" -0 -o in/held - <lead &
pid=$!
exec 5>lead
cd in
wait_for some_temporary
for name in .llz-*; do
    [ "$(stat -c %a "$name")" = 600 ] || fail "a temporary file has mode $(stat -c %a "$name")"
done
cd ..
exec 5>&-
wait $pid || fail "stdin"

# Folders and files in them come back as they were, into such a folder too.
mkdir d
cp -p plain d/plain
cp sample d/listed
cp sample d/denied
cp sample d/masked
mkdir d/private d/shared
chmod 700 d/private
chmod 750 d d/shared
cp sample d/private/file
chmod 644 d/private/file
"$ACL" d/listed u::6 u:4321:4 g::0 m::4 o::0 || fail "no list"
"$ACL" d/denied u::6 u:4321:0 g::4 m::4 o::4 || fail "no list"
"$ACL" d/masked u::6 g::6 g:77:6 m::4 o::0 || fail "no list"
"$ACL" -d d/shared u::7 u:55:5 g::5 m::5 o::0 || fail "no default list"
expect 0 "$llz" -0 d
check_tree()
{
    list "$1/plain" none 640
    list "$1/listed" "$given" 640
    list "$1/denied" 'u::6 u:4321:0 g::4 m::4 o::4' 644
    list "$1/masked" 'u::6 g::6 g:77:6 m::4 o::0' 640
    list "$1/private" none 700
    list "$1/private/file" none 644
    [ "$(stat -c %a "$1")" = 750 ] || fail "$1 has mode $(stat -c %a "$1")"
    : >"$1/private/new"
    list "$1/private/new" none
    rm "$1/private/new"
    : >"$1/shared/new"
    case $("$ACL" "$1/shared/new") in
    *u:55:5*) ;;
    *) fail "the default list of a folder is lost" ;;
    esac
    rm "$1/shared/new"
}
check_tree d
expect 0 "$llz" -d -o back d.llz
silent
check_tree back
expect 0 "$llz" -d -C in d.llz
silent
check_tree in/d
expect 0 "$llz" -d -o in/new d.llz
check_tree in/new
expect 0 "$llz" -d -f -C in d.llz
check_tree in/d
rm -r back in/d in/new

# A folder above what --only asks for has its rights too: a file in a private one stays private.
for place in "-o back" "-C in"; do
    expect 0 "$llz" -d --only=d/private/file $place d.llz
    silent
    name=back
    [ -d back ] || name=in/d
    list $name/private none 700
    [ "$(stat -c %a $name)" = 750 ] || fail "$name has mode $(stat -c %a $name)"
    absent $name/plain
    rm -r $name
done

# A FIFO, which cannot be opened, in such a folder.
mkfifo d/pipe
chmod 660 d/pipe
expect 0 "$llz" -0 -o p.llz d
expect 0 "$llz" -d --special -C in p.llz
list in/d/pipe none 660

# Where no list can be set, or the group is another one, what the list gave to some is given to nobody, and what it took
# from some is taken from all.
wanted()
{
    [ "$(stat -c %a "$1")" = "$2" ] || fail "$1 has mode $(stat -c %a "$1"), not $2"
}

long='u::6'
for i in $(seq 1000 1200); do long="$long u:$i:4"; done
cp sample many
chmod 600 many
# shellcheck disable=SC2086 # one word an entry
"$ACL" many $long g::0 m::4 o::0 2>"$log/junk" && {
    expect 2 "$llz" -0 many
    says many "access control list"
    list many.llz none 600
}
[ "$(id -u)" -eq 0 ] || exit 0
if command -v unshare >"$log/junk" && unshare -m true 2>"$log/junk"; then
    mkdir bare
    cat >mounted <<'END'
mount -t ramfs none bare || exit 77
"$ACL" bare u::7 u:4321:4 g::0 m::7 o::0 2>/dev/null && exit 77 # it has lists
"$1" -0 -o bare/a.llz a && "$1" -d -C bare d.llz || exit 1
"$1" -0 -o bare/denied.llz d/denied && "$1" -0 -o bare/masked.llz d/masked || exit 1
stat -c '%n %a' bare/a.llz bare/denied.llz bare/masked.llz bare/d bare/d/listed bare/d/denied bare/d/masked bare/d/plain
END
    unshare -m env ACL="$ACL" sh mounted "$llz" >modes 2>"$log/err"
    case $? in
    0)
        [ "$(tr '\n' ' ' <modes)" = 'bare/a.llz 600 bare/denied.llz 600 bare/masked.llz 640 bare/d 750 bare/d/listed 600 bare/d/denied 600 bare/d/masked 640 bare/d/plain 640 ' ] ||
            fail "modes without lists: $(cat modes)"
        ;;
    77) ;;
    *) fail "a file system without lists" ;;
    esac
fi
# Another's files, read by way of the list.
if command -v setpriv >"$log/junk"; then
    chmod 711 "$work" "$work/here"
    mkdir free
    chmod 1777 free
    chown 12345:23456 a d/denied d/masked
    as_other='setpriv --reuid 4321 --regid 4321 --clear-groups'
    $as_other "$llz" -0 -o free/a.llz a 2>"$log/err" || fail "cannot read by way of the list"
    list free/a.llz "$given" 640
    cp -p sample shared
    chown 12345:23456 shared
    chmod 664 shared
    chmod 755 .
    $as_other "$llz" -0 -o free/shared.llz shared || fail "cannot read"
    wanted free/shared.llz 644
    # From a folder's archive, as somebody who is not in the group.
    "$llz" -0 -o mine.llz shared a d/masked || fail "cannot pack"
    chmod 644 mine.llz
    $as_other "$llz" -d -o free/out mine.llz || fail "cannot restore"
    wanted free/out/shared 644
    list free/out/a "$given" 640
    list free/out/masked 'u::6 g::0 g:77:6 m::4 o::0' 640
    chmod 6755 shared
    "$llz" -0 -f -o mine.llz shared sample || fail "cannot pack"
    chmod 644 mine.llz
    $as_other "$llz" -d --special -o free/out2 mine.llz 2>"$log/err"
    [ $? -eq 2 ] || fail "setuid of another owner is no warning"
    wanted free/out2/shared 755
fi
