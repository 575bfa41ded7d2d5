# llz why: pages for all kinds of files, figures that are those of the archive, text that cannot break out of the page, and
# every wrong use.
. "$(dirname "$0")/../../cli-lib.sh"

sample 600 >a
cp a 'b <i>&"x'
head -c 3000 "$llz" >binary
: >empty

why()
{
    code=$1
    shift
    expect "$code" "$llz" why -0 "$@"
}

# shows FILE PATTERN: the page has it.
shows()
{
    grep -q -e "$2" "$1" || fail "$1 lacks: $2"
}

# The text of the page as a reader sees it: what stands in <pre>, without tags and with escapes undone.
text_of()
{
    awk '/<pre>/ { on = 1; sub(/.*<pre>/, "") } on { stop = sub(/<\/pre>.*/, ""); print; if (stop) on = 0 }' "$1" |
        sed 's/<[^>]*>//g; s/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&#39;/'"'"'/g; s/&amp;/\&/g'
}

# A page beside the file, whose figures are the archive's, and which needs nothing from elsewhere.
why 0 a
silent
[ ! -s "$log/out" ] || fail "something on standard output"
expect 0 "$llz" -0 -c a
packed=$(wc -c <"$log/out")
shows a.why.html "^<!DOCTYPE html>"
shows a.why.html "<dt>packed</dt><dd>.*($packed)</dd>"
shows a.why.html "<dt>bits per byte</dt><dd>$(awk -v n="$(wc -c <a)" -v p="$packed" 'BEGIN { printf "%.3f", 8 * p / n }')</dd>"
shows a.why.html '<dt>policy</dt><dd>uniform</dd>'
tail -n 1 a.why.html | grep -q '^</html>$' || fail "the page is cut off"
grep -q 'https\{0,1\}:\|<link\|@import\|src=' a.why.html && fail "the page wants something from elsewhere"
text_of a.why.html | sed 's/↵$//' >"$log/text"
sed '$d' "$log/text" | cmp - a || fail "the page does not show the text"

# The costs of all bytes, which its tooltips show, are those of the archive except for headers and hashes.
grep -o 'title="[0-9]*: [0-9.]* bits' a.why.html | awk -v p="$packed" '
    { sum += $2 } END { print sum / 8, p; exit !(sum / 8 < p && sum / 8 > p - 60) }' || fail "the costs are not the archive's"

# The page does not depend on threads, spelling or the way in.
cp a.why.html want
why 0 -f -T1 --level 0 --policy=uniform -q a
same a.why.html want
why 0 -o - a
same "$log/out" want
"$llz" why -0 - <a >"$log/out" || fail "standard input"
sed 's/(stdin)/a/' "$log/out" | cmp - want || fail "standard input gives another page"
rm a.why.html want

# Parts: those in use have figures, those that are left out say so, and the language model alone has no second curve.
for level in 1 3; do
    expect 0 "$llz" why -$level -v -o p.html a
    grep -q "^a: [0-9]* -> [0-9]* bytes, [0-9.]* bits/byte, level $level, uniform$" "$log/err" || fail "-v"
    for part in orders words sparse match; do
        shows p.html "<th scope=row>$part</th>.*<td>[+-][0-9]*</td><td>[+-][0-9.]* %</td><td><svg class=bar"
    done
    rm p.html
done
expect 0 "$llz" why -3 --without=words,match -o p.html a
shows p.html '<th scope=row>words</th>.*not used'
shows p.html '<th scope=row>orders</th>.*<svg class=bar'
shows p.html 'language model alone, so far'
expect 0 "$llz" why -3 --experts-only -fo p.html a
shows p.html '<th scope=row>lm</th>.*not used'
grep -q 'language model alone' p.html && fail "figures of a language model that is left out"
expect 0 "$llz" why -3 --lm-only -fo p.html a
shows p.html '<dt>parts in use</dt><dd>lm</dd>'
grep -q 'language model alone, so far' p.html && fail "one curve twice"
for form in --seed=1 --optimizer=sgd --policy=skip --budget=100K -1; do
    why 0 -fo q.html a
    cp q.html "$log/usual"
    why 0 $form -fo q.html a
    cmp -s q.html "$log/usual" && fail "$form changes nothing"
done
rm p.html q.html

