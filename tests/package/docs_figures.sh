# Figures that documents and --help copy from the code are those of the code. Arguments: the program, the folder of what was
# made of the tables.
source=$(cd "$(dirname "$0")/../.." && pwd)
. "$(dirname "$0")/../cli-lib.sh"

# constant FILE NAME: what it is defined as, a number or a shift of one.
constant()
{
    expression=$(sed -n "s|^#define $2 \([^/]*\).*|\1|p" "$source/$1" | sed 's/(u*int64_t)//; s/(size_t)//; s/UINT64_C//; s/\([0-9]\)[uU]/\1/')
    # shellcheck disable=SC2004 # it has to be put in before it is read
    case $expression in
    '' | *[!0-9\ \(\)\<]*) echo "no number $2 in $1: $expression" >&2 ;;
    *) echo $(($expression)) ;;
    esac
}

# text WHERE: on one line, a document or what `llz WHERE` prints.
text()
{
    # shellcheck disable=SC2086 # words of a command line
    case $1 in
    *.md | *.h) cat "$source/$1" ;;
    *) "$llz" $1 ;;
    esac | sed 's|^ \* ||' | tr -s ' \n' '  '
}

# Source, constant, what it is counted in, where it is told, and how: @ stands for the number, with a comma or without.
tried=0
while IFS='|' read -r file name unit where told; do
    value=$(constant "$file" "$name")
    [ -n "$value" ] || fail "no constant"
    [ $((value % unit)) -eq 0 ] || fail "$name is $value, no multiple of $unit"
    value=$((value / unit))
    grouped=$(echo $value | sed 's/\([0-9]\)\([0-9]\{3\}\)$/\1,\2/')
    before=${told%%@*} after=${told#*@}
    text "$where" >"$log/text"
    grep -qF -e "$before$value$after" "$log/text" || grep -qF -e "$before$grouped$after" "$log/text" ||
        fail "$where does not tell of $name in $file: $before$value$after"
    tried=$((tried + 1))
done <<'END'
cli/tree/index/catalog.c|ENTRY_BYTES|1|--help folders|for each entry @ with -d
cli/tree/index/catalog.c|ENTRY_BYTES|1|cli/docs/MANUAL.md|for each entry @ with `-d`
cli/tree/index/catalog.c|LIST_BYTES|1|--help folders|with -d, @ with -l and -t
cli/tree/index/catalog.c|LIST_BYTES|1|cli/docs/MANUAL.md|with `-d`, @ with `-l` and `-t`
codec/llz.h|LLZ_INDEX_FREE|1048576|--help folders|an index of more than @ MiB
codec/llz.h|LLZ_INDEX_FREE|1048576|cli/docs/MANUAL.md|an index of more than @ MiB
codec/llz.h|LLZ_INDEX_RATIO|1|--help folders|more than @ times its bytes in the archive
codec/llz.h|LLZ_INDEX_RATIO|1|cli/docs/MANUAL.md|more than @ times its bytes in the archive
cli/files/sparse.c|BLOCK|1|--help files|Blocks of @ zeros become holes
codec/repeats/zeros.h|LLZ_ZEROS_LEAST|1|--help files|Runs of @ zeros or more
codec/llz.h|LLZ_SPLIT_MIN|1024|--help|(@KiB or more)
codec/llz.h|LLZ_SEARCH_MAX|1|--help|(1 to @)
codec/llz.h|LLZ_LEVEL_DEFAULT|1|--help|more memory (default @)
learner/measure/flop_count.c|BUDGET_TIMES|1|--help|at most @ times what a byte takes without a budget
learner/measure/flop_count.c|BUDGET_TIMES|1|codec/llz.h|@ times what a byte takes without one
learner/measure/flop_count.c|BUDGET_TIMES|1|codec/FORMAT.md|and @ times what a byte takes without a budget
cli/tree/restore/restore_files.c|PENDING_MAX|1|cli/docs/MANUAL.md|at most @ files or
cli/tree/restore/restore_files.c|PENDING_BYTES|1048576|cli/docs/MANUAL.md|files or @ MiB
cli/prior/train_request.c|DEFAULT_SIZE|1048576|cli/docs/MANUAL.md|(@ MiB if nothing is said
cli/prior/train_request.c|DEFAULT_SIZE|1048576|train --help|(default @M)
codec/llz.h|LLZ_PRIOR_SIZE_MIN|1024|train --help|may have: @K to
codec/llz.h|LLZ_PRIOR_SIZE_MAX|1048576|train --help|K to @M
codec/prior/prior_make.c|HELD_OUT_BYTES|1024|cli/docs/MANUAL.md|with @ KiB of text to learn from
codec/prior/prior_make.c|HELD_OUT_BYTES|1024|train --help|at most @K)
codec/llz.h|LLZ_PRIOR_SAMPLE_MAX|1048576|train --help|up to @M, and half of all
codec/llz.h|LLZ_PRIOR_SAMPLE_MAX|1048576|cli/docs/MANUAL.md|text longer, up to @ MiB
learner/priming.c|SHORT|1|codec/FORMAT.md|the last has at most @ of them
learner/priming.c|PRIMER_LEAST|1|codec/FORMAT.md|the smallest of: @ + floor(t / 2)
cli/law/probe_split.h|FILE_BYTES_MIN|1024|cli/docs/MANUAL.md|compresses each file (@ KiB or more)
cli/law/probe_split.h|CHECKPOINTS|1|cli/law/LAW.md|At @ places, evenly
cli/law/probe_split.h|STRETCH_BYTES|1|cli/law/LAW.md|stretches of @ bytes
cli/law/acceleration.c|RESAMPLES|1|cli/law/LAW.md|@ resamples of the probe's stretches
cli/lab/cost_trace.h|PIECE_BYTES|1|cli/compare/COMPARE.md|cut into pieces of @ bytes
cli/lab/cost_trace.h|PIECE_BYTES|1|compare --help|pieces of @ bytes
cli/lab/resample.h|DRAW_PIECES_MIN|1|cli/compare/COMPARE.md|a file has fewer than @ pieces
cli/lab/resample.h|DRAW_PIECES_MIN|1|compare --help|fewer than @ pieces
cli/lab/statistics.c|RESAMPLES|1|cli/compare/COMPARE.md|Each of @ resamples
cli/lab/statistics.c|BAND_RESAMPLES|1|cli/report/REPORT.md|middle 95 % of @ resamples
cli/compare/findings/curve_fit.h|CURVE_FIT_WINDOWS|1|cli/report/REPORT.md|mean costs of @ windows
cli/compare/findings/curve_fit.h|CURVE_FIT_PIECES_MIN|1|cli/report/REPORT.md|Files of fewer than @ pieces
cli/compare/findings/curve_fit.c|RESAMPLES|1|cli/report/REPORT.md|in 95 % of @ resamples
cli/compare/findings/curves.c|STEPS_MAX|1|cli/report/REPORT.md|charts of up to @ steps
cli/compare/findings/curves.c|LUMPS_MAX|1|cli/report/REPORT.md|at most @ lumps
cli/compare/records/run_record.h|RECORD_VERSION|1|cli/compare/COMPARE.md|@, version of the format
cli/why/passages.h|PASSAGES_WHOLE|1024|cli/docs/MANUAL.md|A file above @ KiB is shown in part
cli/why/passages.h|PASSAGES_WHOLE|1|cli/why/WHY.md|A file of @ bytes or less
cli/why/passages.h|PASSAGE_BYTES|1|cli/why/WHY.md|passages of @ bytes
cli/why/account.c|CELLS_MAX|1|cli/why/WHY.md|up to @ cells
cli/why/page/cost_map.c|COLUMNS|1|cli/why/WHY.md|in rows of @
cli/why/page/cost_curves.c|LEARNING_STEPS|1|cli/why/WHY.md|up to @ windows: mean cost
cli/why/page/cost_curves.c|PARTS_STEPS|1|cli/why/WHY.md|up to @ windows: bits saved
END
[ $tried -ge 40 ] || fail "only $tried figures were looked at"
