/* json.h - lists for programs: objects of JSON, one in each line, in ASCII. */
#ifndef LLZ_JSON_H
#define LLZ_JSON_H

#include <stdint.h>
#include <stdio.h>

struct json {
    FILE *out;
    int count; /* members so far */
};

/* An object, from its beginning to the end of its line. Keys are plain words. */
struct json json_begin(FILE *out);
void json_end(struct json *j);

void json_unsigned(struct json *j, const char *key, uint64_t value);
void json_signed(struct json *j, const char *key, int64_t value);
void json_flag(struct json *j, const char *key, int value);

/* With all its digits; null where it is not finite. */
void json_number(struct json *j, const char *key, double value);
void json_numbers(struct json *j, const char *key, const double *values, size_t n);

/* A text that may hold any byte, as names of files may. What is not UTF-8 becomes U+FFFD, byte by byte, and a
 * second member, "KEY_bytes", has all bytes as hexadecimal digits then. */
void json_text(struct json *j, const char *key, const char *text);

#endif
