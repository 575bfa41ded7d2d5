# Archives that mean harm: nothing is written outside of the folder, and each entry that is refused gets a line.
. "$(dirname "$0")/../../cli-lib.sh"
: "${MAKE_TAR:?}"

mkdir outside in
echo precious >outside/file
secret=$work/here/outside

# evil: makes evil.llz of the entries on standard input.
evil()
{
    rm -f evil.llz evil.tar
    "$MAKE_TAR" >evil.tar || fail "cannot make the tar"
    expect 0 "$llz" -0 --repack -o evil.llz evil.tar
}

# refused CODE ENTRY TEXT [OPTION...]: restoring says exactly one line about that entry, and harms nothing; good/f is
# there afterwards. In a folder that exists, and in a new one.
refused()
{
    want_code=$1 entry=$2 reason=$3
    shift 3
    for place in "-C in" "-o new"; do
        find outside -exec stat -c '%n %y %h %i' {} + >"$log/outside"
        expect "$want_code" "$llz" -d $place "$@" evil.llz
        says "$entry" "$reason"
        find outside -exec stat -c '%n %y %h %i' {} + | cmp -s - "$log/outside" || fail "$entry: touched outside/"
        [ "$(cat outside/file)" = precious ] || fail "$entry: wrote outside"
        [ "$(ls "$work/here/.." | sort | tr '\n' ' ')" = "here log tmp " ] || fail "$entry: wrote above"
        [ -f "${place#-? }/good/f" ] || [ -f new/f ] || fail "$entry: the others are not restored"
        rm -rf in new
        mkdir in
    done
}

evil <<EOF
f good/f x
f ../evil x
EOF
refused 2 ../evil upwards
evil <<EOF
f good/f x
f good/../../outside/file x
EOF
refused 2 good/../../outside/file upwards
evil <<EOF
f good/f x
f good/.. x
EOF
refused 2 good/.. upwards
evil <<EOF
f good/f x
f $secret/file x
EOF
refused 2 "$secret/file" absolute
evil <<EOF
f good/f x
d ..
EOF
refused 2 .. upwards

# Through a link of the archive: the file comes first, so the link finds its place taken.
for goal in "$secret" ../../outside; do
    evil <<EOF
f good/f x
s good/way $goal
f good/way/file x
EOF
    refused 2 good/way 'already exists'
    evil <<EOF
f good/f x
s good/way $goal/file
f good/./way x
EOF
    expect 0 "$llz" -d -C in evil.llz
    [ "$(cat in/good/way)" = x ] && [ ! -L in/good/way ] || fail "the later of two entries does not count"
    [ "$(cat outside/file)" = precious ] || fail "wrote through a link"
    rm -rf in
    mkdir in
done

# Through a link that was there before.
evil <<EOF
f good/f x
f way/file x
EOF
ln -s ../outside in/way
expect 2 "$llz" -d -C in evil.llz
says way/file 'leads through a link'
expect 2 "$llz" -d -f -C in evil.llz
grep -q 'way/file: refused: leads through a link' "$log/err" || fail "-f follows links"
rm in/way
ln -s ../outside/file in/way
expect 2 "$llz" -d -f -C in evil.llz
[ "$(cat outside/file)" = precious ] || fail "wrote through a link that was there"
rm -rf in
mkdir in
# With -f the link itself is replaced.
evil <<EOF
f good/f x
f way x
EOF
ln -s ../outside/file in/way
expect 0 "$llz" -d -f -C in evil.llz
[ ! -L in/way ] && [ "$(cat in/way)" = x ] && [ "$(cat outside/file)" = precious ] || fail "-f wrote through a link"
rm -rf in
mkdir in

# Hard links to something that is not an entry of the archive.
for goal in ../outside/file "$secret/file" good/missing; do
    evil <<EOF
f good/f x
h good/hard $goal
EOF
    refused 2 good/hard 'not an earlier entry'
