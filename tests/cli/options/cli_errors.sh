# Inputs and outputs that cannot be used: one line that names them, exit code 1, and nothing left behind.
. "$(dirname "$0")/../../cli-lib.sh"

sample 60 >good
"$llz" -0 -c good >good.llz || fail "cannot compress"
cp good.llz noname
cp good .llz
mkdir folder folder.llz
cp good.llz folder/.llz

bad missing 'No such file' -0 missing
bad missing.llz 'No such file' -d missing.llz
bad missing 'No such file' -t missing
bad missing 'No such file' -l missing
bad missing 'No such file' -0c missing
bad good/x 'Not a directory' -0 good/x
bad '' 'No such file' -0 ''
bad folder.llz 'is a directory' -d folder.llz
bad folder 'is a directory' -t folder
bad folder 'is a directory' -l folder
bad /dev/zero 'not a regular file' -0 /dev/zero
bad noname 'does not end in .llz' -d noname
bad noname 'does not end in .llz' -df noname
bad .llz 'does not end in .llz' -d .llz
bad folder/.llz 'does not end in .llz' -d folder/.llz
bad folder 'is a directory' -0 -o folder good
bad folder 'is a directory' -0f -o folder good
bad nowhere/x 'No such file' -0 -o nowhere/x good
bad good/x 'Not a directory' -0 -o good/x good
long=$(awk 'BEGIN { for (i = 0; i < 255; i++) printf "n" }')
if cp good "$long" 2>"$log/err"; then
    bad "$long.llz" 'File name too long' -0 "$long"
    rm "$long"
fi

# The same names are good with -o, -c or as stdin.
expect 0 "$llz" -d -o back noname
same back good
expect 0 "$llz" -dc noname
same "$log/out" good
expect 0 "$llz" -d <noname
same "$log/out" good
expect 0 "$llz" -0 .llz
expect 0 "$llz" -t noname
rm back .llz.llz

# A value that is told again is one line.
bad --command "\\033[31m\\012x ..." -0 --command="$(printf '\033[31m\nx')" good

# Rights, which root does not feel.
if [ "$(id -u)" -ne 0 ]; then
    cp good secret
    chmod 0 secret
    expect 1 "$llz" -0 secret
    says secret 'Permission denied'
    rm -f secret
    cp good folder/f
    chmod 500 folder
    expect 1 "$llz" -0 folder/f
    says folder/f.llz 'Permission denied'
    chmod 700 folder
    rm folder/f
fi

# A full disk, by each way out; tables and help too.
if [ -c /dev/full ]; then
    bad /dev/full 'No space left on device' -0 -o /dev/full good
    bad /dev/full 'No space left on device' -d -o /dev/full good.llz
    for form in '-0c good' '-dc good.llz' '-l good.llz' -h -V; do
        "$llz" $form >/dev/full 2>"$log/err" && fail "a full disk is no error: $form"
        says '(stdout)' 'No space left on device'
    done
fi

# A disk or quota that ends in the middle of a file: no output, no debris.
head -c 300000 /dev/zero >zeros
"$llz" -0 zeros || fail "cannot compress"
rm zeros
remember
(trap '' XFSZ; ulimit -f 100; "$llz" -d zeros.llz 2>"$log/err") && fail "a file above the limit is no error"
says zeros 'File too large'
unchanged

# A reader that goes away: an error without noise.
{ "$llz" -dc zeros.llz 2>"$log/err"; echo $? >"$log/code"; } | true
[ "$(cat "$log/code")" -eq 1 ] || fail "EPIPE: exit code $(cat "$log/code")"
silent
rm zeros.llz

# Closed descriptors.
expect 1 "$llz" -0 <&-
says '(stdin)'
"$llz" -0 -c good >&- 2>"$log/err" && fail "a closed stdout is no error"
says '(stdout)'
rm good.llz
"$llz" -0 good >&- 2>&- <&- || fail "closed descriptors hinder a named file"
same good.llz noname

# Several inputs: the others go on, and the worst is what the exit code tells.
cp good second
remember
rm good.llz
expect 1 "$llz" -0 missing good good/x second
[ "$(wc -l <"$log/err")" -eq 2 ] || fail "not one line for each bad input"
same second.llz noname
rm second.llz
unchanged
cp good third
expect 2 "$llz" -0 good.llz third
says good.llz skipped
same third.llz noname
rm third.llz
expect 1 "$llz" -0 missing good.llz
expect 1 "$llz" -0 good.llz missing third
same third.llz noname
expect 1 "$llz" -dc missing good.llz
same "$log/out" good
expect 1 "$llz" -t good.llz folder third.llz
says folder
