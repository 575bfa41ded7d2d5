/* Programs: source of many languages, and what compilers make. */
#include "kinds.h"

static const char *const c_source[] = {
    "$!#include <stdio.h>\n#include <string.h>\n\n",
    "static int $i(struct $n *$n, size_t $n)\n{\n$*4(    $(int|size_t|char *|unsigned) $n = $n->$n;\n)$*5(    if ($n $(==|<|!=|>=) $(0|NULL|$[1..99]))\n        return $(-1|0|$i($n, $n));\n)    return 0;\n}\n\n",
    "/* $s */\n#define $I $[0..4096]\n\n",
    "    for (size_t i = 0; i < $n->$n; i++)\n        $n[i] = $i($n, i);\n",
    "struct $i {\n$*6(    $(int|uint32_t|char *|size_t) $n; /* $j $n */\n)};\n\n",
    "void $i(void)\n{\n$*6(    $i($(&$n|$n|\"$n\"), $(0|1|sizeof *$n));\n)}\n\n",
    NULL,
};
static const char *const python_source[] = {
    "def $i(self, $n, $n=None):\n    \"\"\"$s\"\"\"\n$*5(    self.$n = $(self.$i($n)|$n[$[0..9]]|len($n))\n)    return $n\n\n",
    "class $I($I):\n    def __init__(self, $n):\n        super().__init__()\n$*4(        self._$n = $(None|[]|{}|$n)\n)\n",
    "    for $n in self.$n:\n        if $n.$n is not None:\n            yield $n, $n.$i()\n\n",
    "@pytest.mark.parametrize(\"$n\", [$[0..99], $[0..99]])\ndef test_$i($n):\n    assert $i($n) == $[0..999]\n\n",
    "from $n.$n import $I\n",
    NULL,
};
static const char *const java_source[] = {
    "    public $(void|int|String|boolean) $i($I $n, int $n) throws IOException {\n$*4(        this.$n = $n.get$N();\n)        return $(null|this.$n|$n.size());\n    }\n\n",
    "    /**\n     * $s\n     * @param $n the $j $n\n     */\n",
    "    private final Map<String, $I> $n = new HashMap<>();\n",
    "import org.$n.$n.$I;\n",
    NULL,
};
static const char *const rust_source[] = {
    "pub fn $i(&mut self, $n: &$I) -> Result<$I, Error> {\n$*4(    let $n = self.$n.$i()?;\n)    Ok($I { $n, $n })\n}\n\n",
    "#[derive(Debug, Clone)]\npub struct $I {\n$*5(    pub $n: $(u32|String|Vec<u8>|Option<$I>),\n)}\n\n",
    "impl $I for $I {\n    type Output = $I;\n}\n\n",
    "    match self.$n {\n$*4(        $I::$N($n) => $i($n),\n)        _ => unreachable!(),\n    }\n",
    NULL,
};
static const char *const javascript_small[] = {
    "function $(e|t|n|r)($(a|b|c),$(d|f)){return $(a|b|c).$i?$(this|d).$n($[0..99]):$(d|f)}",
    "var $(a|b|c|d|e|f)=$(t|e|n)($[100..999]),",
    "$(a|b|c).prototype.$i=function(){$*3($(a|b|c).$n($(e|t),$[0..9]);)};",
    "if(!$(a|b|c)||\"$n\"===typeof $(a|b|c))throw Error(\"$n $n\");",
    NULL,
};
static const char *const sql_source[] = {
    "INSERT INTO $n ($n_id, name, amount, created) VALUES ($c, '$m', $[1..999].$[00..99], '$tI');\n",
    "SELECT $n.$n, COUNT(*) FROM $n JOIN $n ON $n.id = $n.$n_id WHERE $n.$n $(=|>|<) $[0..500] GROUP BY $n;\n",
    "UPDATE $n SET $n = '$n' WHERE id = $c;\n",
    "CREATE TABLE $i (\n    id INTEGER PRIMARY KEY,\n$*5(    $n $(TEXT|INTEGER|REAL)$(| NOT NULL),\n)    UNIQUE ($n)\n);\n",
    NULL,
};
static const char *const shell_source[] = {
    "if [ -$(f|d|z|n) \"$$$n\" ]; then\n    $i \"$$$n\" || exit $[1..3]\nfi\n",
    "for $n in \"$$@\"; do\n    $n \"$$$n\" >>\"$$$n.log\"\ndone\n",
    "$i() {\n    local $n=$$1\n$*4(    $n=$$($n -$(a|b|c|n) \"$$$n\" | sort -u\x29\n)}\n\n",
    "# $s\n",
    "export $N=\"$p\"\n",
    NULL,
};
static const char *const make_source[] = {
    "$n.o: $n.c $n.h $n.h\n\t$$(CC) $$(CFLAGS) -c -o $$@ $n.c\n\n",
    "$n: $n.o $n.o $n.o\n\t$$(CC) -o $$@ $$^ -l$n\n\n",
    "OBJECTS += $n.o $n.o\n",
    ".PHONY: $n\n$n:\n\trm -f *.o $n\n\n",
    NULL,
};
static const char *const assembler_source[] = {
    "\tmov$(l|q|b)\t$(-$[8..96](%rbp\x29|%eax|$$$[0..64]), %$(eax|edx|ecx|rdi|rsi)\n",
    "\tcall\t$i@PLT\n",
    "\tcmpl\t$$$[0..99], %eax\n\tj$(e|ne|l|g)\t.L$[2..400]\n",
    ".L$c:\n",
    "\taddq\t$$$[8..64], %rsp\n\tpopq\t%rbp\n\tret\n\t.cfi_endproc\n\t.globl\t$i\n$\":\n\tpushq\t%rbp\n",
    "\tleaq\t.LC$[0..60](%rip), %rdi\n",
    NULL,
};
static const char *const lisp_source[] = {
    "(defun $n-$n ($n $n)\n  \"$s\"\n  (let (($n (car $n)))\n    (if ($(null|eq|>) $n $n)\n        ($n-$n $n)\n      (cons $n ($n-$n (cdr $n))))))\n\n",
    "(setq $n-$n '($n $n $n))\n",
    ";; $s\n",
    NULL,
};
static const char *const fortran_source[] = {
    "      SUBROUTINE $N($N, N)\n      INTEGER N, I\n      REAL*8 $N(N)\n      DO $[10..90] I = 1, N\n        $N(I) = $N(I) * $[1..9].$[0..99]D0\n   $[10..90] CONTINUE\n      END\n",
    "C     $s\n",
    "      CALL $N($N, $[1..100])\n",
    "      IF ($N .GT. $[0..100]) GO TO $[100..900]\n",
    NULL,
};
static const char *const patch_source[] = {
    "diff --git a$p.c b$\".c\nindex $[0000000..fffffff]x..$[0000000..fffffff]x 100644\n--- a/$n.c\n+++ b/$\".c\n",
    "@@ -$[1..900],$[3..30] +$[1..900],$[3..30] @@ int $i(void)\n     $n = $i($n);\n-    if ($n)\n+    if ($n && !$n->$n)\n         return $n;\n",
    "     $i($n, $n);\n-    $n = $[0..99];\n+    $n = $[0..99];\n",
    NULL,
};
static const char *const grammar_source[] = {
    "$n ::= $n | $n \"$n\" $n | \"(\" $n \")\"\n",
    "$i = { $n }, [ $j ], \"$(;|,|:)\" ;\n",
    "<$n-$n> ::= <$n> <$j-$n> | empty\n",
    NULL,
};
static const char *const table_source[] = {
    "    0x$[00..ff]x, 0x$[00..ff]x, 0x$[00..ff]x, 0x$[00..ff]x, 0x$[00..ff]x, 0x$[00..ff]x, 0x$[00..ff]x, 0x$[00..ff]x,\n",
    "    { $[0..255], $[0..255], \"$n\" },\n",
    NULL,
};

