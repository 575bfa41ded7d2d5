# Pages of llz why in a real browser: they are drawn, light and dark, their script runs, and that of the file does not.
. "$(dirname "$0")/../../cli-lib.sh"

browser=
for name in chromium chromium-browser google-chrome; do
    command -v $name >"$log/junk" && browser=$name && break
done
[ -n "$browser" ] || skip "no chromium"

# Root may not use the sandbox; the pages are our own, and nothing is fetched.
HOME=$log
export HOME
browse()
{
    timeout 60 "$browser" --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --hide-scrollbars \
        --user-data-dir="$log/profile" --window-size=1200,2000 "$@" 2>"$log/browser"
}
browse --dump-dom 'data:text/html,<p>works</p>' >"$log/out"
grep -q '<p>works</p>' "$log/out" || skip "chromium does not run here"

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
    sed "s|^</body>|<script>document.querySelector('$place').dispatchEvent(new PointerEvent('pointerover',{bubbles:true}))</script>&|" \
        a.why.html >pointed.html
    browse --dump-dom "file://$PWD/pointed.html" >"$log/out"
    prints '<output id="at">byte [0-9]*: [0-9.]* bits'
done

# drawn NAME URL OPTION...: a picture NAME.png.
drawn()
{
    name=$1 url=$2
    shift 2
    browse "$@" --screenshot="$log/$name.png" "$url" >"$log/junk"
    [ -s "$log/$name.png" ] || fail "no picture $name"
}
drawn blank 'data:text/html,'
drawn light "file://$PWD/a.why.html" --blink-settings=preferredColorScheme=1
drawn dark "file://$PWD/a.why.html" --blink-settings=preferredColorScheme=0
for name in light dark; do
    [ "$(wc -c <"$log/$name.png")" -gt $((5 * $(wc -c <"$log/blank.png"))) ] || fail "$name is blank"
done
cmp -s "$log/light.png" "$log/dark.png" && fail "dark is as light"

: >empty
expect 0 "$llz" why -0 empty
browse --dump-dom "file://$PWD/empty.why.html" >"$log/out"
prints 'The file is empty'
exit 0