# Other data are numbers, an empty file has a page, noise is stored.
expect 0 "$llz" why -1 binary
shows binary.why.html '<pre class=hex><s>00000000</s>'
grep -o '<s>[0-9a-f]\{8\}</s>.*' binary.why.html | sed 's/ *<s>[^<]*<\/s>$//; s/<s>[^<]*<\/s>//; s/<[^>]*>//g' | tr -d ' \n' >"$log/hex"
od -An -v -tx1 binary | tr -d ' \n' | cmp - "$log/hex" || fail "the page shows other numbers"
why 0 empty
shows empty.why.html 'The file is empty'
shows empty.why.html '<dt>size</dt><dd>0 B</dd>'
head -c 3000 /dev/urandom >noise
why 0 noise
shows noise.why.html 'stored as they are'
printf x >one
why 0 one
shows one.why.html 'a cell for every byte'
rm ./*.why.html one noise binary

# Nothing in the file or its name becomes part of the page.
printf '</script><script>document.title="owned"</script></pre><img src=x onerror=alert(1)>&amp;"%s"\n' "'" >evil
printf '\000\033[31m\177\377\376 caf\303\251 \303\050 \342\200\256 \355\240\200 \tend\r\n' >>evil
cp evil 'b <i>&"x'
why 0 'b <i>&"x'
page='b <i>&"x.why.html'
shows "$page" '<h1>Why b &lt;i&gt;&amp;&quot;x compresses'
[ "$(grep -c '<script' "$page")" -eq 1 ] || fail "the file's script is one of the page"
grep -q '<img\|<i>&' "$page" && fail "tags of the file are tags of the page"
LC_ALL=C tr -d '\n\040-\176\200-\377' <"$page" >"$log/controls"
[ ! -s "$log/controls" ] || fail "control characters in the page"
if command -v iconv >"$log/junk"; then
    iconv -f UTF-8 -t UTF-8 "$page" >"$log/junk" 2>"$log/err" || fail "the page is not UTF-8"
fi
text_of "$page" >"$log/text"
{
    printf '</script><script>document.title="owned"</script></pre><img src=x onerror=alert(1)>&amp;"%s"↵\n' "'"
    printf '%s\n' '␀␛[31m\x7f\xff\xfe café \xc3( \xe2\x80\xae \xed\xa0\x80 →   end␍↵' ''
} | cmp - "$log/text" || fail "the text is shown in another way"
rm "$page" evil 'b <i>&"x'

# A large file: passages of three kinds, and a page that stays small.
{ sample 700; head -c 20000 /dev/urandom | od -An -tx1; sample 700; head -c 10000 /dev/urandom; } >large
expect 0 "$llz" why -0 large
for title in 'The most expensive passages' 'The cheapest passages' 'Passages from all over the file' 'too large to be shown whole'; do
    shows large.why.html "$title"
done
[ "$(grep -c '<h4>1[0-9]* bytes from' large.why.html)" -eq 32 ] || fail "not 32 passages"
grep -o '<h4>[0-9]* bytes from [0-9]*: [0-9.]*' large.why.html | awk '
    NR == 1 { top = $NF } NR == 9 { least = $NF } NR <= 8 && $NF > last && NR > 1 { bad = 1 } { last = $NF }
    $NF > top || $NF < least { bad = 1 } END { exit bad || top <= least }' || fail "not the most expensive and the cheapest"
[ "$(wc -c <large.why.html)" -le 2000000 ] || fail "the page is too large"
grep -o 'href="#c[0-9]*"' large.why.html | sort -u | while read -r link; do
    number=${link#*c}
    grep -q " id=c${number%?} " large.why.html || fail "$link leads nowhere"
done || exit 1
[ "$(grep -o ' id=c[0-9]*' large.why.html | sort | uniq -d | wc -l)" -eq 0 ] || fail "one place twice"
rm large.why.html large

# The page is as private as the file, and as new as it is.
umask 022
chmod 600 a
touch -d '2001-01-01' a
why 0 a
case $(ls -l a.why.html) in
-rw-------*2001*) fail "the page has the time of the file" ;;
-rw-------*) ;;
*) fail "the page shows others what the file does not" ;;
esac
rm a.why.html
chmod 644 a

expect 0 "$llz" why --help
prints '^Usage: llz why'
for option in output force level lm-only experts-only without policy optimizer seed budget threads verbose quiet; do
    prints "--$option"
done
prints 'What a part saved'
"$llz" --help why | grep -q 'What a part saved' || fail "no topic why"
"$llz" --help | grep -q '^  why  *show why' || fail "--help does not mention llz why"
cp a why
expect 0 "$llz" -0 ./why
rm why why.llz

# Against another policy: what bytes gained is the difference of what two pages without it tell, and the rows add up to it.
why 0 -1 --policy=uniform -o u.html --csv=u.csv a
why 0 -1 --policy=law -o l.html --csv=l.csv a
why 0 -1 --policy=law --against=uniform -o g.html --csv=g.csv a
silent
[ "$(wc -l <g.csv)" -eq $(($(wc -c <a) + 1)) ] || fail "not a row for each byte"
[ "$(head -1 g.csv | tr -d '\r')" = position,byte,bits,bits_against,gain ] || fail "the head of the rows"
paste -d, u.csv l.csv g.csv | tr -d '\r' | awk -F, 'NR > 1 {
        if ($3 != $10 || $6 != $9 || $8 != $2) bad = 1
        d = $3 - $6 - $11
        if (d > .0002 || d < -.0002) bad = 1
        gain += $11
    }
    END { exit bad || gain == 0 }' || fail "what was gained is not what the pages tell"
[ "$(awk -F, 'NR == 2 { print $2 }' g.csv)" -eq "$(head -c 1 a | od -An -tu1)" ] || fail "not the file's first byte"
shows g.html 'Map: where bits were gained and lost'
shows g.html 'Under law the archive has [0-9]* bytes, under uniform [0-9]*\.'
shows g.html 'bytes gained so far'
shows g.html '<i class=g0>'
shows g.html '<i class=h0>'
grep -q 'What the parts of the model saved' g.html && fail "costs of the parts beside gains"
why 0 -1 --policy=uniform --against=uniform -f -o g.html a
grep -q '<pre><b id=c0 title="0: [0-9.]* bits[^"]*, 0.00 less">' g.html || fail "something gained against itself"
sed 's/.*<h3>The whole file//' g.html | grep -q '<i class=[gh][0-9]>.*</pre>' && fail "a colour without a gain"
rm u.html u.csv l.html l.csv g.html g.csv

command=why # for bad
mkdir folder
echo precious >there.html
cp there.html a.why.html
bad a.why.html 'already exists; use -f to overwrite' -0 a
bad there.html 'already exists' -0 -o there.html a
bad a 'same file' -0 -f -o a a
bad ./a 'same file' -0 -f -o ./a a
bad folder 'is a directory' -0 folder
bad folder 'is a directory' -0 -o folder a
bad nowhere/x 'No such file' -0 -o nowhere/x a
bad missing 'No such file' -0 missing
bad why 'no file'
bad empty 'one file' -0 a empty
bad 10 'not a level' --level=10 a
bad nonsense 'known are: uniform' --policy=nonsense a
bad x 'not a seed' --seed=x a
bad -d 'unknown option; try llz why --help' -d a
bad --csv 'name of a file' --csv=- a
bad --csv 'name of a file' --csv= a
bad x 'share one file' --csv=x -o x a
bad x 'share one file' --csv=x -o ./x a
bad folder/../x 'share one file' --csv=folder/../x -f -o x a
bad ./empty.why.html 'share one file' --csv=./empty.why.html empty
bad a 'same file' -0 -f --csv=a -o x a
mkfifo pipe # which has no writer
bad pipe 'is not a regular file; use -f to read it all the same' -0 pipe
rm pipe
(TMPDIR=/nowhere && bad '(temporary file in TMPDIR)' 'No such file' -0 -o x a) || exit 1
bad there.html 'already exists' -0 --csv=there.html -o x a
bad nonsense 'known are: uniform' --against=nonsense a
bad oracle 'looks ahead' --against=oracle a
bad --without 'leaves nothing' --without=lm --lm-only a
why 0 -f a
shows a.why.html '^<!DOCTYPE html>'
rm a.why.html
# A disk that is full of drafts is not the file's fault: here it is a limit on the length of files.
(ulimit -f 1 2>"$log/junk" && sample 600 >"$log/junk") 2>"$log/junk"
if [ $? -ne 0 ]; then
    remember
    for form in '-o -' '-o /dev/null --csv=x'; do
        # shellcheck disable=SC2086
        (ulimit -f 20 && exec "$llz" why -0 $form a) >/dev/null 2>"$log/err"
        [ $? -eq 1 ] || fail "half of a page is no error"
        says '(temporary file in TMPDIR)' 'File too large'
    done
    unchanged
fi
if [ -c /dev/full ]; then
    "$llz" why -0 -o - a >/dev/full 2>"$log/err" && fail "a full disk is no error"
    says '(stdout)' 'No space left on device'
fi

# A signal leaves nothing.
if env --default-signal=INT true 2>"$log/err"; then
    sample 200000 >big
    interrupted 'wait_for some_temporary' "$llz" why -0 big
fi
