/* Logs, and what programs print. */
#include "kinds.h"

static const char *const syslog[] = {
    "$tS $n-$[1..4] $n[$[300..32000]]: $j $n from 10.0.$[0..9].$[1..254] port $[1024..65535]\n",
    "$tS $n-$[1..4] CRON[$[300..32000]]: ($(root|www|$n)) CMD ($p)\n",
    "$tS $n-$[1..4] kernel: [$[1000..99999].$[000000..999999]] $n: $n is $j\n",
    "$tS $n-$[1..4] $n[$[300..32000]]: $i: $(timeout|refused|done) after $[1..900] ms\n",
    NULL,
};
static const char *const apache[] = {
    "10.$[0..9].$[0..255].$[1..254] - - [$tA] \"GET $p$(.html|.png|/|.css) HTTP/1.1\" $(200|200|304|404|500) $[100..50000] \"https://www.example.org$p\" \"Mozilla/5.0 (X11; Linux x86_64) Gecko/$[90..120].0\"\n",
    "10.$[0..9].$[0..255].$[1..254] - $m [$tA] \"POST $p HTTP/1.1\" $(200|302|403) $[100..900] \"-\" \"curl/8.$[0..5].0\"\n",
    NULL,
};
static const char *const json_lines[] = {
    "{\"time\":\"$tIZ\",\"level\":\"$(info|info|warn|error)\",\"service\":\"$n\",\"message\":\"$j $n\",\"duration\":$[1..900],\"trace\":\"$[0000000000000000..ffffffffffffffff]x\"}\n",
    NULL,
};
static const char *const key_values[] = {
    "ts=$tM level=$(info|debug|warn) caller=$n.go:$[10..900] msg=\"$n $v\" $n=$[1..99] $n=$n\n",
    NULL,
};
static const char *const measured[] = {
    "$tI,$w,$[40..60].$[0..9],$(ok|ok|low)\n",
    NULL,
};
static const char *const strace[] = {
    "$t.$[000000..999999] read($[3..9], \"$n $n\"..., $(4096|8192|512)) = $[1..8192]\n",
    "$t.$[000000..999999] openat(AT_FDCWD, \"$p\", O_RDONLY|O_CLOEXEC) = $(3|4|-1 ENOENT (No such file or directory))\n",
    "$t.$[000000..999999] mmap(NULL, $[1..99]4096, PROT_READ, MAP_PRIVATE, $[3..9], 0) = 0x7f$[0000000..fffffff]x000\n",
    "$t.$[000000..999999] futex(0x7f$[0000000..fffffff]x010, FUTEX_WAIT_PRIVATE, 0, NULL) = 0\n",
    NULL,
};
static const char *const commits[] = {
    "commit $[0000000000000000..ffffffffffffffff]x$[0000000000000000..ffffffffffffffff]x$[00000000..ffffffff]x\nAuthor: $m $m <$n@example.org>\nDate:   $tI\n\n    $(Add|Remove|Mend|Move) the $j $n\n\n    $s\n\n",
    NULL,
};
static const char *const kernel[] = {
    "[$[1..99999].$[000000..999999]] usb $[1..4]-$[1..9]: new $(high|full)-speed USB device number $c\n",
    "[$[1..99999].$[000000..999999]] $n 0000:0$[0..9]:1$[0..9].0: $j $n enabled, $[1..64] $n\n",
    "[$[1..99999].$[000000..999999]] EXT4-fs (sda$[1..9]): $n $v\n",
    NULL,
};
static const char *const mail_log[] = {
    "$tS mx postfix/$(smtpd|qmgr|cleanup)[$[1000..9999]]: $[0000000000..ffffffffff]xA: from=<$n@$n.example>, size=$[500..99999], nrcpt=$[1..4]\n",
    "$tS mx postfix/smtp[$[1000..9999]]: $[0000000000..ffffffffff]xA: to=<$n@$n.example>, delay=$[0..9].$[0..99], status=$(sent|deferred)\n",
    NULL,
};
static const char *const stack_traces[] = {
    "$tI ERROR $I: $n is $j\n$*5(\tat org.$n.$n.$I.$i($I.java:$[10..900])\n)",
    "Traceback (most recent call last):\n$*4(  File \"$p.py\", line $[10..900], in $i\n    $n = self.$i($n)\n)$(ValueError|KeyError): $n\n",
    NULL,
};
static const char *const build_log[] = {
    "[$c/2000] Building C object $n/CMakeFiles/$n.dir/$n.c.o\n",
    "$n/$n.c:$[10..900]:$[1..80]: warning: unused $(variable|parameter) '$n' [-Wunused]\n  $[10..900] |     int $n = $i($n);\n      |         ^~~~\n",
    "cc -O2 -Wall -I. -I$n -DVERSION=\\\"1.0\\\" -c -o $n.o $n.c\n",
    NULL,
};
static const char *const ping[] = {
    "64 bytes from 192.0.2.$[1..3]: icmp_seq=$c ttl=$(64|57) time=$[10..14].$[0..9] ms\n",
    NULL,
};
static const char *const processes[] = {
    "  PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND\n$*9( $[1000..9999] $(root    |www     )  20   0 $[100000..999999]  $[10000..99999]  $[1000..9999] $(S|R)  $[0..99].$[0..9]  $[0..9].$[0..9]   0:$[00..59].$[00..99] $n\n)\n",
    NULL,
};
static const char *const packets[] = {
    "$t.$[000000..999999] IP 10.0.0.$[1..20].$[1024..65535] > 192.0.2.$[1..9].443: Flags [$(P.|.|S)], seq $[100000..999999], ack $[1..9999], win $[100..999], length $[0..1460]\n",
    NULL,
};
static const char *const packages[] = {
    "$tD $t status $(installed|unpacked|half-configured) lib$n$[1..9]:amd64 $[1..9].$[0..20].$[0..9]-$[1..4]\n",
    "$tD $t upgrade $n:amd64 $[1..9].$[0..20]-1 $[1..9].$[0..20]-2\n",
    NULL,
};
static const char *const test_results[] = {
    "ok $c - $i\n",
    "not ok $c - $i # $n is $j\n",
    "# $s\n",
    NULL,
};
static const char *const firewall[] = {
    "$tS gate kernel: DROP IN=eth0 OUT= MAC=00:1b:21:$[00..ff]x:$[00..ff]x:$[00..ff]x SRC=$[11..223].$[0..255].$[0..255].$[1..254] DST=192.0.2.1 LEN=$[40..60] TTL=$[40..64] ID=$[0..65535] PROTO=TCP SPT=$[1024..65535] DPT=$(22|23|445|3389)\n",
    NULL,
};
static const char *const metrics[] = {
    "$n_$n_total{instance=\"$n-$[1..8]\",code=\"$(200|404|500)\"} $[1..999999]\n",
    "# HELP $i The $j $n.\n# TYPE $\" counter\n",
    NULL,
};
static const char *const listing[] = {
    "-rw-r--r-- 1 $(root root|www  www )  $[1000..99999] $(Jan|Feb|Mar|Apr) $[10..28] $[10..23]:$[00..59] $n$(.c|.h|.txt|.png)\n",
    "drwxr-xr-x 2 root root   4096 $(Jan|Feb|Mar|Apr) $[10..28] $[10..23]:$[00..59] $n\n",
    NULL,
};

