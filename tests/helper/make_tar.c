/* make_tar.c - writes the tar that standard input describes to standard output, however evil; with an
 * argument, an archive of the format that libarchive knows under that name. A line for each entry: kind
 * path [target or content], the kinds being f file, x file with setuid and setgid, d folder, s symbolic
 * link, h hard link, p FIFO, c character device, a file with an access control list and attributes, n
 * one of two names of a file (cpio). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <archive.h>
#include <archive_entry.h>

static void describe(struct archive_entry *e, char kind, const char *path, const char *rest)
{
    archive_entry_copy_pathname(e, path);
    archive_entry_set_size(e, 0);
    if (kind == 'n') {
        archive_entry_set_ino(e, 77);
        archive_entry_set_nlink(e, 2);
    }
    archive_entry_set_mtime(e, 1000000000, 123456789);
    archive_entry_set_perm(e, kind == 'x' ? 06755 : kind == 'd' ? 0755 : 0644);
    archive_entry_set_filetype(e, kind == 'd'   ? AE_IFDIR
                                  : kind == 's' ? AE_IFLNK
                                  : kind == 'p' ? AE_IFIFO
                                  : kind == 'c' ? AE_IFCHR
                                                : AE_IFREG);
    if (kind == 's')
        archive_entry_copy_symlink(e, rest);
    else if (kind == 'h')
        archive_entry_copy_hardlink(e, rest);
    else if (kind == 'c')
        archive_entry_set_rdev(e, 0x103); /* the null device */
    else if (kind != 'd' && kind != 'p')
        archive_entry_set_size(e, (la_int64_t)strlen(rest));
    if (kind == 'a') {
        archive_entry_acl_add_entry(e, ARCHIVE_ENTRY_ACL_TYPE_ACCESS, ARCHIVE_ENTRY_ACL_READ,
                                    ARCHIVE_ENTRY_ACL_USER, 4242, NULL);
        archive_entry_acl_add_entry(e, ARCHIVE_ENTRY_ACL_TYPE_ACCESS, ARCHIVE_ENTRY_ACL_READ,
                                    ARCHIVE_ENTRY_ACL_MASK, -1, NULL);
        archive_entry_xattr_add_entry(e, "user.colour", "blue", 4);
        archive_entry_xattr_add_entry(e, "trusted.evil", "1", 1);
    }
}

/* 0, or -1 after a message. */
static int add_line(struct archive *a, char *line)
{
    struct archive_entry *e = archive_entry_new();
    char *path, *rest;
    int result = -1;

    line[strcspn(line, "\n")] = '\0';
    path = line + 2;
    rest = strchr(path, ' ');
    if (rest)
        *rest++ = '\0';
    else
        rest = line + strlen(line);
    if (e && line[1] == ' ') {
        describe(e, line[0], path, rest);
        if (archive_write_header(a, e) >= ARCHIVE_WARN &&
            archive_write_data(a, rest, (size_t)archive_entry_size(e)) == archive_entry_size(e))
            result = 0;
    }
    if (result != 0)
        fprintf(stderr, "make_tar: %s: %s\n", line, archive_error_string(a));
    archive_entry_free(e);
    return result;
}

int main(int argc, char **argv)
{
    struct archive *a = archive_write_new();
    char line[8192];
    const char *format = argc > 1 ? argv[1] : "pax";
    int failed = !a || archive_write_set_format_by_name(a, format) != ARCHIVE_OK ||
                 archive_write_open_FILE(a, stdout) != ARCHIVE_OK;

    while (!failed && fgets(line, sizeof line, stdin))
        failed = add_line(a, line) != 0;
    failed |= archive_write_free(a) != ARCHIVE_OK;
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
