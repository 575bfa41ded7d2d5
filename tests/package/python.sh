# The Python module: what bz2 and lzma offer, archives of the program's bytes, errors by name.
# Arguments: the program, the shared library, the folder of the module.
shared=$2 module=$3 readme=$3/../../README.md
. "$(dirname "$0")/../cli-lib.sh"

python=/usr/bin/python3 # Debian's
"$python" -c 'import ctypes' 2>"$log/err" || skip "no python3 here"
! nm -D "$shared" | grep -q 'asan\|ubsan\|tsan\|gcov' || skip "a sanitizer's library is not loaded by a program without"

LD_LIBRARY_PATH=${shared%/*} PYTHONPATH=$module PYTHONDONTWRITEBYTECODE=1
export LD_LIBRARY_PATH PYTHONPATH PYTHONDONTWRITEBYTECODE

# Three lines.
"$python" - <<'END' 2>"$log/err" || fail "three lines do not do"
import llz
data = b"Who reads and learns needs no dictionary. " * 50
assert llz.decompress(llz.compress(data)) == data
END

# Those of the README.
sed -n '/^Python, with/,/^## /s/^    //p' "$readme" >readme.py
[ "$(wc -l <readme.py)" -eq 5 ] || fail "README.md has not five lines of Python"
expect 0 "$python" readme.py
grep -q 'Who reads and learns' "$log/out" || fail "README.md's Python prints something else"
expect 0 "$llz" -dc notes.llz
grep -q 'It learns while it codes' "$log/out" || fail "README.md's Python writes something else"

sample 1000 >a
sample 2500 >samples
expect 0 "$llz" train -0 -o p.llzp --size=64K samples
"$python" - <<'END' 2>"$log/err" || fail "the module errs"
import array
import io
import llz

data = open("a", "rb").read()
archive = llz.compress(data, level=0, seed=3, policy="loss")
open("a.llz", "wb").write(archive)
assert llz.decompress(archive) == data
assert llz.decompress(llz.compress(b"", level=0)) == b""
assert llz.decompress(archive + archive, threads=2) == data + data
assert llz.compress(bytearray(data), 0) == llz.compress(memoryview(data), 0) == llz.compress(data, 0)

bits = llz.costs(data, level=0)
assert isinstance(bits, array.array) and len(bits) == len(data) and min(bits) >= 0
heads = len(llz.compress(data, level=0)) - sum(bits) / 8  # of three frames, and a header
assert 0 < heads < 4 * 20, heads


def fails(code, call, *arguments, **options):
    try:
        call(*arguments, **options)
    except llz.Error as e:
        assert e.code == code and str(e), (e.code, str(e))
    else:
        raise AssertionError("no error")


ARGUMENT, NOT_LLZ, TRUNCATED, CORRUPT, OUTPUT, PRIOR = 3, 4, 8, 9, 16, 17
fails(ARGUMENT, llz.compress, data, level=10)
fails(ARGUMENT, llz.compress, data, policy="none")
fails(NOT_LLZ, llz.decompress, data)
fails(TRUNCATED, llz.decompress, archive[:-1])
fails(CORRUPT, llz.decompress, archive[:-1] + bytes([archive[-1] ^ 1]))
fails(OUTPUT, llz.decompress, archive, output_limit=len(data) - 1)
fails(NOT_LLZ, llz.Prior, b"")

with llz.open("b.llz", "wb", level=0, seed=3, policy="loss") as f:
    for at in range(0, len(data), 1000):
        assert f.write(data[at:at + 1000]) == len(data[at:at + 1000])
assert open("b.llz", "rb").read() == archive
with llz.open("b.llz") as f:
    assert f.read(10) == data[:10] and f.read() == data[10:] and f.read() == b""
with llz.open("t.llz", "wt", level=0, encoding="utf-8") as f:
    f.write("naïve\nline\n")
with llz.open("t.llz", "rt", encoding="utf-8") as f:
    assert f.readlines() == ["naïve\n", "line\n"]
kept = io.BytesIO()
with llz.open(kept, "w", level=0) as f:
    f.write(data)
kept.seek(0)
assert llz.open(kept).read() == data and not kept.closed
for bad in "rw", "rbt", "a", "":
    try:
        llz.open("b.llz", bad)
        raise AssertionError(bad)
    except ValueError:
        pass
open("cut.llz", "wb").write(archive[:-1])
fails(TRUNCATED, llz.open("cut.llz").read)
try:
    llz.open("b.llz", "xb")
    raise AssertionError("overwritten")
except FileExistsError:
    pass

p = llz.Prior("p.llzp")
small = llz.compress(data[:500], 1, prior=p)
assert len(small) < len(llz.compress(data[:500], 1))
assert llz.decompress(small, prior=p) == data[:500]
fails(PRIOR, llz.decompress, small)
assert p.id == llz.Prior(open("p.llzp", "rb").read()).id
END

# The program and the module make the same bytes.
expect 0 "$llz" -0 --seed=3 --policy=loss -c a
same "$log/out" a.llz
expect 0 "$llz" -dc b.llz
same "$log/out" a
exit 0
