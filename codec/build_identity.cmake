# build_identity.cmake - writes a C file with the identity of a build: 16 hexadecimal digits of a hash over every file
# that the bytes of an archive can depend on, and over the compiler's flags that change floating-point arithmetic.
# cmake -DROOT=FOLDER -DLIST=FILE -DOUTPUT=FILE.c -P build_identity.cmake
# LIST: the flags in its first line, then names of files below ROOT, one a line. Where ROOT lies does not matter.
file(STRINGS ${LIST} lines)
list(POP_FRONT lines flags)
list(SORT lines)
set(all "${flags}\n")
foreach(name IN LISTS lines)
  file(SHA256 ${ROOT}/${name} hash)
  string(APPEND all "${hash} ${name}\n")
endforeach()
string(SHA256 identity "${all}")
string(SUBSTRING ${identity} 0 16 identity)
file(WRITE ${OUTPUT} "#include \"codec/llz_lab.h\"\n\nconst char *llz_build(void)\n{\n    return \"${identity}\";\n}\n")
