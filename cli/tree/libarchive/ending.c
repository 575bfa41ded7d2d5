/* ending.c - Where archives end: 7z says so in its first header (7zFormat.txt), zip in the record of 22 bytes and a
 * comment at its end (APPNOTE.TXT 4.3.16), which is looked for from the end. */
#include "cli/tree/libarchive/ending.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE 65536
#define ZIP_RECORD 22
#define ZIP_COMMENT_MAX 65535
#define ZIP64 0xffffffff /* in the place of a number that another record has */
#define SEVEN_HEADER 32

static uint64_t little(const unsigned char *bytes, int n)
{
    uint64_t number = 0;

    while (n-- > 0)
        number = number << 8 | bytes[n];
    return number;
}

/* All n bytes at `at`, or fewer at the end of the file; -1: errno says why. */
static ssize_t read_at(int fd, unsigned char *bytes, size_t n, off_t at)
{
    size_t got = 0;
    ssize_t more = 1;

    while (got < n && more > 0) {
        more = pread(fd, bytes + got, n - got, at + (off_t)got);
        if (more < 0 && errno == EINTR)
            more = 1;
        else if (more > 0)
            got += (size_t)more;
    }
    return more < 0 ? -1 : (ssize_t)got;
}

static enum ending after_zeros(int fd, off_t at)
{
    unsigned char piece[PIECE];
    ssize_t n;

    for (; (n = read_at(fd, piece, sizeof piece, at)) > 0; at += n)
        for (ssize_t i = 0; i < n; i++)
            if (piece[i] != 0)
                return ENDING_FOLLOWED;
    return n < 0 ? ENDING_UNREADABLE : ENDING_CLEAN;
}

static enum ending seven_ending(int fd, off_t beginning, off_t size)
{
    unsigned char header[SEVEN_HEADER];
    const ssize_t n = read_at(fd, header, sizeof header, beginning);
    const uint64_t room = (uint64_t)(size - beginning);
    uint64_t table_at, bytes;

    if (n < 0)
        return ENDING_UNREADABLE;
    /* A program may stand before it, which unpacks it: where it begins is not known then. */
    if (n < SEVEN_HEADER || memcmp(header, "7z\274\257\047\034", 6) != 0)
        return ENDING_CLEAN;
    table_at = little(header + 12, 8);
    bytes = little(header + 20, 8);
    if (table_at > room || bytes > room - table_at)
        return ENDING_CLEAN;
    return after_zeros(fd, beginning + (off_t)(table_at + bytes) + SEVEN_HEADER);
}

/* A record that stands at `at`, counted from `beginning` on. */
static enum ending zip_record(const unsigned char *record, int fd, off_t beginning, uint64_t at)
{
    const uint64_t table_bytes = little(record + 12, 4), table_at = little(record + 16, 4);
    const uint64_t bytes = ZIP_RECORD + little(record + 20, 2);
    const enum ending after = after_zeros(fd, beginning + (off_t)(at + bytes));

    if (after != ENDING_CLEAN)
        return after;
    return table_at != ZIP64 && table_bytes != ZIP64 && table_at + table_bytes < at ? ENDING_PRECEDED
                                                                                    : ENDING_CLEAN;
}

static enum ending zip_ending(int fd, off_t beginning, off_t size)
{
    unsigned char end[ZIP_RECORD + ZIP_COMMENT_MAX];
    const off_t room = size - beginning, looked = room < (off_t)sizeof end ? room : (off_t)sizeof end;
    const ssize_t n = read_at(fd, end, (size_t)looked, size - looked);

    if (n < 0)
        return ENDING_UNREADABLE;
    for (ssize_t i = n - ZIP_RECORD; i >= 0; i--)
        if (memcmp(end + i, "PK\5\6", 4) == 0)
            return zip_record(end + i, fd, beginning, (uint64_t)(room - looked + i));
    return ENDING_CLEAN;
}

enum ending ending_of(struct archive *a, int fd, off_t beginning)
{
    struct stat info;

    if (fstat(fd, &info) != 0)
        return ENDING_UNREADABLE;
    switch (archive_format(a) & ARCHIVE_FORMAT_BASE_MASK) {
    case ARCHIVE_FORMAT_CPIO:
        return after_zeros(fd, beginning + (off_t)archive_filter_bytes(a, 0));
    case ARCHIVE_FORMAT_7ZIP:
        return seven_ending(fd, beginning, info.st_size);
    case ARCHIVE_FORMAT_ZIP:
        return zip_ending(fd, beginning, info.st_size);
    default:
        return ENDING_CLEAN;
    }
}
