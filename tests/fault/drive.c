/* drive.c - runs one command again and again, each time with another call failing, and tells what broke a rule.
 *
 * fault_drive [OPTION]... FOLDER SCRATCH PRELOAD COMMAND...
 *   -n NAME   of the scenario            -k FILE   known failures: SCENARIO/PASS/CALL/RULE, patterns
 *   -e EVERY  try every EVERY-th call    -p LIST   only these passes, with commas between them
 *   -i FILE   standard input             -I FILE   the same, by a pipe
 *   -c CODE   exit code without a fault  -g LIST   names, with commas, of results that hold less after an error
 *   -l -a -s -x -q  see judge.h: loose, atomic, separate, prefix, quiet
 * Exit status 1: a rule was broken. */
#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "judge.h"

static const struct pass passes[] = {
    { "alloc", FAULT_ALLOC, FAULT_ONCE, ENOMEM },
    { "alloc-on", FAULT_ALLOC, FAULT_ON, ENOMEM },
    { "eio", FAULT_CALLS, FAULT_ONCE, EIO },
    { "eio-on", FAULT_CALLS, FAULT_ON, EIO },
    { "enospc", FAULT_WRITE | FAULT_OPEN | FAULT_SYNC | FAULT_MAKE | FAULT_ATTRIBUTE, FAULT_ON, ENOSPC },
    { "enomem", FAULT_CALLS & ~FAULT_CLOSE, FAULT_ONCE, ENOMEM },
    { "eintr", FAULT_READ | FAULT_WRITE | FAULT_OPEN, FAULT_ONCE, EINTR },
    { "short", FAULT_READ | FAULT_WRITE, FAULT_SHORT, 0 },
    { "kill", FAULT_CALLS, FAULT_KILL, 0 },
};
#define PASSES (sizeof passes / sizeof passes[0])

struct drive {
    struct setting setting;
    struct reference reference;
    const char *name, *only, *known_path;
    char *known;
    int code;
    unsigned long every;
    uint64_t next; /* call to try; the stride goes on from one pass to the next */
    unsigned long tries, failures, knowns;
};

/* Is SCENARIO/PASS/CALL/RULE in the list? A line is a pattern and, after a space, why. */
static int is_known(const struct drive *d, const char *what)
{
    char pattern[200];

    for (const char *line = d->known; line && *line; line = strchr(line, '\n'), line += line != NULL) {
        size_t n = strcspn(line, " \n");

        if (n == 0 || *line == '#' || n >= sizeof pattern)
            continue;
        memcpy(pattern, line, n);
        pattern[n] = 0;
        if (fnmatch(pattern, what, 0) == 0)
            return 1;
    }
    return 0;
}

static void tell(struct drive *d, const struct pass *pass, uint64_t at, const struct outcome *o,
                 const char *rule, const char *where)
{
    char what[200];

    snprintf(what, sizeof what, "%s/%s/%s/%s", d->name, pass->name, o->report.name, rule);
    if (is_known(d, what)) {
        d->knowns++;
        return;
    }
    d->failures++;
    printf("FAILED: %s %s: call %llu, exit code %d, signal %d, LLZ_FAULT='%u %llu %u %d', stderr: %.300s\n",
           what, where, (unsigned long long)at, o->code, o->signal, pass->mask, (unsigned long long)at,
           pass->how, pass->error, o->err_size ? o->err : "(nothing)\n");
}

static void try_one(struct drive *d, const struct pass *pass, uint64_t at)
{
    struct outcome o;
    struct tree now;
    char where[200];
    const char *rule;

    run_program(&o, &d->setting, pass, at);
    tree_read(&now, d->setting.folder);
    rule = judge(&d->reference, pass, &o, &now, where);
    d->tries++;
    if (rule)
        tell(d, pass, at, &o, rule, where);
    if (!tree_same(&d->reference.before, &now)) {
        tree_restore(&d->reference.before, d->setting.folder);
        tree_free(&d->reference.before);
        tree_read(&d->reference.before, d->setting.folder);
    }
    tree_free(&now);
    outcome_free(&o);
}

