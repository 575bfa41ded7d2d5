# table.awk - the measurements as tables: awk -f table.awk measured.tsv >sizes.md
BEGIN {
    FS = "\t"
    print "<!-- Made by table.awk from measured.tsv. -->"
    table_add("First 1,000,000 bytes", "1000000", "enwik1m xml ooffice mr")
    table_add("Whole files", "whole", "xml ooffice")
}

function table_add(title, part, files) {
    tables++
    title_of[tables] = title; part_of[tables] = part; files_of[tables] = files
}

FNR == 1 { next }

{
    if (!(($1, $3) in seen)) {
        seen[$1, $3] = 1
        program[++programs] = $1; part[programs] = $3; source[programs] = $9
    }
    bytes[$1, $2, $3] = $4; packed[$1, $2, $3] = $5; packing[$1, $2, $3] = $6
    unpacking[$1, $2, $3] = $7; memory[$1, $2, $3] = $8
}

# 1234567 as 1,234,567.
function grouped(n,    s) {
    n = int(n + 0.5)
    for (s = ""; n >= 1000; n = int(n / 1000))
        s = sprintf(",%03d", n % 1000) s
    return n s
}

# KB/s over the files of row k that have a time, "-" if one has none.
function speed(k, file, n, seconds,    i, b, s) {
    for (i = 1; i <= n; i++) {
        if (!((program[k], file[i], part[k]) in packed))
            continue
        if (seconds[program[k], file[i], part[k]] == "-")
            return "-"
        b += bytes[program[k], file[i], part[k]]; s += seconds[program[k], file[i], part[k]]
    }
    if (!b)
        return "-"
    if (s < 0.1) # the clock has hundredths
        return "> " grouped(b / 1000 / 0.1)
    return b / 1000 / s < 10 ? sprintf("%.1f", b / 1000 / s) : grouped(b / 1000 / s)
}

function row(k, file, n,    i, most, sum, of, all) {
    printf "| %s |", program[k]
    all = 1
    for (i = 1; i <= n; i++) {
        if ((program[k], file[i], part[k]) in packed) {
            printf " %s |", grouped(packed[program[k], file[i], part[k]])
            sum += packed[program[k], file[i], part[k]]; of += bytes[program[k], file[i], part[k]]
            if (memory[program[k], file[i], part[k]] + 0 > most) most = memory[program[k], file[i], part[k]]
        } else {
            printf " - |"
            all = 0
        }
    }
    printf " %s | %s | %s | %s | %s |\n", all ? sprintf("%.2f %%", 100 * sum / of) : "-", speed(k, file, n, packing), \
        speed(k, file, n, unpacking), most ? grouped(most * 1.024 / 1000) : "-", source[k]
}

END {
    for (t = 1; t <= tables; t++) {
        n = split(files_of[t], file, " ")
        printf "\n## %s\n\n| program |", title_of[t]
        for (i = 1; i <= n; i++)
            printf " %s |", (file[i] == "enwik1m" ? "enwik8" : file[i])
        printf " together | KB/s | back, KB/s | MB | measured |\n|---|"
        for (i = 1; i <= n; i++)
            printf "---:|"
        print "---:|---:|---:|---:|---|"
        for (k = 1; k <= programs; k++)
            if (part[k] == part_of[t])
                row(k, file, n)
    }
}
