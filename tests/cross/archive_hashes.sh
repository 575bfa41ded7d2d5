#!/bin/sh
# archive_hashes.sh [BUILD FOLDER] - XXH3-128 of archives of small inputs: every kind of data, level, policy, optimizer
# and part of the model, and what else changes bytes: budgets, seeds, checks, groups, priors, repeats, folders. Searches
# are left out (tests/cross/same_bits.sh has one). A change that is meant to leave archives as they are leaves this
# output as it is:
#   tests/cross/archive_hashes.sh >before; ...; tests/cross/archive_hashes.sh | diff before -
# Default: build/release. A line for each archive: hash, tab, name. Exit code 1 when one cannot be made.
set -u
cd "$(dirname "$0")/../.." || exit 1
# shellcheck source=tests/lib.sh
. tests/lib.sh
umask 022
LC_ALL=C
export LC_ALL
build=$(cd "${1-build/release}" && pwd) || exit 1
llz=$build/llz
install_packages hashes >&2 || exit 1
make_scratch
bad=$scratch/failed

# row NAME: of what is on stdin.
row() {
    printf '%s\t%s\n' "$(xxhsum -H2 - | cut -d ' ' -f 1)" "$1"
}

# hash NAME OPTION...: of the archive that the options make.
hash() {
    what=$1
    shift
    if "$llz" -q -c --threads=1 "$@" >"$scratch/archive" && [ -s "$scratch/archive" ]; then
        row "$what" <"$scratch/archive"
    else
        echo "no archive: $what" >&2
        : >"$bad"
    fi
}

# The names that --help lists for an option, as words.
values() {
    "$llz" --help | awk -v option="--$1=" '
        $1 == option "NAME" || $1 == option "LIST" { inside = 1; $1 = ""; text = $0; next }
        /^ *-/ { inside = 0 }
        inside { text = text " " $0 }
        END { sub(/.*: /, "", text); sub(/[;(].*/, "", text); gsub(/[, ]+/, " ", text); print text }'
}
policies=$(values policy) optimizers=$(values optimizer) parts=$(values without)
for list in "$policies" "$optimizers" "$parts"; do
    case $list in
    *' '*' '*) ;;
    *) echo "--help lists nothing where it should: $list" >&2 && exit 1 ;;
    esac
done

# kind NAME BYTES: the beginning of data of this kind.
kind() {
    head -c "$2" "$scratch/kinds/$1"
}

mkdir "$scratch/kinds" "$scratch/mix"
"$build/tests/generate_kinds" all "$scratch/kinds" || exit 1
kinds=$(cd "$scratch/kinds" && find . -type f | sed 's,^\./,,' | sort)

# What the model tells from others, one after the other: text, letters of few kinds, machine code, records, sound,
# pictures, noise. $scratch/mix/BYTES has so many of each.
for bytes in 600 2000 6000; do
    for name in texts/english languages/russian markup/html texts/dna code/x86 records/stride-24 sounds/stereo-16-le \
        sounds/mono-24-be pictures/rgb pictures/gray numbers/float-smooth packed/random; do
        kind "$name" "$bytes" || : >"$bad"
    done >"$scratch/mix/$bytes"
done
small=$scratch/mix/600 middle=$scratch/mix/2000 large=$scratch/mix/6000

# Every kind: the language model, which is all that level 0 has, and the experts.
for name in $kinds; do
    kind "$name" 3000 >"$scratch/input"
    hash "kind $name" -0 "$scratch/input"
    kind "$name" 1500 >"$scratch/input"
    hash "kind $name, experts" -1 --experts-only "$scratch/input"
done

# Every level, and what it leaves out.
: >"$scratch/empty"
for level in 0 1 2 3 4 5 6 7 8 9; do
    hash "level $level" -$level "$small"
    [ $level -gt 6 ] || hash "level $level, more" -$level "$middle"
    [ $level -gt 3 ] || hash "level $level, most" -$level "$large"
    [ $level -gt 3 ] || hash "level $level, nothing" -$level "$scratch/empty"
done
for part in $parts; do
    hash "without $part" -3 --without="$part" "$small"
done
hash "language model alone" -3 --lm-only "$small"
hash "experts alone" -3 --experts-only "$small"

# Every way to learn.
for policy in $policies; do
    hash "policy $policy, level 3" -3 --policy="$policy" "$small"
    for optimizer in $optimizers; do
        hash "policy $policy, optimizer $optimizer" -0 --policy="$policy" --optimizer="$optimizer" "$small"
    done
done
for optimizer in $optimizers; do
    hash "optimizer $optimizer, level 3" -3 --optimizer="$optimizer" "$small"
done
for budget in 20K 200K; do
    hash "budget $budget" -0 --budget=$budget "$middle"
    hash "budget $budget, replay" -0 --budget=$budget --policy=replay "$middle"
done
hash "seed" -0 --seed=7 "$middle"
hash "memory" -0 --memory=40MiB "$middle"

# The container: checks, groups, repeats, zeros, priors.
hash "check 128" -0 --check=128 "$middle"
cat "$large" "$large" "$large" >"$scratch/repeats"
hash "repeats" -0 "$scratch/repeats"
hash "groups" -0 --split=64KiB "$scratch/repeats"
hash "groups on two threads" -0 --split=64KiB --threads=2 "$scratch/repeats"
{ cat "$small" && head -c 300000 /dev/zero && cat "$small"; } >"$scratch/zeros"
hash "zeros" -0 "$scratch/zeros"
for name in english english-long play recipes verse; do
    kind texts/$name 80000
done >"$scratch/samples"
for level in 0 3; do
    sample= # usual, or with texts coded by a model
    [ $level = 0 ] || sample=--sample=30K
    "$llz" train -q -f -$level --size=64K $sample -o "$scratch/p.llzp" "$scratch/samples" || : >"$bad"
    row "prior, level $level" <"$scratch/p.llzp"
    hash "from a prior, level $level" -$level --prior="$scratch/p.llzp" "$small"
done

# A folder: everything about it is the same on every machine but its owner.
if mkdir "$scratch/tree" && cp "$small" "$middle" "$scratch/tree" && ln "$scratch/tree/600" "$scratch/tree/again" &&
    ln -s 600 "$scratch/tree/link" && mkdir "$scratch/tree/empty" && chmod 755 "$scratch/tree" "$scratch/tree/empty" &&
    chmod 644 "$scratch/tree/600" "$scratch/tree/2000" && touch -h -d @1 "$scratch/tree/link" &&
    touch -d @1 "$scratch/tree"/[a-z0-9]* && touch -d @1 "$scratch/tree"; then
    # Without libarchive there are no folders.
    "$llz" -q -c -0 "$scratch/tree" >"$scratch/archive" 2>/dev/null && hash "folder" -0 "$scratch/tree"
fi
[ ! -e "$bad" ]
