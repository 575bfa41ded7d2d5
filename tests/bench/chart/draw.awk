# draw.awk - the chart of README.md: awk -f draw.awk measured.tsv >chart.svg
# -v means=TITLE: one panel, of the rows of ../frontier.awk.
# Each panel adds up some files. A program is shown where all files of the panel are in the table; where one of them has no
# time it is a line across, at its size.
BEGIN {
    FS = "\t"
    WIDTH = 960; HEIGHT = means ? 432 : 812; EDGE = 58 # of a panel, at the left, where its axis has numbers
    CHARACTER = 6.8; LINE = 13           # of a label, in units of the picture
    if (means)
        panel_add(means, "all", "mean", 0, 44, WIDTH, 350)
    else
        readme_panels()
}

function readme_panels() {
    panel_add("First 1,000,000 bytes of enwik8", "1000000", "enwik1m", 0, 44, WIDTH, 350)
    panel_add("First 1,000,000 bytes of enwik8, xml, ooffice and mr", "1000000", "enwik1m xml ooffice mr", 0, 430, 480, 318)
    panel_add("Whole files: xml and ooffice (11.5 MB)", "whole", "xml ooffice", 480, 430, 480, 318)
}

function panel_add(title, part, files, x, y, w, h) {
    panels++
    title_of[panels] = title; part_of[panels] = part; files_of[panels] = " " files " "
    left[panels] = x + EDGE; top[panels] = y + 30; wide[panels] = w - EDGE - 22; high[panels] = h - 80
}

FNR == 1 { next }

{
    for (p = 1; p <= panels; p++)
        if ($3 == part_of[p] && index(files_of[p], " " $2 " "))
            add(p, $1, $4, $5, $6, $9)
}

function add(p, program, bytes, packed, seconds, source,    key) {
    key = p SUBSEP program
    if (!(key in counted))
        program_of[p, ++programs[p]] = program
    counted[key]++
    bytes_in[key] += bytes
    bytes_out[key] += packed
    seconds_of[key] += seconds
    if (seconds == "-")
        timeless[key] = 1
    source_of[key] = source
}

# What stays to be shown of a panel, and how far its axes reach.
function prepare(p,    files, i, key, k, speed, size) {
    files = split(files_of[p], unused, " ")
    low_x = 1e9; high_x = 0; low_y = 1e9; high_y = 0; points = 0
    for (i = 1; i <= programs[p]; i++) {
        key = p SUBSEP program_of[p, i]
        if (counted[key] != files)
            continue
        k = ++points
        name[k] = program_of[p, i]
        size = percent[k] = 100 * bytes_out[key] / bytes_in[key]
        total[k] = bytes_out[key]
        from[k] = source_of[key]
        speed = kilobytes[k] = key in timeless ? 0 : bytes_in[key] / 1000 / seconds_of[key]
        if (speed && speed < low_x) low_x = speed
        if (speed > high_x) high_x = speed
        if (size < low_y) low_y = size
        if (size > high_y) high_y = size
    }
    low_x = ten(low_x / 1.25); high_x *= 1.9
    step = high_y - low_y > 12 ? 4 : 2
    low_y = step * int((low_y - step / 3) / step); high_y = high_y + step / 3
    x0 = left[p]; y0 = top[p]; w = wide[p]; h = high[p]
}

# The largest of 1, 2, 5 times a power of ten that is not above v.
function ten(v,    d) {
    d = 10 ^ floor(log(v) / log(10) + 1e-9)
    return v >= 5 * d ? 5 * d : v >= 2 * d ? 2 * d : d
}

function floor(v) { return v < 0 && v != int(v) ? int(v) - 1 : int(v) }
function px(v) { return v <= 0 ? 0 : x0 + w * (log(v) - log(low_x)) / (log(high_x) - log(low_x)) }
function py(v) { return y0 + h * (high_y - v) / (high_y - low_y) }

function text(x, y, anchor, class, s) {
    printf "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" class=\"%s\">%s</text>\n", x, y, anchor, class, s
}

function line(xa, ya, xb, yb, class) {
    printf "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>\n", xa, ya, xb, yb, class
}

