# Pages of llz compare, report, law and lab in a real browser: they are drawn, light and dark, no wider than a telephone,
# and tell what is pointed at.
. "$(dirname "$0")/../../cli-lib.sh"
. "$(dirname "$0")/../../browser-lib.sh"

sample 600 >a
sample 400 | tr a-m n-z >'<b>&amp;'
expect 0 "$llz" compare -q --levels=0 --seeds=2 --policies=skip,law-steps-flipped --html=compare.html a '<b>&amp;'
expect 0 "$llz" law -q -0 --lm-only --policies=skip --html=law.html a
expect 0 "$llz" lab perceptron -q --passes=16 --html=lab.html
pages='compare.html law.html lab.html'
if "$llz" compare -q --levels=0 --policies=skip --json=r.jsonl a >"$log/junk" 2>&1; then
    expect 0 "$llz" report --format=html r.jsonl
    cp "$log/out" report.html
    pages="$pages report.html"
fi

for page in $pages; do
    light_and_dark $page
    narrow $page
    # All that a page needs is in it; what its policy forbids the browser says on its console.
    grep -qi 'https\?:\|src=\|href="[^#]' $page && fail "$page needs something from elsewhere"
    browse --enable-logging=stderr --dump-dom "file://$PWD/$page" >"$log/out"
    grep 'CONSOLE' "$log/browser" && fail "$page: the browser complains"
    [ "$(grep -c '<h2' "$log/out")" -ge 1 ] || fail "$page has no sections"
done

browse --dump-dom "file://$PWD/compare.html" >"$log/out"
grep -q '<b>' "$log/out" && fail "the name of a file became an element"
prints '&lt;b&gt;&amp;amp;'
[ "$(grep -o '<polyline' "$log/out" | wc -l)" -ge 4 ] || fail "few curves"

# Whoever points at the head of a column is told what it means.
browse --dump-dom "file://$PWD/law.html" >"$log/out"
prints '<svg class="chart"'
pointed law.html 'th[title^=cosine]'
prints '<output id="at">cosine: of the next window'
exit 0
