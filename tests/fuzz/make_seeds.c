/* make_seeds.c - what fuzzers begin with, made from the build: make_seeds FOLDER writes files to FOLDER/NAME/
 * for each fuzzer NAME. Short, for an instrumented model is slow. */
#include <archive.h>
#include <archive_entry.h>
#include <stdio.h>
#include <sys/stat.h>

#include "cli/compare/records/run_record.h"
#include "cli/tree/index/index.h"
#include "codec/stream/stream.h"
#include "corpora/kinds/kinds.h"
#include "learner/identity.h"
#include "model/primer/primer.h"
#include "tests/fuzz/fuzz_stream.h"
#include "tests/fuzz/records.h"

#define SHORT 300
#define LONG 1500

static const char *folder;
static int number;

static void save(const char *fuzzer, const void *p, size_t n)
{
    char path[4096];
    FILE *f;

    snprintf(path, sizeof path, "%s/%s", folder, fuzzer);
    (void)mkdir(path, 0777);
    snprintf(path, sizeof path, "%s/%s/seed-%03d", folder, fuzzer, number++);
    f = fopen(path, "w");
    MUST(f && fwrite(p, 1, n, f) == n && fclose(f) == 0);
}

/* A byte that chooses, and then the rest. */
static void save_choice(const char *fuzzer, uint8_t first, const void *p, size_t n)
{
    struct bytes b = { 0 };

    append(&b, &first, 1);
    append(&b, p, n);
    save(fuzzer, b.data, b.size);
    free(b.data);
}

static struct bytes encode(const struct llz_options *opt, const struct llz_group *g, const uint8_t *p, size_t n)
{
    struct llz_stream *s = g ? llz_encoder_group(opt, g, NULL) : llz_encoder_new(opt, NULL);
    struct bytes out = { 0 };

    MUST(run_stream(s, p, n, n + 1, &out) == LLZ_OK);
    return out;
}

static uint64_t value_after(const struct bytes *member)
{
    struct llz_stream *s = llz_lister_alone(NULL);
    struct llz_info info = LLZ_INFO_INIT;
    size_t took;

    MUST(s && llz_feed(s, member->data, member->size, &took) == LLZ_OK);
    llz_get_info(s, &info);
    llz_free(s);
    return info.check;
}

static struct bytes encode_groups(const uint8_t *p, size_t n, size_t each)
{
    struct llz_options opt = LLZ_OPTIONS_INIT;
    struct llz_group g = { .more = true };
    struct bytes out = { 0 };

    opt.level = 0;
    for (; g.at < n; g.at += g.length) {
        struct bytes one;

        g.length = n - g.at < each ? n - g.at : each;
        g.more = g.at + g.length < n;
        one = encode(&opt, &g, p + g.at, (size_t)g.length);
        g.previous = llz_group_name(value_after(&one));
        append(&out, one.data, one.size);
        free(one.data);
    }
    return out;
}

static void save_archive(struct bytes *archive)
{
    save("decode", archive->data, archive->size);
    save_choice("recover", (uint8_t)number, archive->data, archive->size);
    free(archive->data);
}

static void save_groups(const uint8_t *p, size_t n)
{
    struct bytes groups = encode_groups(p, n, n / 3 + 1);

    save("groups", groups.data, groups.size);
    save_choice("recover", 0, groups.data, groups.size);
    free(groups.data);
}

/* Every kind of data, as a stream and as the content of the other fuzzers. */
static void save_kind(const struct kind *k)
{
    static uint8_t data[LONG];
    struct sink s = { .data = data, .size = sizeof data, .state = 1 };
    struct llz_options opt = LLZ_OPTIONS_INIT;
    struct bytes archive;

    k->make(&s, k->with);
    opt.level = 0;
    archive = encode(&opt, NULL, data, s.used);
    save_archive(&archive);
    save("roundtrip", data, s.used < SHORT ? s.used : SHORT);
    save_choice("search", 2, data, s.used < SHORT ? s.used : SHORT);
}

static void save_kinds(void)
{
    const struct family *const all[] = { &patterns, &numbers, &pictures, &sounds, &codes, &records, &texts };

    for (size_t i = 0; i < COUNT_OF(all); i++)
        for (size_t k = 0; k < all[i]->count && k < 4; k++)
            save_kind(&all[i]->kinds[k]);
}