static uint64_t count_calls(struct drive *d, const struct pass *pass)
{
    struct outcome o;
    uint64_t calls;

    run_program(&o, &d->setting, pass, 0);
    calls = o.report.calls;
    outcome_free(&o);
    tree_restore(&d->reference.before, d->setting.folder);
    return calls;
}

static void run_pass(struct drive *d, const struct pass *pass)
{
    const unsigned long tries = d->tries, failures = d->failures, knowns = d->knowns;
    const uint64_t calls = count_calls(d, pass);

    tree_free(&d->reference.before);
    tree_read(&d->reference.before, d->setting.folder);
    for (; d->next <= calls; d->next += d->every)
        try_one(d, pass, d->next);
    d->next -= calls;
    printf("%s/%s: %llu calls, every %lu: %lu tries, %lu failures", d->name, pass->name,
           (unsigned long long)calls, d->every, d->tries - tries, d->failures - failures);
    printf(d->knowns > knowns ? ", %lu known\n" : "\n", d->knowns - knowns);
}

/* Twice: a command whose results differ without a fault proves nothing. */
static void take_reference(struct drive *d)
{
    const struct pass none = { "none", FAULT_CALLS, FAULT_COUNT, 0 };
    struct outcome again;
    struct tree now;
    char where[200];
    const char *rule;

    d->reference.setting = &d->setting;
    tree_read(&d->reference.before, d->setting.folder);
    run_program(&d->reference.clean, &d->setting, &none, 0);
    tree_read(&d->reference.after, d->setting.folder);
    tree_restore(&d->reference.before, d->setting.folder);
    run_program(&again, &d->setting, &none, 0);
    tree_read(&now, d->setting.folder);
    rule = judge(&d->reference, &none, &again, &now, where);
    if (rule || again.report.calls == 0 || again.code != d->code) {
        fprintf(stderr, "fault: %s: not usable: %s %s: exit code %d, %s", d->name,
                rule ? rule : "exit code or calls", where, again.code, again.err_size ? again.err : "silent\n");
        exit(3);
    }
    outcome_free(&again);
    tree_free(&now);
    tree_restore(&d->reference.before, d->setting.folder);
}

static void parse(struct drive *d, int argc, char **argv)
{
    int c;

    while ((c = getopt(argc, argv, "+n:k:e:p:i:I:c:g:lasxq")) != -1) {
        switch (c) {
        case 'n':
            d->name = optarg;
            break;
        case 'k':
            d->known_path = optarg;
            break;
        case 'e':
            d->every = strtoul(optarg, NULL, 10);
            break;
        case 'p':
            d->only = optarg;
            break;
        case 'I':
            d->setting.pipe = 1; /* fall through */
        case 'i':
            d->setting.input = optarg;
            break;
        case 'c':
            d->code = atoi(optarg);
            break;
        case 'g':
            d->reference.growing = optarg;
            break;
        case 'l':
            d->reference.loose = 1;
            break;
        case 'a':
            d->reference.atomic = 1;
            break;
        case 's':
            d->reference.separate = 1;
            break;
        case 'x':
            d->reference.prefix = 1;
            break;
        case 'q':
            d->reference.quiet = 1;
            break;
        default:
            exit(3);
        }
    }
    if (argc - optind < 4 || d->every == 0)
        exit(3);
    d->setting.folder = argv[optind];
    d->setting.scratch = argv[optind + 1];
    d->setting.preload = argv[optind + 2];
    d->setting.command = argv + optind + 3;
}

int main(int argc, char **argv)
{
    struct drive d = { .name = "scenario", .every = 1 };
    size_t size;

    parse(&d, argc, argv);
    if (d.known_path)
        d.known = file_read(d.known_path, &size);
    d.next = (d.every + 1) / 2;
    take_reference(&d);
    for (size_t i = 0; i < PASSES; i++)
        if (!d.only || list_has(d.only, passes[i].name))
            run_pass(&d, &passes[i]);
    printf("%s: %lu tries, %lu failures, %lu known\n", d.name, d.tries, d.failures, d.knowns);
    return d.failures > 0;
}
