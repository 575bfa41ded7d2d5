/* acl.c - sets and shows POSIX access control lists, for systems without setfacl. acl FILE: the list, an entry
 * a word, or "none"; acl [-d] FILE ENTRY...: sets it (-d: the default list of a folder). An entry: a letter (u,
 * g, m, o), a number or nothing, and rights from 0 to 7, with colons between them: u:1234:4. Owner, group, mask
 * and others have no number; entries have to come in the kernel's order: u::, u:N:, g::, g:N:, m::, o::. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/xattr.h>

#define ENTRIES 400

static void put(unsigned char *to, unsigned v, int bytes)
{
    for (int i = 0; i < bytes; i++)
        to[i] = (unsigned char)(v >> 8 * i);
}

static unsigned get(const unsigned char *from, int bytes)
{
    unsigned v = 0;

    for (int i = bytes - 1; i >= 0; i--)
        v = v << 8 | from[i];
    return v;
}

static int parse(const char *word, unsigned char entry[8])
{
    static const char letters[] = "ugmo";
    static const unsigned char own[] = { 1, 4, 16, 32 };
    const char *letter = strchr(letters, word[0]), *last = strrchr(word, ':');
    const int named = word[1] == ':' && word[2] != ':';

    if (!letter || !last || word[1] != ':' || last == word + 1)
        return -1;
    put(entry, own[letter - letters] * (named ? 2u : 1u), 2);
    put(entry + 2, (unsigned)atoi(last + 1), 2);
    put(entry + 4, named ? (unsigned)strtoul(word + 2, NULL, 10) : UINT32_MAX, 4);
    return 0;
}

static int set(const char *name, const char *path, int count, char **words)
{
    static unsigned char list[4 + 8 * ENTRIES] = { 2 };

    if (count > ENTRIES)
        return -1;
    for (int i = 0; i < count; i++)
        if (parse(words[i], list + 4 + 8 * i) != 0)
            return -1;
    return setxattr(path, name, list, 4 + 8 * (size_t)count, 0);
}

static void show(const char *path)
{
    unsigned char list[4 + 8 * ENTRIES];
    const ssize_t n = getxattr(path, "system.posix_acl_access", list, sizeof list);

    if (n < 4) {
        puts("none");
        return;
    }
    for (ssize_t at = 4; at + 8 <= n; at += 8) {
        const unsigned tag = get(list + at, 2), id = get(list + at + 4, 4);

        if (at > 4)
            putchar(' ');
        printf("%c:", tag == 1 || tag == 2 ? 'u' : tag == 4 || tag == 8 ? 'g' : tag == 16 ? 'm' : 'o');
        if (tag == 2 || tag == 8)
            printf("%u", id);
        printf(":%u", get(list + at + 2, 2));
    }
    putchar('\n');
}

int main(int argc, char **argv)
{
    const int is_default = argc > 1 && strcmp(argv[1], "-d") == 0;
    const char *name = is_default ? "system.posix_acl_default" : "system.posix_acl_access";

    argc -= is_default;
    argv += is_default;
    if (argc < 2)
        return 2;
    if (argc == 2) {
        show(argv[1]);
        return 0;
    }
    if (set(name, argv[1], argc - 2, argv + 2) != 0) {
        perror(argv[1]);
        return 1;
    }
    return 0;
}