/* Frames of every kind, with a payload of anything: fuzzers mend what nobody knows. */
static void save_forged(void)
{
    static const struct llz_profile profiles[] = {
        { .kind = LLZ_KIND_BINARY },
        { .kind = LLZ_KIND_BINARY, .stride = 24 },
        { .kind = LLZ_KIND_X86 },
        { .kind = LLZ_KIND_SAMPLES, .width = 1, .pixel = 1 },
        { .kind = LLZ_KIND_SAMPLES, .width = 1, .pixel = 3, .stride = 48 },
        { .kind = LLZ_KIND_SAMPLES, .width = 2, .pixel = 4 },
        { .kind = LLZ_KIND_SAMPLES, .width = 2, .big = 1, .pixel = 2, .stride = 32, .plane = 128, .planes = 2 },
    };
    const struct llz_header h = { .model = llz_row_of_level(0),
                                  .identity = llz_row_identity(llz_row_of_level(0)),
                                  .parts = LLZ_PARTS_ALL };
    uint8_t out[LLZ_HEADER_MAX + LLZ_FRAME_HEAD_MAX + SHORT] = { 0 };

    for (size_t i = 0; i < COUNT_OF(profiles); i++)
        for (unsigned filtered = 0; filtered < 2; filtered++) {
            struct llz_frame f = { .last = true, .raw = SHORT, .payload = SHORT / 2 };
            size_t n = llz_header_put(out, &h);

            f.table.segments.n = 2;
            f.table.segments.at[0] =
                (struct llz_segment){ profiles[i], filtered && profiles[i].kind == LLZ_KIND_X86, SHORT / 2 };
            f.table.segments.at[1] = (struct llz_segment){ { .kind = LLZ_KIND_TEXT }, false, SHORT / 2 };
            n += llz_frame_put(out + n, &f, llz_row_frame_bytes(llz_row_of_level(0))) + LLZ_CHECK_BYTES;
            llz_primer_tail(out + n, f.payload);
            n += f.payload;
            save("decode", out, n);
        }
}

/* Settings of every kind: a policy and an optimizer, and all options at once. */
static void save_settings(const uint8_t *p, size_t n)
{
    struct llz_options opt = LLZ_OPTIONS_INIT;
    struct llz_tuning tuning = { { 0 } };
    struct bytes archive;

    opt.level = 0;
    opt.seed = 5;
    opt.budget = 30000; /* with any part alone it has to be allowed */
    opt.check = 128;
    for (int i = 0; llz_policy_name(i); i++) {
        opt.policy = llz_policy_name(i);
        opt.optimizer = llz_optimizer_name(i % 4);
        opt.without = i % 2 ? 1u << (i % 7) : 0;
        archive = encode(&opt, NULL, p, n);
        save("header", archive.data, archive.size < LONG ? archive.size : LONG);
        save_archive(&archive);
    }
    for (int i = 0; i < LLZ_KNOBS; i++)
        tuning.at[i] = 1;
    archive = (struct bytes){ 0 };
    MUST(run_stream(llz_encoder_tuned(&opt, &tuning, NULL), p, n, n, &archive) == LLZ_OK);
    save("header", archive.data, archive.size);
    save_archive(&archive);
}

/* Zeros, repetitions, several members, and a tree. */
static void save_forms(const uint8_t *text, size_t n)
{
    static uint8_t rows[30000];
    struct llz_options opt = LLZ_OPTIONS_INIT;
    struct bytes archive, more;

    opt.level = 0;
    memcpy(rows, text, 100);
    for (size_t i = 10000; i < 20000; i++)
        rows[i] = i < 10100 ? text[i - 10000] : rows[i - 100];
    memcpy(rows + sizeof rows - 100, text, 100);
    archive = encode(&opt, NULL, rows, sizeof rows);
    save("groups", archive.data, archive.size);
    save_archive(&archive);
    archive = encode(&opt, NULL, text, n);
    append(&archive, archive.data, 0);
    more = encode(&opt, NULL, text, n / 2);
    append(&archive, more.data, more.size);
    free(more.data);
    save_archive(&archive);
    opt.content = LLZ_CONTENT_INDEX;
    archive = encode(&opt, NULL, text, n / 4);
    opt.content = LLZ_CONTENT_FILES;
    opt.index = value_after(&archive);
    more = encode(&opt, NULL, text, n);
    append(&archive, more.data, more.size);
    free(more.data);
    save_archive(&archive);
}

