# The man page libllz(3), from the comments and declarations of codec/llz.h and codec/llz_lab.h.
# awk -v date=YYYY-MM-DD -v version=X.Y.Z -f libllz.awk llz.h llz_lab.h

function escape(s) {
    gsub(/\\/, "\\e", s)
    gsub(/-/, "\\-", s)
    return s ~ /^[.']/ ? "\\&" s : s
}

# Text in lines that are no longer than manual pages' sources should be.
function put_text(s,  i, n, word, line) {
    n = split(s, word, " ")
    for (i = 1; i <= n; i++) {
        if (line != "" && length(line word[i]) > 70) { print escape(line); line = "" }
        line = line (line == "" ? "" : " ") word[i]
    }
    if (line != "") print escape(line)
}

# A line of a comment: an item, a heading, an example (much indented), or text. An empty one ends a paragraph.
function put_line(s) {
    if (s ~ /^ *$/) { if (!example) gap = 1; return }
    if (s ~ /^     /) {
        if (!example) print (headed ? ".RS 4\n.EX" : ".PP\n.RS 4\n.EX")
        headed = 0
        example = 1
        print escape(substr(s, 6))
        return
    }
    if (example) { close_example(); gap = 1 }
    if (s ~ /^ *- /) { sub(/^ *- /, "", s); print ".IP \\(bu 2"; gap = 0 }
    else if (s ~ /^[A-Z][a-z]+$/) { print ".SS " s; gap = 0; headed = 1; return }
    if (gap) print ".PP"
    gap = headed = 0
    put_text(s)
}

function close_example() {
    if (example) print ".EE\n.RE"
    example = 0
}

# Declarations, and below them the comment that stands above them in the header.
function flush_code(  i) {
    if (!lines) { comments = 0; return }
    print (fresh ? ".EX" : ".PP\n.EX")
    fresh = gap = 0
    for (i = 1; i <= lines; i++) print escape(code[i])
    print ".EE"
    if (comments) print ".RS 4"
    for (i = 1; i <= comments; i++) put_line(comment[i])
    close_example()
    if (comments) print ".RE"
    lines = comments = 0
}

BEGIN {
    print ".\\\" Made from llz.h and llz_lab.h."
    print ".TH LIBLLZ 3 " date " \"llz " version "\" \"Library Functions\""
    print ".SH NAME\nlibllz \\- lossless compression by a model that learns while it codes"
    print ".SH SYNOPSIS\n.nf\n#include <llz.h>\n#include <llz_lab.h>     what researchers need\n"
    print "cc \\&... $(pkg\\-config \\-\\-cflags \\-\\-libs llz)\n.fi\n.SH DESCRIPTION"
    top = 1
}

# The comment in front of everything.
top && /\*\/$/ { close_example(); top = 0; fresh = 1; print ".SH INTERFACE"; next }
top && NR <= 2 { next }
top { sub(/^ \* ?/, ""); put_line($0); next }

# What is there for the compiler alone.
/^#(ifndef|include|if |ifdef|else|endif)/ || /^#define LLZ_(H|LAB_H|API)/ || /^extern "C"/ { next }
/^}$/ { next }

/^\/\*/ && !inside { flush_code(); inside = 1; sub(/^\/\* /, "") }
inside {
    done = /\*\/ *$/
    sub(/ *\*\/ *$/, "")
    sub(/^ \* ?/, "")
    comment[++comments] = $0
    if (done) inside = 0
    next
}
/^$/ { flush_code(); next }
{ sub(/^LLZ_API /, ""); sub(/ +\\$/, " \\"); code[++lines] = $0 }

END {
    flush_code()
    print ".SH \"SEE ALSO\"\n.BR llz (1)"
}