/* Instructions of x86-64 as compilers use them: moves off the stack, calls, jumps nearby. */
static void x86(struct sink *s, const void *with)
{
    static const uint8_t prologue[] = { 0xC3, 0x66, 0x0F, 0x1F, 0x44, 0,    0,
                                        0x55, 0x48, 0x89, 0xE5, 0x48, 0x83, 0xEC };
    (void)with;
    while (!full(s)) {
        uint32_t what = low_of(s, 9), reg = low_of(s, 8);
        switch (what) {
        case 0: /* mov r64, [rbp - n] */
        case 1:
            put_be(s, 0x488B, 2);
            put(s, 0x45 | reg << 3);
            put(s, 256 - 8 * (1 + low_of(s, 14)));
            break;
        case 2: /* call one of 60 functions */
            put(s, 0xE8);
            put_le(s, mix(rank_of(s, 60)) % 100000 - s->used - 4, 4);
            break;
        case 3: /* mov [rbp - n], r32 */
            put(s, 0x89);
            put(s, 0x45 | reg << 3);
            put(s, 256 - 4 * (1 + low_of(s, 20)));
            break;
        case 4: /* test, jz */
            put_be(s, 0x85C074, 3);
            put(s, 2 + low_of(s, 100));
            break;
        case 5: /* mov r32, immediate */
            put(s, 0xB8 | reg);
            put_le(s, rank_of(s, 5000), 4);
            break;
        case 6: /* lea rdi, [rip + n] */
            put_be(s, 0x488D3D, 3);
            put_le(s, 120000 + 16 * rank_of(s, 500) - s->used, 4);
            break;
        case 7: /* add, sub, cmp with a small number */
            put_be(s, 0x4883, 2);
            put(s, 0xC0 | low_of(s, 8) << 3 | reg);
            put(s, 8 * low_of(s, 16));
            break;
        default:
            put_bytes(s, prologue, sizeof prologue);
            put(s, 16 * (1 + low_of(s, 8)));
        }
    }
}

