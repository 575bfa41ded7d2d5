/* attribute.c - sets an extended attribute: attribute FILE NAME VALUE. Exit status 1: there are none here. */
#include <string.h>
#include <sys/xattr.h>

int main(int argc, char **argv)
{
    return argc != 4 || setxattr(argv[1], argv[2], argv[3], strlen(argv[3]), 0) != 0;
}
