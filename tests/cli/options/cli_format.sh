# The numbers that codec/FORMAT.md repeats are those of the sources.
sources=$(cd "$(dirname "$0")/../../.." && pwd)
. "$(dirname "$0")/../../cli-lib.sh"

format=$sources/codec/FORMAT.md
[ -f "$format" ] && [ -f "$sources/learner/rows.c" ] || skip "no sources beside the tests"

# The table of models, as learner/rows.c has them. Field 10, the size of a block of gradients, changes
# no bit; the parts come first.
rows_of_source()
{
    awk '
    function kib(text) { gsub(/KIB\(|\)/, "", text); return text " KiB" }
    BEGIN { parts["LM"] = 1; parts["EXPERTS"] = 126; parts["LM|EXPERTS"] = 127 }
    / rows\[\] = \{/ { inside = 1; next }
    inside && /^};/ { exit }
    inside { sub(/\/\/.*/, ""); text = text $0 }
    END {
        gsub(/\/\*[^*]*\*\//, "", text)
        gsub(/[{} \t]/, "", text)
        gsub(/\.[a-z0-9_]+=/, "", text)
        gsub(/,+/, ",", text)
        n = split(text, field, ",")
        if (n % 35 != 1 || field[n] != "") { print "rows.c no longer has rows of 35 fields"; exit }
        for (first = 2; first < n; first += 35) {
            gsub(/"/, "", field[first])
            row = "| " field[first - 1] " | " field[first] " | " parts[field[first + 28]]
            for (i = 1; i <= 27; i++) {
                value = field[first + i]
                if (i == 12 || i == 13 || i == 27) sub(/f$/, "", value)
                if (i != 10) row = row " | " value
            }
            for (i = 29; i <= 32; i++) row = row " | " kib(field[first + i])
            print row " | " field[first + 33] " |"
        }
    }' "$sources/learner/rows.c"
}

rows_of_source >want
grep '^| [0-9]* | [a-z0-9-]* |.* KiB | [0-9]* |$' "$format" >have
diff have want >&2 || fail "the table of models is not that of learner/rows.c"

# Rows of each weight set, in the order of the list: NAME as in selectors.c, and the set's head in FORMAT.md.
sets_of_source()
{
    awk -v list="$1" '
    index($0, list "[") { inside = 1; next }
    inside && /^};/ { exit }
    inside { text = text $0 }
    END {
        n = split(text, entry, ",")
        for (i = 1; i < n; i++) print i - 1, substr(entry[i], index(entry[i], "= ") + 2)
    }' "$sources/model/mixing/selectors.c"
}
sets_of_format()
{
    awk -F ' *[|] *' -v head="$1" '
    $0 == head { inside = 1; next }
    inside && /^[|] [0-9]+ [|]/ { print $2, $3; seen = 1; next }
    inside && seen { exit }' "$format"
}

for list in 'llz_set_rows:| set | rows | index | samples | binary | x86 |' 'llz_final_rows:| set | rows | index |'; do
    sets_of_source "${list%%:*}" >want
    sets_of_format "${list#*:}" >have
    [ -s want ] || fail "no ${list%%:*} in selectors.c"
    diff have want >&2 || fail "the table of weight sets is not that of selectors.c (${list%%:*})"
done

# The parameters of policies, as help has them.
"$llz" --help policy | awk '
    function put() {
        if (name == "") return
        match(text, /\(from .* to .*, in steps of .*\)/)
        text = substr(text, RSTART + 6, RLENGTH - 7)
        sub(/ to /, " | ", text)
        sub(/, in steps of /, " | ", text)
        print "| " policy " | " number[policy]++ " | " name " | " usual " | " text " |"
    }
    /^  [a-z]/ {
        put()
        split($1, part, /[:=]/)
        policy = part[1]
        name = part[2]
        usual = part[3]
        text = ""
        next
    }
    name != "" { sub(/^ */, ""); text = text (text == "" ? "" : " ") $0 }
    END { put() }' >want
awk '/^\| policy \| number \| parameter / { inside = 1; next } inside && !/^\|/ { exit } inside && !/^\|--/' "$format" >have
[ -s want ] || fail "no parameters in --help policy"
diff have want >&2 || fail "the table of parameters is not that of --help policy"

# Name, decimal and float of every row of the table of constants: the source's #define is the decimal or, where there
# is none, the float; and the float is the one nearest to the decimal.
check_constants()
{
    awk '
    function hex(digits,    value, i) {
        value = 0
        for (i = 1; i <= length(digits); i++)
            value = 16 * value + index("0123456789abcdef", substr(digits, i, 1)) - 1
        return value
    }
    # A float of the form 0x1.HHHHHHpE.
    function number(text,    sign, part, digits) {
        sign = sub(/^-/, "", text) ? -1 : 1
        sub(/^0x1\.?/, "", text)
        split(text, part, "p")
        digits = substr(part[1] "000000", 1, 6)
        return sign * (1 + hex(digits) / 2 ^ 24) * 2 ^ part[2]
    }
    # awks differ in what they make of such a text.
    function of_source(text) { return text ~ /^-?0x1/ ? number(text) : text + 0 }
    function size(x) { return x < 0 ? -x : x }
    function bad(what) { print name ": " what; failed = 1 }
    FILENAME != format && /^#define [A-Z0-9_]+ / {
        name = $2
        value = $0
        sub(/^#define [A-Z0-9_]+ /, "", value)
        sub(/\/\*.*/, "", value)
        gsub(/\(llz_real\)|[() ]/, "", value)
        if (split(value, part, "<<") == 2) value = part[1] * 2 ^ part[2]
        sub(/f$/, "", value)
        sub(/^LLZ_/, "", name)
        source[name] = value
    }
    FILENAME == format && /^\| [A-Z][A-Z0-9_]+ \|.*0x1/ {
        split($0, column, / *\| */)
        name = column[2]
        rows++
        if (!(name in source)) { bad("not in the sources"); next }
        x = number(column[4])
        if (column[3] == "") {
            if (of_source(source[name]) != x)
                bad(column[4] " here, " source[name] " in the sources")
        } else {
            if (column[3] + 0 != of_source(source[name])) bad(column[3] " here, " source[name] " in the sources")
            ulp = 2 ^ (substr(column[4], index(column[4], "p") + 1) - 23)
            if (size(x - column[3]) > ulp / 2) bad(column[4] " is not the float nearest to " column[3])
        }
    }
    END { exit failed || rows < 20 }' format="$format" \
        "$sources"/model/*.[ch] "$sources"/model/*/*.[ch] "$sources"/learner/*.[ch] "$sources"/learner/*/*.[ch] "$format"
}

check_constants >&2 || fail "the constants are not those of the sources"