/* Instructions of four bytes, as ARM has them. */
static void arm(struct sink *s, const void *with)
{
    static const uint32_t forms[] = { 0xE5900000, 0xE5800000, 0xE1A00000, 0xE3A00000,
                                      0xEB000000, 0xE3500000, 0x0A000000, 0xE8BD8010 };
    (void)with;
    while (!full(s)) {
        uint32_t x = forms[low_of(s, COUNT_OF(forms))];
        if (x == 0xEB000000)
            x |= (mix(rank_of(s, 60)) % 30000 - (uint32_t)s->used / 4) & 0xFFFFFF;
        else if (x == 0x0A000000)
            x |= low_of(s, 40);
        else if (x != 0xE8BD8010) {
            x |= low_of(s, 10) << 12;
            x |= 4 * low_of(s, 24);
            x |= x == 0xE3500000 ? 0 : low_of(s, 6) << 16;
        }
        put_le(s, x, 4);
    }
}

/* A constant pool of strings and references, then bytecode, as in a class of Java. */
static void class_file(struct sink *s, const void *with)
{
    static const uint8_t operations[] = {
        0x2A, 0xB4, 0xB6, 0x2B, 0x1B, 0xB8, 0x59, 0xBB, 0xB7, 0xB0, 0x57, 0x99
    };
    (void)with;
    while (!full(s)) {
        put_be(s, UINT64_C(0xCAFEBABE00000034), 8);
        for (uint32_t n = 30; n > 0; n--) {
            char name[80];
            struct sink t = { .data = (uint8_t *)name, .size = sizeof name, .state = draw(s) };
            fill(&t, n % 3 ? "$i" : "(Lorg/$n/$I;I)V");
            put(s, 1);
            put_be(s, t.used, 2);
            put_bytes(s, name, t.used);
            put(s, 10);
            put_be(s, low_of(s, 60), 2);
            put_be(s, low_of(s, 60), 2);
        }
        for (uint32_t n = 300; n > 0; n--) {
            uint32_t code = operations[low_of(s, COUNT_OF(operations))];
            put(s, code);
            if (code >= 0x99 && code != 0xB0)
                put_be(s, low_of(s, 60), 2);
        }
    }
}

/* One byte of operation, often one of operand: a virtual machine. */
static void bytecode(struct sink *s, const void *with)
{
    (void)with;
    while (!full(s)) {
        uint32_t code = rank_of(s, 40);
        put(s, code);
        if (code % 3 != 1)
            put(s, low_of(s, 30));
    }
}

static const struct kind kinds[] = {
    { "c", 80000, from_templates, c_source, "C" },
    { "python", 80000, from_templates, python_source, "Python" },
    { "java", 80000, from_templates, java_source, "Java" },
    { "rust", 80000, from_templates, rust_source, "Rust" },
    { "javascript-small", 80000, from_templates, javascript_small, "JavaScript without spaces" },
    { "sql", 80000, from_templates, sql_source, "SQL" },
    { "shell", 60000, from_templates, shell_source, "shell" },
    { "makefile", 40000, from_templates, make_source, "rules of make" },
    { "assembler", 80000, from_templates, assembler_source, "assembler" },
    { "lisp", 60000, from_templates, lisp_source, "Lisp" },
    { "fortran", 60000, from_templates, fortran_source, "Fortran" },
    { "patch", 60000, from_templates, patch_source, "differences of sources" },
    { "grammar", 40000, from_templates, grammar_source, "rules of a grammar" },
    { "c-table", 60000, from_templates, table_source, "tables of numbers in C" },
    { "x86", 100000, x86, NULL, "machine code of x86-64" },
    { "arm", 80000, arm, NULL, "machine code of ARM" },
    { "class", 60000, class_file, NULL, "constant pools and bytecode" },
    { "bytecode", 60000, bytecode, NULL, "operations and operands" },
};
const struct family codes = { "code", kinds, COUNT_OF(kinds) };