static void save_index(void)
{
    struct tree t = { 0 };
    struct tree_owner owner = { 1000, 1000, "user", "group" };
    struct buffer list = { 0 }, bytes = { 0 };
    struct tree_entry e = { .path = "a", .mode = 0755, .kind = TREE_FOLDER };

    buffer_text(&list, TREE_XATTR "user.a");
    buffer_number(&list, 3);
    buffer_add(&list, "abc", 3);
    MUST(!list.failed && tree_owner(&t, &owner) == 0 && tree_add(&t, &e));
    e = (struct tree_entry){ .kind = TREE_FILE, .path = "a/b", .mode = 0644, .seconds = 5, .size = 100 };
    e.attributes = 1;
    e.attribute_list = list.p;
    e.attribute_bytes = list.n;
    MUST(tree_add(&t, &e));
    MUST(tree_add(
        &t, &(struct tree_entry){ .kind = TREE_SYMLINK, .path = "a/c", .target = "../b", .seconds = -5 }));
    MUST(tree_add(&t, &(struct tree_entry){ .kind = TREE_HARDLINK, .path = "d", .target = "a/b" }));
    MUST(tree_add(&t, &(struct tree_entry){ .kind = TREE_FIFO, .path = "a/f", .nanoseconds = 1 }));
    MUST(tree_add(&t, &(struct tree_entry){ .kind = TREE_BLOCK, .path = "g", .major = 8, .minor = 1 }));
    MUST(tree_add(&t, &(struct tree_entry){ .kind = TREE_FILE, .path = "g", .size = 7 }));
    MUST(tree_rank(&t) == 0);
    index_write(&bytes, &t);
    MUST(!bytes.failed);
    save("index", bytes.p, bytes.n);
    buffer_free(&bytes);
    buffer_free(&list);
    tree_free(&t);
}

/* As fuzz_attributes.c takes them apart. */
static void save_attributes(void)
{
    static const char list[] = "user::rwx,user:7:r-x,group::r--,mask::rwx,other::r--";
    static const char times[] = "15 mtime=-0.75\n30 mtime=-1.25\n11 path=abc\n";
    uint8_t p[8 + 2 + sizeof list + 2 + 20] = { 0 };

    for (uint8_t kind = 0; kind < 4; kind++) {
        p[0] = kind & 1;
        p[1] = kind / 2;
        p[2] = 0xed;
        p[3] = 0x0d;
        p[8] = kind & 1;
        p[9] = sizeof list - 1;
        memcpy(p + 10, list, sizeof list - 1);
        p[9 + sizeof list] = 2;
        p[10 + sizeof list] = 20;
        save("attributes", p, sizeof p);
    }
    save("attributes", times, sizeof times - 1);
}

/* Runs of the comparison that fuzz_records.c goes on with; the fuzzer brings the first bytes of the first. */
static void save_records(void)
{
    struct comparison c;
    struct bytes all = { 0 };
    const size_t front = strlen(RECORD_BEGINNING);

    comparison_begin(&c);
    for (size_t i = 0; i < c.plan.count; i++) {
        struct run *r = &c.plan.runs[i];
        json_t *record;
        char *line;

        MUST(trace_begin(&r->result.trace, r->input->size) == 0);
        trace_add(&r->result.trace, PIECE_BYTES, 500);
        trace_end(&r->result.trace, 1000);
        r->result.packed = 1000;
        record = record_make(r, &c.plan);
        MUST(record && (line = json_dumps(record, JSON_COMPACT | JSON_REAL_PRECISION(9))) != NULL);
        save("records", line + front, strlen(line) - front);
        append(&all, line, strlen(line));
        append(&all, "\n", 1);
        free(line);
        json_decref(record);
    }
    save("records", all.data + front, all.size - front);
    free(all.data);
    comparison_end(&c);
}

