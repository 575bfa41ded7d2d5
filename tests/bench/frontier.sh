#!/bin/sh
# frontier.sh [OPTION...] - size against time for every level of llz and its peers, as table, CSV and SVG.
#   --programs "..."   as for chart/measure.sh (default: all)
#   --llz PROGRAM      default: build/release/llz
#   --output FOLDER    default: build/frontier; measured.tsv in it is gone on with, so that a run can be stopped
#   --no-decode        compress only
#   --no-measure       only draw what has been measured
# Whole dickens and ooffice, and the first megabytes of enwik1m, xml, nci8m and mr, out of $LLZ_CORPORA. Programs that
# Debian has not can be added to measured.tsv as rows whose source does not begin with "here".
set -eu
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)

output=$top/build/frontier measure=1 programs="" pass=""
while [ $# -gt 0 ]; do
    case $1 in
    --programs) programs=$2 ;;
    --llz) pass="$pass --llz $2" ;;
    --output) output=$2 ;;
    --no-decode | --no-measure)
        if [ "$1" = --no-measure ]; then measure=; else pass="$pass --no-decode"; fi
        shift
        continue
        ;;
    --help)
        sed -n '2,/^set/s/^# \{0,1\}//p' "$0"
        exit 0
        ;;
    *)
        echo "unknown option $1; see --help" >&2
        exit 1
        ;;
    esac
    shift 2
done

mkdir -p "$output"
output=$(cd "$output" && pwd)
table=$output/measured.tsv
[ -e "$table" ] || head -n 1 "$here/chart/measured.tsv" >"$table"

# take PART FILE...
take() {
    part=$1
    shift
    [ "$part" = whole ] || set -- --head "$part" "$@"
    [ -z "$programs" ] || set -- --programs "$programs" "$@"
    # shellcheck disable=SC2086 # options
    "$here/chart/measure.sh" --table "$table" $pass "$@"
}

if [ "$measure" ]; then
    c=${LLZ_CORPORA:?the folder with the corpora}
    take 1000000 "$c/text/enwik1m" "$c/markup/xml" "$c/binary/nci8m" "$c/binary/mr"
    take whole "$c/binary/ooffice" "$c/text/dickens"
fi

cd "$output"
awk -v files="dickens/whole ooffice/whole enwik1m/1000000 xml/1000000 nci8m/1000000 mr/1000000" \
    -v csv=frontier.csv -v means=means.tsv -f "$here/frontier.awk" "$table" >frontier.md
awk -v means="Whole dickens and ooffice, first megabytes of enwik8, xml, nci and mr: geometric means" \
    -f "$here/chart/draw.awk" means.tsv >frontier.svg
cat frontier.md
