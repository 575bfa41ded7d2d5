# -l --json: an object in each line, numbers as numbers, names whatever bytes they hold.
. "$(dirname "$0")/../../cli-lib.sh"

sample 100 >a
printf 'hello\n' >b
"$llz" -0 a && "$llz" -1 --check=128 b || fail "cannot compress"

expect 0 "$llz" -l --json a.llz b.llz
silent
[ "$(wc -l <"$log/out")" -eq 2 ] || fail "not a line for each archive"
size=$(($(wc -c <a))) packed=$(($(wc -c <a.llz)))
sed -n 1p "$log/out" | grep -q "^{\"type\":\"archive\",\"name\":\"a.llz\",\"content\":\"stream\",\"compressed\":$packed,\"uncompressed\":$size,\"members\":1,\"frames\":[1-9][0-9]*,\"level\":0,\"policy\":\"uniform\"," ||
    fail "another line: $(cat "$log/out")"
sed -n 2p "$log/out" | grep -q '"level":1,.*"xxh3":"[0-9a-f]\{32\}"}$' || fail "no hash of 128 bits"
cp "$log/out" two
cat a.llz | expect 0 "$llz" -l --json || exit 1
prints '"name":"(stdin)"'
head -c 30 b.llz >cut.llz
expect 1 "$llz" -l --json a.llz cut.llz b.llz # the others are listed
says cut.llz
same "$log/out" two
rm two cut.llz

# Entries. Names may hold quotes, ends of lines, and bytes that are not UTF-8.
name=$(printf 'q"\\\n\377\303\274.')
mkdir d
echo content >"d/$name"
chmod 640 "d/$name"
ln -s "../$name" d/link
touch -d '2001-02-03 04:05:06.5 UTC' "d/$name" 2>"$log/junk" || touch "d/$name"
expect 0 "$llz" -0 d
expect 0 "$llz" -l --json d.llz
silent
[ "$(wc -l <"$log/out")" -eq 4 ] || fail "not four lines"
[ "$(LC_ALL=C tr -d '\n -~' <"$log/out" | wc -c)" -eq 0 ] || fail "not in ASCII"
prints '"content":"folder"'
prints '^{"type":"entry","path":"d","kind":"folder","size":0,"mode":[0-9]*,"uid":[0-9]*,"gid":[0-9]*,'
prints '"path":"d/q\\"\\\\\\u000a\\ufffd\\u00fc.","path_bytes":"642f71225c0affc3bc2e","kind":"file","size":8,"mode":416,'
prints '"kind":"symlink","target":"../q.*","target_bytes":"2e2e2f71225c0affc3bc2e"'
if command -v python3 >"$log/junk"; then
    python3 - "$log/out" >"$log/names" <<'END' || fail "python3 does not read it"
import json, os, sys
for line in open(sys.argv[1]):
    o = json.loads(line)
    assert all(type(o[k]) is int for k in ("compressed", "size", "mode", "mtime", "uid", "level") if k in o), o
    if o["type"] == "entry" and o["kind"] == "file":
        sys.stdout.buffer.write(bytes.fromhex(o["path_bytes"]))
END
    [ "$(cat "$log/names")" = "d/$name" ] || fail "another name comes back"
fi
cp "$log/out" all
expect 0 "$llz" -l --json --only=d/link d.llz
[ "$(wc -l <"$log/out")" -eq 2 ] || fail "--only does not choose"
expect 0 "$llz" -l --json --exclude=link d.llz
grep -v symlink all | cmp - "$log/out" || fail "--exclude does not choose"

expect 1 "$llz" --json a
says --json 'needs -l'
expect 1 "$llz" -d --json a.llz
says --json 'needs -l'
