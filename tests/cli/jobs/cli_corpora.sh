# The beginning of one file of each kind in $LLZ_CORPORA comes back as it was.
. "$(dirname "$0")/../../cli-lib.sh"

[ -n "${LLZ_CORPORA-}" ] || skip "LLZ_CORPORA is not set"
[ -d "$LLZ_CORPORA" ] || fail "LLZ_CORPORA names no folder (an absolute name is wanted): $LLZ_CORPORA"

# first_file FOLDER: in alphabetical order, whatever the file system's is.
first_file()
{
    find "$1" -type f -size +0 | sort | head -n 1
}

tried=0
for folder in "$LLZ_CORPORA"/*/; do
    file=$(first_file "$folder")
    [ -n "$file" ] || continue
    head -c 20000 "$file" >sample
    expect 0 "$llz" -1 -c sample
    silent
    cp "$log/out" sample.llz
    expect 0 "$llz" -dc sample.llz
    silent
    cmp -s "$log/out" sample || fail "$file comes back changed"
    # What cannot shrink is stored: the container is all it may cost.
    [ "$(($(wc -c <sample.llz)))" -le $(($(wc -c <sample) + 100)) ] || fail "$file grows by more than its container"
    tried=$((tried + 1))
done
[ "$tried" -gt 0 ] || fail "no file in any folder of $LLZ_CORPORA"
