/* Which section of the primer a text is like: plain kinds are found, and what is like none has none. */
#include "codec/kinds/choose_section.h"
#include "model/primer/primer.h"
#include "tests/unit/archive.h"

/* In the order of the files' names. */
enum { C = 1, PYTHON = 3, JSON = 6, LOG = 8, GERMAN = 12, FRENCH = 13, RUSSIAN = 15 };

static void expect(const char *text, unsigned section)
{
    const unsigned is = llz_choose_section((const uint8_t *)text, strlen(text));

    if (is != section)
        fail_msg("section %u instead of %u: %.40s", is, section, text);
}

static void kinds(void **state)
{
    (void)state;
    expect(
        "#include <stdio.h>\n#include <string.h>\n\nstatic int count_words(const char *text)\n{\n    int n = 0;\n\n"
        "    for (size_t i = 0; i < strlen(text); i++)\n        if (text[i] == ' ')\n            n++;\n    return n;\n}\n\n"
        "int main(int argc, char **argv)\n{\n    if (argc < 2) {\n        fprintf(stderr, \"usage: %s TEXT\\n\", argv[0]);\n"
        "        return 1;\n    }\n    printf(\"%d\\n\", count_words(argv[1]));\n    return 0;\n}\n",
        C);
    expect(
        "import os\nimport sys\n\n\nclass Walker:\n    \"\"\"Walks over folders.\"\"\"\n\n    def __init__(self, root):\n"
        "        self.root = root\n\n    def sizes(self):\n        for name in os.listdir(self.root):\n"
        "            path = os.path.join(self.root, name)\n            if os.path.isfile(path):\n"
        "                yield name, os.path.getsize(path)\n\n\nif __name__ == \"__main__\":\n"
        "    for name, size in Walker(sys.argv[1]).sizes():\n        print(name, size)\n",
        PYTHON);
    expect(
        "{\n  \"name\": \"boat\",\n  \"id\": 17,\n  \"type\": \"object\",\n  \"tags\": [\"a\", \"b\"],\n  \"size\": { \"width\": 4, "
        "\"height\": 9 },\n  \"active\": true,\n  \"description\": \"A boat with oars\",\n  \"created\": null,\n"
        "  \"items\": [\n    { \"id\": 1, \"name\": \"oar\" },\n    { \"id\": 2, \"name\": \"rudder\" }\n  ]\n}\n",
        JSON);
    expect(
        "2031-04-02 11:20:31,402 INFO  [main] server started on port 8081\n2031-04-02 11:20:32,007 WARN  [worker-1] "
        "connection refused, retrying in 5 s\n2031-04-02 11:20:37,119 ERROR [worker-1] connection timed out\nApr  2 "
        "11:21:01 host cron[812]: (root) CMD (run-parts /etc/cron.hourly)\nApr  2 11:21:09 host kernel: eth0: link up\n",
        LOG);
    expect(
        "Der Garten lag still in der Sonne, und niemand war zu sehen. Als sie die T\303\274r \303\266ffnete, h\303\266rte sie, dass "
        "jemand im Haus war; sie blieb stehen und wartete, bis es wieder ruhig wurde. Dann ging sie langsam durch den Flur, "
        "denn sie wollte nicht, dass man sie bemerkte.\n",
        GERMAN);
    expect(
        "Le jardin \303\251tait calme sous le soleil, et il n'y avait personne. Quand elle ouvrit la porte, elle entendit que "
        "quelqu'un \303\251tait dans la maison; elle s'arr\303\252ta et attendit que tout soit de nouveau silencieux, puis elle "
        "traversa lentement le couloir, car elle ne voulait pas qu'on la remarque.\n",
        FRENCH);
    expect(
        "\320\241\320\260\320\264 \320\261\321\213\320\273 \321\202\320\270\321\205, \320\270 \320\275\320\270\320\272\320\276\320\263\320\276 "
        "\320\275\320\265 \320\261\321\213\320\273\320\276 \320\262\320\270\320\264\320\275\320\276, \320\270 \320\276\320\275\320\260 "
        "\321\201\320\272\320\260\320\267\320\260\320\273\320\260, \321\207\321\202\320\276 \320\277\320\276\320\271\320\264\320\265\321\202 "
        "\320\264\320\276\320\274\320\276\320\271.\n",
        RUSSIAN);
}

static void none(void **state)
{
    uint8_t noise[4096];
    uint64_t seed = 1;

    (void)state;
    expect("", 0);
    expect("a", 0);
    for (size_t i = 0; i < sizeof noise; i++)
        noise[i] = (uint8_t)(next_random(&seed) >> 56);
    assert_int_equal(llz_choose_section(noise, sizeof noise), 0);
    memset(noise, 0xfe, sizeof noise);
    assert_int_equal(llz_choose_section(noise, sizeof noise), 0);
}

/* Each is like itself. */
static void themselves(void **state)
{
    (void)state;
    for (unsigned k = 1; k <= LLZ_PRIMER_SECTIONS; k++) {
        size_t n;
        const uint8_t *text = llz_primer_section(k, &n);

        assert_int_equal(llz_choose_section(text, n), k);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(kinds), cmocka_unit_test(none),
                                        cmocka_unit_test(themselves) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
