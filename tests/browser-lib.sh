# browser-lib.sh - sourced after cli-lib.sh by tests of pages in a real browser; skips them where there is none.
# shellcheck shell=sh disable=SC2154

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
        --user-data-dir="$log/profile" --window-size="${size-1200,2000}" "$@" 2>"$log/browser"
}
browse --dump-dom 'data:text/html,<p>works</p>' >"$log/out"
grep -q '<p>works</p>' "$log/out" || skip "chromium does not run here"

# drawn NAME URL OPTION...: a picture NAME.png.
drawn()
{
    name=$1 url=$2
    shift 2
    browse "$@" --screenshot="$log/$name.png" "$url" >"$log/junk"
    [ -s "$log/$name.png" ] || fail "no picture $name"
}

# light_and_dark FILE: both are drawn, and differ.
light_and_dark()
{
    drawn blank 'data:text/html,'
    drawn light "file://$PWD/$1" --blink-settings=preferredColorScheme=1
    drawn dark "file://$PWD/$1" --blink-settings=preferredColorScheme=0
    for name in light dark; do
        [ "$(wc -c <"$log/$name.png")" -gt $((2 * $(wc -c <"$log/blank.png"))) ] || fail "$1, $name, is blank"
    done
    cmp -s "$log/light.png" "$log/dark.png" && fail "$1: dark is as light"
    return 0
}

# scripted FILE CODE: what the page is after a script at its end, in $log/out.
scripted()
{
    sed "s|^</body>|<script>$2</script>&|" "$1" >scripted.html
    browse --dump-dom "file://$PWD/scripted.html" >"$log/out"
    rm scripted.html
}

# pointed FILE PLACE: somebody points at the first such place.
pointed()
{
    scripted "$1" "document.querySelector('$2').dispatchEvent(new PointerEvent('pointerover',{bubbles:true}))"
}

# narrow FILE: on 400 columns of pixels the page is no wider; tables scroll within it.
narrow()
{
    size=400,2000
    scripted "$1" "document.title='page of '+document.documentElement.scrollWidth+' in '+innerWidth"
    unset size
    prints '<title>page of \([0-9]*\) in \1</title>'
}