static const struct kind kinds[] = {
    { "syslog", 80000, from_templates, syslog, "the system's log" },
    { "apache", 100000, from_templates, apache, "requests to a server" },
    { "json-lines", 100000, from_templates, json_lines, "JSON in lines, with random traces" },
    { "key-values", 80000, from_templates, key_values, "key=value" },
    { "measured", 60000, from_templates, measured, "times and measured values" },
    { "strace", 80000, from_templates, strace, "system calls" },
    { "commits", 60000, from_templates, commits, "commits" },
    { "kernel", 60000, from_templates, kernel, "messages of a kernel" },
    { "mail", 80000, from_templates, mail_log, "a mail server's log" },
    { "stack-traces", 80000, from_templates, stack_traces, "stack traces" },
    { "build", 80000, from_templates, build_log, "what a build prints" },
    { "ping", 60000, from_templates, ping, "replies to a ping" },
    { "processes", 80000, from_templates, processes, "tables of processes" },
    { "packets", 80000, from_templates, packets, "packets of a network" },
    { "packages", 80000, from_templates, packages, "a package manager's log" },
    { "tests", 40000, from_templates, test_results, "results of tests" },
    { "firewall", 100000, from_templates, firewall, "dropped packets" },
    { "metrics", 60000, from_templates, metrics, "counters of a service" },
    { "listing", 60000, from_templates, listing, "listings of folders" },
};
const struct family logs = { "logs", kinds, COUNT_OF(kinds) };