done
evil <<EOF
f good/f x
f $secret/file x
h good/hard $secret/file
EOF
expect 2 "$llz" -d -C in evil.llz
grep -q "^llz: $secret/file: refused: absolute" "$log/err" || fail "no line about an absolute path"
[ "$(cat in/good/hard)" = x ] || fail "the name that is harmless does not get the content"
[ "$(cat outside/file)" = precious ] && [ "$(stat -c %h outside/file)" -eq 1 ] || fail "linked to outside"
rm -rf in
mkdir in
evil <<EOF
d good
f good/f x
h good/hard good
EOF
refused 2 good/hard 'link to a folder'
# A hard link to a symbolic link, and a file through it.
evil <<EOF
f good/f x
s good/soft $secret/file
h good/hard good/soft
EOF
expect 0 "$llz" -d -C in evil.llz
[ "$(readlink in/good/hard)" = "$secret/file" ] || fail "a hard link to a link"
rm -rf in
mkdir in

# Names that no disk takes; only the last few bytes differ.
long=$(awk 'BEGIN { for (i = 0; i < 300; i++) printf "n" }')
evil <<EOF
f good/f x
f good/$long x
EOF
refused 2 "good/$long" 'File name too long'
deep=$(awk 'BEGIN { for (i = 0; i < 2100; i++) printf "n/" }')
evil <<EOF
f good/f x
f ${deep}x x
EOF
expect 2 "$llz" -d -C in evil.llz
grep -q 'path too long' "$log/err" || fail "no line about a path that is too long"
[ -f in/good/f ] || fail "the others are not restored"
rm -rf in
mkdir in

# Devices, FIFOs, setuid: only when asked for.
evil <<EOF
f good/f x
p good/pipe
EOF
refused 2 good/pipe 'is a FIFO'
expect 0 "$llz" -d -C in --special evil.llz
[ -p in/good/pipe ] || fail "--special restores no FIFO"
rm -rf in
mkdir in
evil <<EOF
f good/f x
c good/device
EOF
refused 2 good/device 'is a device'
evil <<EOF
f good/f x
x good/program x
EOF
refused 2 good/program 'without setuid'
expect 2 "$llz" -d -C in evil.llz
[ "$(stat -c %a in/good/program)" = 755 ] || fail "setuid is restored unasked"
rm -rf in
mkdir in
if [ "$(id -u)" -eq 0 ]; then
    expect 0 "$llz" -d -C in --special evil.llz
    [ "$(stat -c %a in/good/program)" = 6755 ] || fail "--special restores no setuid"
else # of an owner who is not ours to give it to
    expect 2 "$llz" -d -C in --special evil.llz
    [ "$(stat -c %a in/good/program)" = 755 ] || fail "--special made a program run as somebody else than its owner"
fi
rm -rf in
mkdir in
evil <<EOF
f good/f x
a good/rights x
EOF
refused 2 good/rights 'attributes of the system'

# Names that differ in case: two files where the file system can tell them apart, otherwise the second is refused.
evil <<EOF
f good/f x
s good/Way $secret
f good/way/file x
EOF
"$llz" -d -C in evil.llz 2>"$log/err"
[ $? -ne 1 ] || fail "names that differ in case are an error"
[ "$(cat outside/file)" = precious ] || fail "wrote through a link of another case"
rm -rf in
mkdir in

# Twice the same: the later counts, as in tar; a folder's place is not taken by a file.
evil <<EOF
f good/f x
f good/twice first
f good/twice second
EOF
expect 0 "$llz" -d -C in evil.llz
[ "$(cat in/good/twice)" = second ] || fail "the earlier of two entries counts"
rm -rf in
mkdir in
evil <<EOF
f good/f x
f good/f/g x
EOF
expect 2 "$llz" -d -C in evil.llz
says good/f/g 'leads through a link or a file'
rm -rf in
mkdir in
evil <<EOF
f good/f x
d good/f/g
EOF
expect 2 "$llz" -d -C in evil.llz
rm -rf in
mkdir in

# Names cannot play tricks on a terminal.
evil <<EOF
f good/f x
f ../$(printf 'a\033[2Jb') x
EOF
expect 2 "$llz" -d -C in evil.llz
says '../a\033[2Jb' upwards
expect 0 "$llz" -l evil.llz
prints '\.\./a.033.2Jb$'

# As a tar an archive holds what its original held: whoever unpacks that is on his own guard.
evil <<EOF
f good/f x
f ../evil x
h good/hard ../missing
c good/device
p good/pipe
EOF
"$llz" -dc evil.llz >back || fail "-dc of an evil archive"
same back evil.tar