function axes(p,    v, d) {
    text(x0, y0 - 12, "start", "title", title_of[p])
    for (v = low_y; v <= high_y; v += step) {
        line(x0, py(v), x0 + w, py(v), "grid")
        text(x0 - 8, py(v) + 4, "end", "tick", v " %")
    }
    for (d = 10 ^ floor(log(low_x) / log(10)); d <= high_x; d *= 10) {
        if (d >= low_x) {
            line(px(d), y0, px(d), y0 + h, "grid")
            text(px(d), y0 + h + 16, "middle", "tick", grouped(d))
        }
    }
    line(x0, y0 + h, x0 + w, y0 + h, "axis")
    text(x0 + w / 2, y0 + h + 34, "middle", "tick", w > 600 ? "KB compressed in a second of processor time, logarithmic: the right is faster" : "KB compressed in a second")
}

function grouped(n,    s) {
    if (n < 1) return n
    for (s = ""; n >= 1000; n = int(n / 1000))
        s = sprintf(",%03d", n % 1000) s
    return int(n) s
}

# "zstd --ultra -22 -T1" as a label has it. Levels are those of llz, which is named once.
function short(s) {
    if (s ~ /^llz -[2-9]/)
        sub(/^llz /, "", s)
    gsub(/ -[Tt]1| --ultra| -mx9/, "", s)
    gsub(/-m0=/, "", s)
    return s
}

# A box that labels must keep off.
function taken_add(xa, ya, xb, yb) {
    taken++
    ax[taken] = xa; ay[taken] = ya; bx[taken] = xb; by[taken] = yb
}

# How much of a box others have, and how much of it is outside of the panel.
function overlap(xa, ya, xb, yb,    i, s, dx, dy) {
    for (i = 1; i <= taken; i++) {
        dx = min(xb, bx[i]) - max(xa, ax[i]); dy = min(yb, by[i]) - max(ya, ay[i])
        if (dx > 0 && dy > 0) s += dx * dy
    }
    return s + 99 * (max(0, x0 - xa) + max(0, xb - x0 - w) + max(0, y0 - ya) + max(0, yb - y0 - h))
}

function min(a, b) { return a < b ? a : b }
function max(a, b) { return a > b ? a : b }

# A label beside a point, where it is least in the way: right, left, above, below, and at the corners.
function label(x, y, class, s,    n, i, best, least, o, xa, ya, at, dx, dy) {
    n = CHARACTER * length(s)
    split("9 " (-9 - n) " " (-n / 2) " " (-n / 2) " 6 6 " (-6 - n) " " (-6 - n), dx, " ")
    split((-LINE / 2) " " (-LINE / 2) " " (-LINE - 8) " 8 " (-LINE - 3) " 3 " (-LINE - 3) " 3", dy, " ")
    least = 1e9
    for (i = 1; i <= 8; i++) {
        o = overlap(x + dx[i], y + dy[i], x + dx[i] + n, y + dy[i] + LINE)
        if (o < least) { least = o; best = i }
    }
    xa = x + dx[best]; ya = y + dy[best]
    taken_add(xa, ya, xa + n, ya + LINE)
    text(xa + n / 2, ya + LINE - 3, "middle", class, s)
}

function dot(k, x, y, class) {
    printf "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4.5\" class=\"%s\"><title>%s: %s bytes, %.1f %%, %.1f KB/s (%s)</title></circle>\n", \
        x, y, class, name[k], grouped(total[k]), percent[k], kilobytes[k], from[k]
}

# Levels of llz are joined by a line, off which labels keep.
function joined(    k, d, i, x, y, xa, ya) {
    for (k = 1; k <= points; k++) {
        if (name[k] !~ /^llz/)
            continue
        x = px(kilobytes[k]); y = py(percent[k])
        for (i = 1; d && i < 12; i++)
            taken_add(xa + (x - xa) * i / 12 - 2, ya + (y - ya) * i / 12 - 2, xa + (x - xa) * i / 12 + 2, ya + (y - ya) * i / 12 + 2)
        d = d sprintf("%s%.1f %.1f", d ? " L" : "M", x, y)
        xa = x; ya = y
    }
    printf "<path d=\"%s\" class=\"join\"/>\n", d
}

