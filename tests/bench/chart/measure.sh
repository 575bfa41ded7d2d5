#!/bin/sh
# measure.sh [OPTION...] FILE... - adds measurements to measured.tsv, one program at a time.
#   --llz PROGRAM      default: build/release/llz
#   --programs "..."   from: xz zstd bzip3 7z zpaq llz-1 ... llz-9 (default: all)
#   --head BYTES       only the beginning of each file
#   --no-decode        compress only: what was written is not decoded, and the table says so
#   --table FILE       default: measured.tsv beside this script
# Seconds are those of the processor in user mode, which other work on the machine changes least. llz has one thread.
# What the table has is not measured again: remove the row first.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
top=$here/../../..
# shellcheck source=tests/lib.sh
. "$top/tests/lib.sh"

llz=$top/build/release/llz table=$here/measured.tsv head="" decode=1
programs="xz zstd bzip3 7z zpaq llz-1 llz-2 llz-3 llz-4 llz-5 llz-6 llz-7 llz-8 llz-9"
while [ $# -gt 0 ]; do
    case $1 in
    --llz) llz=$2 ;;
    --programs) programs=$2 ;;
    --head) head=$2 ;;
    --table) table=$2 ;;
    --no-decode)
        decode=
        shift
        continue
        ;;
    --help)
        sed -n '2,/^set/s/^# \{0,1\}//p' "$0"
        exit 0
        ;;
    -*)
        echo "unknown option $1; see --help" >&2
        exit 1
        ;;
    *) break ;;
    esac
    shift 2
done
llz=$(absolute "$llz") table=$(absolute "$table")
for file; do
    set -- "$@" "$(absolute "$file")"
    shift
done
case " $programs" in *" llz-"*) need_program "$llz" ;; esac
[ -e "$table" ] || head -n 1 "$here/measured.tsv" >"$table"
install_packages bench
make_scratch
cd "$scratch"

# command_of PROGRAM: its name and options, as the table has them.
command_of() {
    case $1 in
    xz) echo "xz -9e -T1" ;;
    zstd) echo "zstd --ultra -22 -T1" ;;
    bzip3) echo "bzip3" ;;
    7z) echo "7z -m0=PPMd -mx9" ;;
    zpaq) echo "zpaq -m5 -t1" ;;
    llz-*) echo "llz -${1#llz-} -T1" ;;
    esac
}

# version_of PROGRAM: what measured, and the system.
version_of() {
    case $1 in
    xz) package=xz-utils ;;
    7z) package=p7zip-full ;;
    llz-*)
        "$llz" -V -v | awk 'NR == 1 { v = $1 " " $2 } NR == 2 { print v " build " $2 }'
        return
        ;;
    *) package=$1 ;;
    esac
    dpkg-query -W -f='${Package} ${Version}\n' "$package"
}

# What compresses in to out, and what makes back of out again: a command of the shell for each program.
pack() {
    case $1 in
    xz) echo "xz -9e -T1 -c in >out" ;;
    zstd) echo "zstd -q --ultra -22 -T1 -o out in" ;;
    bzip3) echo "bzip3 -e in out" ;;
    7z) echo "7z a -bd -y -t7z -m0=PPMd -mx9 -mmt1 out.7z in && mv out.7z out" ;;
    zpaq) echo "zpaq a out.zpaq in -m5 -t1 && mv out.zpaq out" ;;
    llz-*) echo "'$llz' -q -T1 --level=${1#llz-} -o out in" ;;
    esac
}

unpack() {
    case $1 in
    xz) echo "xz -dc out >back" ;;
    zstd) echo "zstd -q -d -o back out" ;;
    bzip3) echo "bzip3 -d out back" ;;
    7z) echo "7z x -bd -y -so out >back" ;;
    zpaq) echo "mv out out.zpaq && zpaq x out.zpaq in -to back -t1" ;;
    llz-*) echo "'$llz' -q -d -T1 -o back out" ;;
    esac
}

# timed COMMAND: seconds in user mode and kilobytes, on standard output.
timed() {
    /usr/bin/time -q -f '%U %M' -o time sh -c "$1" >messages 2>&1 || {
        cat messages >&2
        echo "failed: $1" >&2
        exit 1
    }
    cat time
}

# measure PROGRAM NAME PART: a row of the table.
measure() {
    rm -f out out.* back
    packed_in=$(timed "$(pack "$1")")
    packed=$(bytes_of out)
    unpacked_in=-
    if [ -n "$decode" ]; then
        unpacked_in=$(timed "$(unpack "$1")")
        cmp in back
    fi
    printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$(command_of "$1")" "$2" "$3" "$(bytes_of in)" "$packed" \
        "${packed_in% *}" "${unpacked_in% *}" "${packed_in#* }" "here: $(version_of "$1")" >>"$table"
}

for file; do
    if [ -n "$head" ]; then head -c "$head" "$file" >in; else cp "$file" in; fi
    part=${head:-whole}
    for program in $programs; do
        awk -F'\t' -v c="$(command_of "$program")" -v f="${file##*/}" -v s="$part" \
            '$1 == c && $2 == f && $3 == s { found = 1 } END { exit !found }' "$table" ||
            measure "$program" "${file##*/}" "$part"
    done
done