static void save_options(void)
{
    static const char *const lines[] = {
        "-5\n--policy=law\n--optimizer=sgd\n--seed=7\n--budget=60K\n--memory=800M\nname",
        "-d\n-C\nfolder\n--only=*.c\n--special\na.llz",
        "--split=64KiB\n-T4\n--check=128\n-o\nout\n--memlimit=1G\n--max-output=10M\na\nb",
        "--without=lm,words\n--search=3\n--verify\n-v\n-f\n--\n-a",
        "-b\n--levels=0-3,5\n--policies=all\n--optimizers=adam\n--seeds=2\n--jobs=2\n--json=a\n--csv=b\nx",
        "--policies=uniform,law\n--csv=c\n-0\nx",
        "--size=64K\n-o\np.llzp\n-r\nx",
        "-tq\n--recover\n--no-sparse\n--no-sandbox\n--recompress\n--lm-only\n-D\np\nx",
    };

    for (size_t i = 0; i < COUNT_OF(lines); i++)
        for (uint8_t command = 0; command < 6; command++)
            save_choice("options", command, lines[i], strlen(lines[i]));
}

static void put_entry(struct archive *a, const char *path, unsigned kind, const char *text)
{
    struct archive_entry *e = archive_entry_new();
    const size_t n = strlen(text);

    MUST(e != NULL);
    archive_entry_set_pathname(e, path);
    archive_entry_set_filetype(e, kind);
    archive_entry_set_perm(e, 0755);
    archive_entry_set_mtime(e, 1, 500000000);
    archive_entry_set_size(e, kind == AE_IFREG ? (la_int64_t)n : 0);
    if (kind == AE_IFLNK)
        archive_entry_set_symlink(e, text);
    if (archive_write_header(a, e) == ARCHIVE_OK && kind == AE_IFREG)
        (void)archive_write_data(a, text, n);
    archive_entry_free(e);
}

static void save_foreign(int (*format)(struct archive *), int (*filter)(struct archive *))
{
    static char out[1 << 20];
    struct archive *a = archive_write_new();
    size_t n = 0;

    MUST(a && format(a) == ARCHIVE_OK && filter(a) == ARCHIVE_OK);
    MUST(archive_write_open_memory(a, out, sizeof out, &n) == ARCHIVE_OK);
    put_entry(a, "d", AE_IFDIR, "");
    put_entry(a, "d/f", AE_IFREG, "some text, some text\n");
    put_entry(a, "d/l", AE_IFLNK, "f");
    MUST(archive_write_close(a) == ARCHIVE_OK);
    save("repack", out, n);
    archive_write_free(a);
}

static void save_repack(void)
{
    static int (*const formats[])(struct archive *) = {
        archive_write_set_format_pax,       archive_write_set_format_ustar, archive_write_set_format_gnutar,
        archive_write_set_format_cpio_newc, archive_write_set_format_zip,   archive_write_set_format_7zip,
    };

    for (size_t i = 0; i < COUNT_OF(formats); i++)
        save_foreign(formats[i], archive_write_add_filter_none);
    save_foreign(formats[0], archive_write_add_filter_gzip);
    save_foreign(formats[0], archive_write_add_filter_xz);
    save_foreign(formats[0], archive_write_add_filter_zstd);
}

/* Of text that says little, or it would be long. */
static void save_prior(const uint8_t *p, size_t n)
{
    static uint8_t text[LLZ_TRAINING_MIN + 1000];
    const struct llz_sample sample = { text, sizeof text };
    struct llz_training how = LLZ_TRAINING_INIT;
    struct llz_trained trained = LLZ_TRAINED_INIT;

    for (size_t i = 0; i < sizeof text; i++)
        text[i] = p[i % n];
    how.file_bytes = LLZ_PRIOR_SIZE_MIN;
    MUST(llz_prior_train(&how, &sample, 1, &trained) == LLZ_OK);
    save("prior", trained.file, trained.bytes - 8); /* without its hash */
    llz_trained_free(&trained);
    /* Texts coded by a model. */
    how.sample_bytes = 2000;
    MUST(llz_prior_train(&how, &sample, 1, &trained) == LLZ_OK);
    save("prior", trained.file, trained.bytes - 8);
    llz_trained_free(&trained);
}

int main(int argc, char **argv)
{
    uint8_t text[LONG];
    size_t n;

    if (argc != 2)
        return 1;
    folder = argv[1];
    n = llz_primer_tail(text, sizeof text);
    save_kinds();
    save_forged();
    save_settings(text, SHORT);
    save_forms(text, SHORT);
    save_groups(text, n);
    save_groups(text, SHORT);
    save_index();
    save_attributes();
    save_records();
    save_options();
    save_repack();
    save_prior(text, SHORT);
    return 0;
}