# Programs in the order of their speed, those without a time last, the largest archive first. Sorted by insertion.
function sort_points(    k, i) {
    for (k = 2; k <= points; k++)
        for (i = k; i > 1 && comes_before(i, i - 1); i--)
            swap(i, i - 1)
}

function comes_before(a, b) {
    return kilobytes[a] > kilobytes[b] || (kilobytes[a] == kilobytes[b] && percent[a] > percent[b])
}

function swap(a, b,    t) {
    t = name[a]; name[a] = name[b]; name[b] = t
    t = percent[a]; percent[a] = percent[b]; percent[b] = t
    t = total[a]; total[a] = total[b]; total[b] = t
    t = from[a]; from[a] = from[b]; from[b] = t
    t = kilobytes[a]; kilobytes[a] = kilobytes[b]; kilobytes[b] = t
}

function draw(p,    k, x, y) {
    prepare(p)
    sort_points()
    axes(p)
    taken = 0
    joined()
    for (k = 1; k <= points; k++) {
        x = px(kilobytes[k]); y = py(percent[k])
        if (kilobytes[k])
            taken_add(x - 6, y - 6, x + 6, y + 6)
        else
            taken_add(x0, y - 2, x0 + w, y + 2)
    }
    for (k = 1; k <= points; k++) {
        x = px(kilobytes[k]); y = py(percent[k])
        if (kilobytes[k]) {
            dot(k, x, y, name[k] ~ /^llz/ ? "llz" : from[k] ~ /^here/ ? "here" : "elsewhere")
            label(x, y, name[k] ~ /^llz/ ? "own" : "peer", short(name[k]))
        } else {
            line(x0, y, x0 + w, y, "published")
            label(x0 + w - CHARACTER * 10, y, "peer", short(name[k]) sprintf(", %.2f %%", percent[k]))
        }
    }
}

function style() {
    print "<style>"
    print "svg { --page: #ffffff; --ink: #1f2328; --soft: #59636e; --grid: #e4e8ec; --own: #0a5fc4; --peer: #8a5a00; }"
    print "@media (prefers-color-scheme: dark) {"
    print "svg { --page: #0d1117; --ink: #e6edf3; --soft: #9aa4af; --grid: #262c34; --own: #6cb0ff; --peer: #e0a84a; } }"
    print "text { font: 11.5px system-ui, sans-serif; fill: var(--soft); }"
    print ".head { font-size: 16px; font-weight: 600; fill: var(--ink); } .title { font-size: 12.5px; font-weight: 600; fill: var(--ink); }"
    print ".own { font-weight: 600; fill: var(--own); } .peer { fill: var(--ink); }"
    print ".page { fill: var(--page); } .grid { stroke: var(--grid); } .axis { stroke: var(--soft); }"
    print ".join { fill: none; stroke: var(--own); stroke-width: 2; } .llz { fill: var(--own); }"
    print ".here { fill: var(--peer); } .elsewhere { fill: var(--page); stroke: var(--peer); stroke-width: 2; }"
    print ".published { stroke: var(--peer); stroke-width: 1.5; stroke-dasharray: 5 4; }"
    print "</style>"
}

function legend(y) {
    print "<circle cx=\"66\" cy=\"" y - 4 "\" r=\"4.5\" class=\"llz\"/><circle cx=\"84\" cy=\"" y - 4 "\" r=\"4.5\" class=\"here\"/>"
    text(96, y, "start", "tick", "measured here, one thread")
    print "<circle cx=\"280\" cy=\"" y - 4 "\" r=\"4.5\" class=\"elsewhere\"/>"
    text(292, y, "start", "tick", "measured on another machine")
    line(486, y - 4, 516, y - 4, "published")
    text(524, y, "start", "tick", "size published by the authors, time not known")
}

END {
    printf "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\">\n", WIDTH, HEIGHT, WIDTH, HEIGHT
    print "<!-- Made by tests/bench/chart/draw.awk from measured.tsv. -->"
    style()
    print "<rect width=\"100%\" height=\"100%\" class=\"page\"/>"
    text(EDGE, 28, "start", "head", "Size of the archive, in percent of the original, against speed")
    for (p = 1; p <= panels; p++)
        draw(p)
    legend(HEIGHT - 22)
    print "</svg>"
}
