# Pages of llz why in a real browser: they are drawn, light and dark, their script runs, and that of the file does not.
. "$(dirname "$0")/../../cli-lib.sh"
. "$(dirname "$0")/../../browser-lib.sh"

sample 400 >a
printf '</pre></script><script>document.title="owned"</script><img src=x onerror="document.title=1">\377\n' >>a
expect 0 "$llz" why -3 a

browse --dump-dom "file://$PWD/a.why.html" >"$log/out"
prints '<title>llz why a</title>'
prints '<h1>Why a compresses as it does</h1>'
sed 's/<[^>]*>//g' "$log/out" | grep -q '^line 400 of the sample, square 160000↵$' || fail "no text"
sed 's/<[^>]*>//g' "$log/out" | grep -q '^&lt;/pre&gt;&lt;/script&gt;&lt;script&gt;' || fail "no tags as text"
for heading in 'Map: where the bits went' 'How the model learned' 'What the parts of the model saved' 'Byte by byte' 'The whole file'; do
    prints ">$heading</h"
done
[ "$(grep -o '<rect class="m[0-9]' "$log/out" | wc -l)" -ge 1000 ] || fail "no map"
[ "$(grep -o '<polyline' "$log/out" | wc -l)" -ge 8 ] || fail "few curves"
grep -q '<img' "$log/out" && fail "the file's text became an image"

# Whoever points at a word or a cell is told about it.
for place in b 'rect[class=m9]'; do
    pointed a.why.html "$place"
    prints '<output id="at">byte [0-9]*: [0-9.]* bits'
done
light_and_dark a.why.html
narrow a.why.html

: >empty
expect 0 "$llz" why -0 empty
browse --dump-dom "file://$PWD/empty.why.html" >"$log/out"
prints 'The file is empty'
exit 0
