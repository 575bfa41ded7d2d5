# cmake -DTEXTS=FILE;FILE... -DOUTPUT=FILE.c -P embed.cmake: a C source with the bytes of the texts, joined.
set(hex)
foreach(text ${TEXTS})
  file(READ ${text} bytes HEX)
  string(APPEND hex ${bytes})
endforeach()
# Lines that a compiler's message can quote.
string(REGEX REPLACE "(................................)" "\\1\n" hex "${hex}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," hex "${hex}")
file(WRITE ${OUTPUT} "#include \"model/primer/primer.h\"\n\nconst uint8_t llz_primer_text[] = {\n${hex}\n};\n\
const size_t llz_primer_text_bytes = sizeof llz_primer_text;\n")
