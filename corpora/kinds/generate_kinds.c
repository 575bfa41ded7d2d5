/* generate_kinds - data of many kinds, the same on every machine.
 *   generate_kinds list                  name, bytes and what it is, a line each
 *   generate_kinds all FOLDER            writes FOLDER/FAMILY/NAME for each
 *   generate_kinds FAMILY/NAME FOLDER    writes one
 * Exit code 0: done; 1: a file could not be written; 2: wrong usage. */
#include "kinds.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const struct family *const families[] = {
    &patterns, &sequences, &numbers, &number_texts, &pictures,  &picture_formats, &sounds, &codes,
    &markups,  &logs,      &tables,  &records,      &languages, &texts,           &packed, &bundles
};

static int write_file(const char *path, const uint8_t *data, size_t size)
{
    FILE *f = fopen(path, "wb");
    if (!f)
        return -1;
    int bad = fwrite(data, 1, size, f) != size;
    return fclose(f) != 0 || bad ? -1 : 0;
}

static int make_file(const char *folder, const struct family *f, const struct kind *k)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", folder, f->name);
    if (mkdir(path, 0777) != 0 && errno != EEXIST)
        return -1;
    int n = snprintf(path, sizeof path, "%s/%s/%s", folder, f->name, k->name);
    if (n < 0 || (size_t)n >= sizeof path)
        return -1;
    uint8_t *data = malloc(k->bytes);
    if (!data)
        return -1;
    make_part(k, data, k->bytes);
    int result = write_file(path, data, k->bytes);
    free(data);
    return result;
}

static int is_asked(const char *what, const struct family *f, const struct kind *k)
{
    char name[200];
    snprintf(name, sizeof name, "%s/%s", f->name, k->name);
    return strcmp(what, "all") == 0 || strcmp(what, name) == 0;
}

static void list(void)
{
    for (size_t i = 0; i < COUNT_OF(families); i++)
        for (size_t j = 0; j < families[i]->count; j++) {
            const struct kind *k = &families[i]->kinds[j];
            printf("%s/%s\t%zu\t%s\n", families[i]->name, k->name, k->bytes, k->what);
        }
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "list") == 0) {
        list();
        return fflush(stdout) == 0 ? 0 : 1;
    }
    int made = 0;
    for (size_t i = 0; argc == 3 && i < COUNT_OF(families); i++)
        for (size_t j = 0; j < families[i]->count; j++) {
            const struct family *f = families[i];
            if (!is_asked(argv[1], f, &f->kinds[j]))
                continue;
            if (make_file(argv[2], f, &f->kinds[j]) != 0) {
                fprintf(stderr, "generate_kinds: %s/%s/%s: %s\n", argv[2], f->name, f->kinds[j].name,
                        strerror(errno));
                return 1;
            }
            made++;
        }
    if (made == 0) {
        fprintf(stderr, "usage: generate_kinds list | all FOLDER | FAMILY/NAME FOLDER\n");
        return 2;
    }
    return 0;
}
