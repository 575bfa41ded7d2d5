# A program that was built against an older llz.h, whose structs end earlier, goes on with this library. Once the newest
# members of this header are taken away; and tests/abi/ has headers as they were. What is compiled then runs with the
# shared library as it is.
# Arguments: the program, the shared library.
shared=$2
header=$(cd "$(dirname "$0")/../.." && pwd)/codec/llz.h
. "$(dirname "$0")/../cli-lib.sh"

if nm -D "$shared" | grep -q 'asan\|ubsan\|tsan\|gcov'; then
    skip "a sanitizer's library is not linked to by a program without"
fi

# Without the last members of options and info; what is said of them goes with them.
awk '/^struct llz_(options|info) \{/ { inside = $2 }
    inside && /^ *(uint64_t split;|int has_prior;)/ { skipping = 1 }
    inside && /^};/ { skipping = 0; inside = "" }
    skipping { next }
    /LLZ_CONTENT_STREAM, NULL, NULL, NULL, NULL, 0, 64, 0, NULL, 0, NULL, 0, NULL, NULL, 0, NULL/ { sub(/NULL, NULL, 0, 64, 0, NULL, 0, NULL, 0, NULL, NULL, 0, NULL/, "NULL, NULL") }
    { print }' "$header" >older.h
grep -q 'split;' older.h && fail "the header has not become older"
sed -n '/^struct llz_info {/,/^};/p' older.h | grep -q prior && fail "the header has not become older"

cat >older.c <<'END'
#include HEADER

#include <stdio.h>
#include <string.h>

/* What lies behind the structs is this program's own. */
static struct {
    struct llz_options opt;
    unsigned char fence[64];
} options = { LLZ_OPTIONS_INIT, { 0 } };

static struct {
    struct llz_info info;
    unsigned char fence[64];
} known;

int main(void)
{
    static unsigned char in[1 << 16], out[1 << 16];
    enum llz_error err = LLZ_OK;
    struct llz_stream *s;
    size_t n = fread(in, 1, sizeof in, stdin), took, m, at = 0;

    memset(options.fence, 0xff, sizeof options.fence);
    memset(known.fence, 0xff, sizeof known.fence);
    options.opt.level = 0;
    s = llz_encoder_new(&options.opt, &err);
    while (s && at < n && (err == LLZ_OK || err == LLZ_AGAIN)) {
        err = llz_feed(s, in + at, n - at, &took);
        at += took;
        while ((m = llz_drain(s, out, sizeof out)) > 0)
            fwrite(out, 1, m, stdout);
    }
    while (s && (err = llz_end(s)) == LLZ_AGAIN)
        while ((m = llz_drain(s, out, sizeof out)) > 0)
            fwrite(out, 1, m, stdout);
    while (s && (m = llz_drain(s, out, sizeof out)) > 0)
        fwrite(out, 1, m, stdout);
    known.info.size = sizeof known.info;
    if (s)
        llz_get_info(s, &known.info);
    llz_free(s);
    for (size_t i = 0; i < sizeof known.fence; i++)
        if (known.fence[i] != 0xff)
            return 3;
    if (err != LLZ_OK)
        fprintf(stderr, "%s\n", llz_error_message(err));
    return err != LLZ_OK || known.info.raw != n || known.info.level != 0;
}
END
sample 200 >a
expect 0 "$llz" -0 -c a
cp "$log/out" wanted
for older in "$PWD/older.h" "${header%/codec/llz.h}"/tests/abi/llz-*.h; do
    cc -std=c99 -Wall -Wextra -Werror "-DHEADER=\"$older\"" -o older older.c "$shared" 2>"$log/err" ||
        fail "cannot compile against $older"
    LD_LIBRARY_PATH=${shared%/*} ./older <a >a.llz 2>"$log/err" || fail "exit code $? of the program with $older"
    same a.llz wanted
done

# The version: one in header, build and program.
version=$("$llz" -V | awk '{ print $2 }')
numbers=$(awk '/^#define LLZ_VERSION_(MAJOR|MINOR|PATCH) / { printf "%s%s", n++ ? "." : "", $3 }' "$header")
[ "$version" = "$numbers" ] || fail "the header has version $numbers, the program $version"
exit 0
