# cmake -DTEXTS=FILE;FILE... -DSECTIONS=FILE;FILE... -DOUTPUT=FILE.c -P embed.cmake: a C source with the bytes of the texts,
# joined, and likewise of the sections, with the places where these end.
set(hex)
set(ends)
set(bytes_so_far 0)

# Adds a file's bytes to ${hex}, and where it ends to ${ends}.
macro(append_file file)
  file(READ ${file} bytes HEX)
  string(LENGTH "${bytes}" digits)
  math(EXPR bytes_so_far "${bytes_so_far} + ${digits} / 2")
  string(APPEND hex ${bytes})
  string(APPEND ends "${bytes_so_far}, ")
endmacro()

# ${hex} as a list in C, in lines that a compiler's message can quote.
macro(make_list)
  string(REGEX REPLACE "(................................)" "\\1\n" hex "${hex}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," hex "${hex}")
endmacro()

foreach(text ${TEXTS})
  append_file(${text})
endforeach()
make_list()
file(WRITE ${OUTPUT} "#include \"model/primer/primer.h\"\n\nconst uint8_t llz_primer_text[] = {\n${hex}\n};\n\
const size_t llz_primer_text_bytes = sizeof llz_primer_text;\n\n")
set(hex)
set(ends)
set(bytes_so_far 0)
foreach(text ${SECTIONS})
  append_file(${text})
endforeach()
make_list()
file(APPEND ${OUTPUT} "const uint8_t llz_primer_sections[] = {\n${hex}\n};\n\
const size_t llz_primer_section_ends[LLZ_PRIMER_SECTIONS] = { ${ends}};\n")
