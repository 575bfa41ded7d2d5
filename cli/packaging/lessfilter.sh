#!/bin/sh
# Lets less show what an archive of llz holds: its text, or the list of a folder's entries.
# As ~/.lessfilter it is asked by lesspipe(1); without that:  export LESSOPEN='|/path/of/this/file %s'
# Exit status 1 without output: the file is no such archive, and is shown as it is.
case $1 in
*.llz) ;;
*) exit 1 ;;
esac
[ -f "$1" ] || exit 1
case $(llz -l --json -- "$1" 2>/dev/null | head -n 1) in
*'"content":"folder"'*) exec llz -l -- "$1" ;;
'{'*) exec llz -dcq -- "$1" ;;
*) exit 1 ;;
esac
