# frontier.awk - geometric means over files, and which levels of llz lie off the hull of the others:
# awk -v files="dickens/whole xml/1000000 ..." -v csv=FILE -v means=FILE -f frontier.awk measured.tsv
# The table goes to standard output; means is a table for chart/draw.awk.
BEGIN {
    FS = "\t"
    count = split(files, name, " ")
    for (i = 1; i <= count; i++)
        wanted[name[i]] = 1
}

FNR == 1 { next }

($2 "/" $3) in wanted {
    p = $1
    if (!(p in seen))
        program[++programs] = p
    seen[p]++
    size[p] += log($5 / $4)
    if ($6 == "-")
        timeless[p] = 1
    else
        time[p] += log(($6 > 0 ? $6 : 0.005) / $4) # the clock has hundredths
    sum[p] += $5
    source[p] = $9
}

function is_llz(p) { return p ~ /^llz / }

# How far the point of level k is above the line from a to b, in logarithms of size.
function above(k, a, b) {
    return y[k] - (y[a] + (y[b] - y[a]) * (x[k] - x[a]) / (x[b] - x[a]))
}

# The largest distance of a level above a line between two others on both sides of it, or above a faster one.
function off_hull(k,    a, b, d, most) {
    for (a = 1; a <= levels; a++) {
        if (a != k && x[a] <= x[k] && y[k] - y[a] > most)
            most = y[k] - y[a]
        for (b = 1; b <= levels; b++)
            if (a != k && b != k && x[a] < x[k] && x[k] < x[b] && (d = above(k, a, b)) > most)
                most = d
    }
    return most + 0
}

END {
    for (i = 1; i <= programs; i++) {
        p = program[i]
        if (seen[p] == count && is_llz(p) && !(p in timeless)) {
            at[p] = ++levels
            x[levels] = time[p] / count
            y[levels] = size[p] / count
        }
    }
    print "program,files,percent,KB_per_s,bytes,above_hull_percent,source" >csv
    print "program\tfile\tpart\tbytes\tpacked\tcompress_s\tdecompress_s\tmemory_kb\tsource" >means
    print "| program | percent, geometric mean | KB/s, geometric mean | bytes together | above the hull of llz |"
    print "|---|---:|---:|---:|---:|"
    for (i = 1; i <= programs; i++) {
        p = program[i]
        if (seen[p] != count)
            continue
        percent = 100 * exp(size[p] / count)
        speed = p in timeless ? "-" : sprintf("%.1f", 0.001 / exp(time[p] / count))
        off = p in at ? sprintf("%.2f %%", 100 * (exp(off_hull(at[p])) - 1)) : "-"
        printf "| %s | %.3f | %s | %d | %s |\n", p, percent, speed, sum[p], off
        printf "%s,%d,%.4f,%s,%d,%s,%s\n", p, count, percent, speed, sum[p], off + 0, source[p] >csv
        printf "%s\tmean\tall\t1000000\t%d\t%s\t-\t-\t%s\n", p, percent * 10000, \
            (p in timeless ? "-" : 1e6 * exp(time[p] / count)), source[p] >means
        if (p in at && off_hull(at[p]) > 0)
            off_it = off_it " " p
    }
    print off_it ? "\nOff the hull:" off_it : "\nEvery level is on the hull."
}
