#!/bin/sh
# llzgrep - grep in what llz has compressed, see llzgrep(1). A file that is not an archive is searched as it is.
set -u
grep=${GREP:-grep}
options='' operands='' list='' names='' null='' quiet='' early='' label='(standard input)' patterns=0
folder='' # of copies of files with patterns that can be read only once

die()
{
    printf 'llzgrep: %s\n' "$*" >&2
    exit 2
}

# One word of a command line, for eval.
quoted()
{
    printf '%s\n' "$1" | sed "s/'/'\\\\''/g; 1s/^/'/; \$s/\$/'/"
}

add()
{
    options="$options $(quoted "$1")"
}

# The patterns of -f are for every file: they are copied where they come from a pipe.
add_file()
{
    file=$1
    if [ "$file" = - ] || { [ ! -f "$file" ] && [ -r "$file" ] && [ ! -d "$file" ]; }; then
        [ -n "$folder" ] || folder=$(mktemp -d "${TMPDIR:-/tmp}/llzgrep.XXXXXX") || exit 2
        count=$((${count:-0} + 1))
        if [ "$file" = - ]; then cat; else cat -- "$file"; fi >"$folder/$count" || exit 2
        file=$folder/$count
    fi
    add -f
    add "$file"
}

# take LETTER VALUE: an option of grep, and what it means here.
take()
{
    case $1 in
    e)
        add -e
        add "$2"
        patterns=1
        ;;
    f)
        add_file "$2"
        patterns=1
        ;;
    l | L) list=$1 ;;
    H) names=1 ;;
    h) names=0 ;;
    q) quiet=1 ;;
    m)
        early=1
        add "-m$2"
        ;;
    Z) null=1 ;;
    r | R) die "-$1 is not supported; find(1) finds files" ;;
    V) exec llz --version ;;
    *) add "-$1$2" ;;
    esac
}

take_long()
{
    case $1 in
    --regexp) take e "$2" ;;
    --file) take f "$2" ;;
    --files-with-matches) take l '' ;;
    --files-without-match) take L '' ;;
    --with-filename) take H '' ;;
    --no-filename) take h '' ;;
    --quiet | --silent) take q '' ;;
    --max-count) take m "$2" ;;
    --null) take Z '' ;;
    --label) label=$2 ;;
    --recursive | --dereference-recursive | --include | --exclude | --exclude-dir | --exclude-from)
        die "$1 is not supported; find(1) finds files"
        ;;
    --help)
        echo 'Usage: llzgrep [OPTION OF GREP]... [-e] PATTERN [FILE]...'
        echo 'Searches what llz has compressed. See llzgrep(1) and grep(1).'
        exit 0
        ;;
    --version) take V '' ;;
    *)
        if [ -n "$3" ]; then add "$1=$2"; else add "$1"; fi
        ;;
    esac
}

while [ $# -gt 0 ]; do
    word=$1
    shift
    case $word in
    --)
        for word; do operands="$operands $(quoted "$word")"; done
        break
        ;;
    --*)
        value='' has=''
        case $word in
        *=*) value=${word#*=} has=1 ;;
        esac
        word=${word%%=*}
        case $word in
        --regexp | --file | --*context | --max-count | --binary-files | --devices | --directories | --label | \
            --group-separator)
            if [ -z "$has" ]; then
                [ $# -gt 0 ] || die "$word needs a value"
                value=$1 has=1
                shift
            fi
            ;;
        esac
        take_long "$word" "$value" "$has"
        ;;
    -?*)
        rest=${word#-}
        while [ -n "$rest" ]; do
            letter=${rest%"${rest#?}"}
            rest=${rest#?}
            case $letter in
            [ABCDdefm])
                value=$rest rest=''
                if [ -z "$value" ]; then
                    [ $# -gt 0 ] || die "-$letter needs a value"
                    value=$1
                    shift
                fi
                take "$letter" "$value"
                ;;
            [0-9]) # all of a number is one option
                more=${rest%%[!0-9]*}
                rest=${rest#"$more"}
                add "-$letter$more"
                ;;
            *) take "$letter" '' ;;
            esac
        done
        ;;
    *) operands="$operands $(quoted "$word")" ;;
    esac
done
trap '[ -z "$folder" ] || rm -rf "$folder"' EXIT
trap 'exit 2' HUP INT TERM

eval "set --$operands"
if [ $patterns = 0 ]; then
    [ $# -gt 0 ] || die 'no pattern; see llzgrep --help'
    add -e
    add "$1"
    shift
fi
[ $# -gt 0 ] || set -- -
[ -n "$names" ] || { [ $# -gt 1 ] && names=1; } || names=0

# The first four bytes of standard input, in octal digits.
beginning()
{
    dd bs=1 count=4 2>/dev/null | od -An -to1 | tr -d ' \n'
}

# What standard input holds: of an archive the content.
content_of_input()
{
    head=$(beginning)
    escaped=$(printf '%s' "$head" | sed 's/.../\\&/g')
    if [ "$head" = 365154172001 ]; then
        { printf "$escaped" && cat; } | llz -dcq
    else
        printf "$escaped" && cat
    fi
}

content()
{
    if [ "$1" = - ]; then
        content_of_input
    elif [ -f "$1" ] && [ -r "$1" ] && [ "$(beginning <"$1")" != 365154172001 ]; then
        cat <"$1"
    elif [ -d "$1" ] || [ -f "$1" ] || [ ! -r "$1" ]; then
        llz -dcq -- "$1"
    else
        content_of_input <"$1"
    fi
}

show_name()
{
    if [ -n "$null" ]; then printf '%s\0' "$1"; else printf '%s\n' "$1"; fi
}

# search NAME FILE: its status is that of grep, or 2.
search()
{
    set -- "$1" "$2" "$options"
    if [ -n "$list$quiet" ]; then
        set -- "$1" "$2" "$3 -q"
    elif [ "$names" = 1 ]; then
        set -- "$1" "$2" "$3 -H --label=$(quoted "$1")${null:+ -Z}"
    else
        set -- "$1" "$2" "$3 -h"
    fi
    states=$(
        {
            {
                content "$2" 3>&-
                echo "decoded=$?" >&3
            } | {
                eval "$grep$3" 3>&- >&4
                echo "found=$?" >&3
            }
        } 3>&1
    )
    decoded=0 found=2
    eval "$states"
    # A search that ends early closes the pipe, which is no fault of the archive.
    if [ "$decoded" -ne 0 ] && ! { [ "$found" -eq 0 ] && [ -n "$list$quiet$early" ]; }; then
        found=2
    fi
    case $list$found in
    l0 | L1) [ -n "$quiet" ] || show_name "$1" ;;
    esac
    return "$found"
}

exec 4>&1
result=1
for file; do
    name=$file
    [ "$file" != - ] || name=$label
    search "$name" "$file"
    case $? in
    0)
        [ -z "$quiet" ] || exit 0
        [ $result = 2 ] || result=0
        ;;
    1) ;;
    *) result=2 ;;
    esac
done
exit $result
