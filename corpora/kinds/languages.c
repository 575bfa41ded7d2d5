/* Texts of many languages and encodings. The sentences mean nothing: common words of the language, each with a
 * few others that like to follow it, and longer words made out of them. */
#include "kinds.h"
#include <stdlib.h>

enum coding {
    UTF8,
    LATIN1,
    UTF16LE,
    UTF16BE,
    UTF32LE,
    CP1251,
    KOI8,
    GREEK8,
    SHIFT_JIS,
    QUOTED,
    ENTITIES,
    ESCAPES
};

struct language {
    const char *const *words, *const *endings;
    uint32_t word_count, ending_count;
    const char *space, *comma, *stop;
};

struct text {
    const struct language *language;
    enum coding coding;
};

#define LANGUAGE(name, space, comma, stop)                                                                     \
    static const struct language name = {                                                                      \
        name##_words, name##_endings, COUNT_OF(name##_words), COUNT_OF(name##_endings), space, comma, stop     \
    }

static const char *const german_words[] = {
    "der",   "die",     "und",    "in",    "das",      "ist",   "nicht", "ein",    "zu",     "für",
    "mit",   "auf",     "Straße", "über",  "Tür",      "grün",  "schön", "Häuser", "können", "Größe",
    "früh",  "Mädchen", "wird",   "hatte", "Wasser",   "Abend", "Zeit",  "Stadt",  "Frage",  "Bücher",
    "Leben", "immer",   "wieder", "heute", "zwischen", "Äpfel", "weiß",  "fährt"
};
static const char *const german_endings[] = { "en", "ung", "lich", "heit", "er", "keit", "e", "schaft" };
LANGUAGE(german, " ", ", ", ". ");
static const char *const french_words[] = {
    "le",    "la",   "de",      "et",    "à",       "les",   "est",    "dans",     "que",    "qui",
    "une",   "pour", "été",     "très",  "où",      "être",  "même",   "maison",   "garçon", "français",
    "après", "déjà", "fenêtre", "hôtel", "soir",    "l'eau", "jamais", "toujours", "parce",  "avec",
    "sans",  "rue",  "élève",   "tête",  "château", "ça",    "leçon",  "père"
};
static const char *const french_endings[] = { "s", "ment", "tion", "é", "ère", "eux", "er", "ées" };
LANGUAGE(french, " ", ", ", ". ");
static const char *const finnish_words[] = { "ja",   "on",       "ei",     "se",   "että",  "hän",
                                             "talo", "vesi",     "kun",    "myös", "mutta", "päivä",
                                             "yö",   "metsä",    "kirja",  "äiti", "isä",   "järvi",
                                             "tie",  "kaupunki", "sitten", "nyt",  "työ",   "pöytä" };
static const char *const finnish_endings[] = { "ssa",  "sta",  "lla", "n",   "ksi",
                                               "issa", "iden", "ään", "mme", "kin" };
LANGUAGE(finnish, " ", ", ", ". ");
static const char *const polish_words[] = { "i",     "w",     "nie",      "na",     "się",     "że",
                                            "jest",  "do",    "był",      "dzień",  "rzeka",   "książka",
                                            "dom",   "żółty", "łąka",     "mąż",    "ćwiczyć", "źle",
                                            "które", "przez", "człowiek", "miasto", "wieczór", "woda" };
static const char *const polish_endings[] = { "ów", "ami", "ości", "ego", "a", "ą", "ach", "ny" };
LANGUAGE(polish, " ", ", ", ". ");
static const char *const russian_words[] = { "и",      "в",       "не",     "на",     "что",    "он",
                                             "как",    "это",     "она",    "но",     "дом",    "вода",
                                             "город",  "человек", "время",  "день",   "рука",   "слово",
                                             "вечер",  "книга",   "улица",  "всегда", "потом",  "новый",
                                             "старый", "был",     "сказал", "если",   "хорошо", "жизнь",
                                             "окно",   "дорога",  "письмо", "учитель" };
static const char *const russian_endings[] = { "ов", "ами", "ость", "ого", "ая", "ый", "ение", "ть", "ы" };
LANGUAGE(russian, " ", ", ", ". ");
static const char *const greek_words[] = { "και",   "το",     "η",        "ο",      "να",     "με",
                                           "είναι", "για",    "που",      "δεν",    "σπίτι",  "νερό",
                                           "μέρα",  "πόλη",   "άνθρωπος", "βιβλίο", "δρόμος", "θάλασσα",
                                           "παιδί", "χρόνος", "λόγος",    "ζωή",    "νύχτα",  "τώρα" };
static const char *const greek_endings[] = { "ς", "ων", "ους", "ικός", "ση", "α", "ες", "ματα" };
LANGUAGE(greek, " ", ", ", ". ");
static const char *const arabic_words[] = { "في",  "من",   "على",  "و",     "أن",   "إلى",  "هذا", "كان",
                                            "بيت", "ماء",  "يوم",  "مدينة", "كتاب", "طريق", "ولد", "شمس",
                                            "ليل", "كبير", "جديد", "بعد",   "قبل",  "كل",   "مع",  "رجل" };
static const char *const arabic_endings[] = { "ة", "ات", "ين", "ون", "ها", "هم", "ي", "نا" };
LANGUAGE(arabic, " ", "، ", ". ");
static const char *const hebrew_words[] = { "של",   "את",   "על",  "לא",   "הוא",  "היא", "זה",  "עם",
                                            "בית",  "מים",  "יום", "עיר",  "ספר",  "דרך", "ילד", "שמש",
                                            "לילה", "גדול", "חדש", "אחרי", "לפני", "כל",  "איש", "ארץ" };
static const char *const hebrew_endings[] = { "ים", "ות", "ה", "י", "נו", "ית", "ך", "ם" };
LANGUAGE(hebrew, " ", ", ", ". ");
static const char *const hindi_words[] = { "है",   "और",   "का",  "में",   "की",    "से",     "यह",   "को",
                                           "घर",  "पानी", "दिन", "शहर", "किताब", "रास्ता", "लड़का", "सूरज",
                                           "रात", "बड़ा",  "नया", "बाद", "पहले",   "सब",    "आदमी", "काम" };
static const char *const hindi_endings[] = { "ों", "ता", "ना", "ी", "ें", "कर", "वाला", "पन" };
LANGUAGE(hindi, " ", ", ", "। ");
static const char *const thai_words[] = { "และ", "ที่",   "ใน",   "เป็น",   "มี",   "ไม่",   "ได้",  "บ้าน",
                                          "น้ำ",  "วัน",  "เมือง", "หนังสือ", "ถนน", "เด็ก",  "คน",  "ใหญ่",
                                          "ใหม่", "แล้ว", "ก่อน",  "ทุก",    "งาน", "เวลา", "ชีวิต", "กลางคืน" };
static const char *const thai_endings[] = { "การ", "ความ", "นี้", "นั้น", "ๆ", "กัน" };
LANGUAGE(thai, "", " ", " ");
static const char *const chinese_words[] = {
    "的", "是", "了", "在", "我", "他", "有", "不", "人", "这", "中", "大", "来", "上", "国", "个", "到",
    "说", "们", "为", "子", "和", "你", "地", "出", "道", "也", "时", "年", "得", "就", "那", "要", "下",
    "以", "生", "会", "自", "着", "去", "之", "过", "家", "学", "对", "可", "她", "里", "后", "小", "么",
    "心", "多", "天", "而", "能", "好", "都", "然", "没", "日", "于", "起", "还", "发", "成", "事", "只",
    "作", "当", "想", "看", "文", "无", "开", "手", "十", "用", "主", "行", "方", "又", "如", "前"
};
static const char *const chinese_endings[] = { "水", "山", "城", "书", "路", "门", "车", "花", "火", "风" };
LANGUAGE(chinese, "", "，", "。");
static const char *const japanese_words[] = { "の",     "に",     "は",     "を",     "た",     "が",   "で",
                                              "て",     "と",     "し",     "れ",     "さ",     "ある", "いる",
                                              "する",   "から",   "こと",   "として", "人",     "日",   "本",
                                              "水",     "家",     "町",     "道",     "時間",   "学校", "先生",
                                              "テレビ", "ホテル", "新しい", "大きい", "という", "それ", "これ",
                                              "です",   "ます",   "でした" };
static const char *const japanese_endings[] = { "ない", "った", "って", "さん", "たち", "的", "ば", "れる" };
LANGUAGE(japanese, "", "、", "。");
static const char *const korean_words[] = { "이", "그",   "것", "수",   "있다", "하다", "집", "물",
                                            "날", "도시", "책", "길",   "아이", "사람", "밤", "크다",
                                            "새", "뒤",   "앞", "모든", "일",   "시간", "삶", "학교" };
static const char *const korean_endings[] = { "은", "는", "을", "를", "에서", "으로", "했다", "입니다" };
LANGUAGE(korean, " ", ", ", ". ");

/* Word k of 500: the common ones, then longer ones made of them. */
static void put_word(struct sink *s, const struct language *l, uint32_t k)
{
    uint32_t h = mix(k + l->word_count * 1000);
    if (k < l->word_count) {
        put_text(s, l->words[k]);
        return;
    }
    put_text(s, l->words[h % l->word_count]);
    put_text(s, l->endings[(h >> 8) % l->ending_count]);
    if (h >> 30 == 0)
        put_text(s, l->endings[(h >> 16) % l->ending_count]);
}

static void sentences(struct sink *s, const struct language *l)
{
    while (!full(s)) {
        uint32_t word = rank_of(s, 500);
        for (uint32_t n = 4 + low_of(s, 16); n > 0; n--) {
            put_word(s, l, word);
            word = below(s, 5) < 2 ? mix(word * 4 + low_of(s, 4)) % 500 : rank_of(s, 500);
            put_text(s, n == 1 ? l->stop : below(s, 9) ? l->space : l->comma);
        }
        if (below(s, 5) == 0)
            put(s, '\n');
    }
}

/* The code point at data[*at], which moves on. */
static uint32_t next_point(const uint8_t *data, size_t *at)
{
    uint32_t b = data[(*at)++], more = b < 0xC0 ? 0 : b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3;
    uint32_t x = more ? b & (63U >> more) : b;
    for (; more > 0; more--)
        x = x << 6 | (data[(*at)++] & 63);
    return x;
}

static void put_utf8(struct sink *s, uint32_t x)
{
    if (x < 0x80)
        put(s, x);
    else if (x < 0x800) {
        put(s, 0xC0 | x >> 6);
        put(s, 0x80 | (x & 63));
    } else {
        put(s, 0xE0 | x >> 12);
        put(s, 0x80 | (x >> 6 & 63));
        put(s, 0x80 | (x & 63));
    }
}

/* Cyrillic in the order of the Latin letters that sound alike. */
static uint32_t koi8(uint32_t x)
{
    static const uint8_t order[] = { 1,  2,  23, 7,  4, 5, 22, 26, 9,  10, 11, 12, 13, 14, 15, 16,
                                     18, 19, 20, 21, 6, 8, 3,  30, 27, 29, 31, 25, 24, 28, 0,  17 };
    if (x < 0x410 || x > 0x44F)
        return x & 127;
    return x < 0x430 ? 0xE0 + order[x - 0x410] % 32U : 0xC0 + order[x - 0x430] % 32U;
}

static void put_quoted(struct sink *s, uint32_t x, size_t *column)
{
    uint8_t utf[4];
    struct sink t = { .data = utf, .size = sizeof utf };
    put_utf8(&t, x);
    for (size_t i = 0; i < t.used; i++) {
        if (*column > 72) {
            put_text(s, "=\n");
            *column = 0;
        }
        if (utf[i] < 128 && utf[i] != '=') {
            put(s, utf[i]);
            *column = utf[i] == '\n' ? 0 : *column + 1;
        } else {
            say(s, "=%02X", utf[i]);
            *column += 3;
        }
    }
}

static void put_coded(struct sink *s, enum coding coding, uint32_t x, size_t *column)
{
    switch (coding) {
    case LATIN1:
        put(s, x < 256 ? x : '?');
        break;
    case UTF16LE:
        put_le(s, x, 2);
        break;
    case UTF16BE:
        put_be(s, x, 2);
        break;
    case UTF32LE:
        put_le(s, x, 4);
        break;
    case CP1251:
        put(s, x < 128 ? x : x - 0x350);
        break;
    case KOI8:
        put(s, koi8(x));
        break;
    case GREEK8:
        put(s, x < 128 ? x : x - 0x2D0);
        break;
    case SHIFT_JIS:
        put_be(s, x < 128 ? x : x < 0x30A0 ? 0x829F + x - 0x3041 : 0x8800 + x % 5000, x < 128 ? 1 : 2);
        break;
    case QUOTED:
        put_quoted(s, x, column);
        break;
    case ENTITIES:
        x < 128 ? put(s, x) : say(s, "&#%u;", x);
        break;
    case ESCAPES:
        x < 128 ? put(s, x) : say(s, "\\u%04x", x);
        break;
    default:
        put_utf8(s, x);
    }
}

static void text(struct sink *s, const void *with)
{
    const struct text *k = with;
    struct sink plain = { .size = 3 * s->size + 8, .state = draw(s) };
    size_t column = 0;
    plain.data = malloc(plain.size);
    if (!plain.data)
        abort();
    sentences(&plain, k->language);
    for (size_t i = 0; !full(s);)
        put_coded(s, k->coding, next_point(plain.data, &i), &column);
    free(plain.data);
}

/* A paragraph of each of some languages by turns. */
static void mixed(struct sink *s, const void *with)
{
    static const struct language *const all[] = { &german, &russian,  &chinese, &french,
                                                  &arabic, &japanese, &greek };
    (void)with;
    for (uint32_t i = 0; !full(s); i++) {
        uint8_t part[2000];
        size_t bytes = 1000 + below(s, 1000);
        struct sink t = { .data = part, .size = bytes, .state = draw(s) };
        sentences(&t, all[i % COUNT_OF(all)]);
        put_bytes(s, part, t.used);
        put(s, '\n');
    }
}

#define TEXT(language, coding) (&(const struct text){ &language, coding })
static const struct kind kinds[] = {
    { "german", 80000, text, TEXT(german, UTF8), "German" },
    { "german-latin1", 80000, text, TEXT(german, LATIN1), "German, Latin-1" },
    { "german-utf16", 100000, text, TEXT(german, UTF16LE), "German, UTF-16" },
    { "french", 80000, text, TEXT(french, UTF8), "French" },
    { "french-quoted", 80000, text, TEXT(french, QUOTED), "French, quoted-printable" },
    { "french-entities", 80000, text, TEXT(french, ENTITIES), "French, HTML entities" },
    { "finnish", 80000, text, TEXT(finnish, UTF8), "Finnish" },
    { "polish", 80000, text, TEXT(polish, UTF8), "Polish" },
    { "russian", 100000, text, TEXT(russian, UTF8), "Russian" },
    { "russian-1251", 60000, text, TEXT(russian, CP1251), "Russian, code page 1251" },
    { "russian-koi8", 60000, text, TEXT(russian, KOI8), "Russian, KOI8" },
    { "russian-utf16", 100000, text, TEXT(russian, UTF16LE), "Russian, UTF-16" },
    { "russian-escapes", 100000, text, TEXT(russian, ESCAPES), "Russian, escapes of JSON" },
    { "greek", 100000, text, TEXT(greek, UTF8), "Greek" },
    { "greek-8859", 60000, text, TEXT(greek, GREEK8), "Greek, ISO 8859-7" },
    { "arabic", 80000, text, TEXT(arabic, UTF8), "Arabic" },
    { "hebrew", 80000, text, TEXT(hebrew, UTF8), "Hebrew" },
    { "hindi", 100000, text, TEXT(hindi, UTF8), "Hindi" },
    { "thai", 100000, text, TEXT(thai, UTF8), "Thai" },
    { "chinese", 80000, text, TEXT(chinese, UTF8), "Chinese" },
    { "chinese-utf16", 60000, text, TEXT(chinese, UTF16LE), "Chinese, UTF-16" },
    { "chinese-utf16-be", 60000, text, TEXT(chinese, UTF16BE), "Chinese, UTF-16, big-endian" },
    { "japanese", 80000, text, TEXT(japanese, UTF8), "Japanese" },
    { "japanese-sjis", 60000, text, TEXT(japanese, SHIFT_JIS), "Japanese, two bytes" },
    { "korean", 80000, text, TEXT(korean, UTF8), "Korean" },
    { "korean-utf32", 120000, text, TEXT(korean, UTF32LE), "Korean, UTF-32" },
    { "mixed", 80000, mixed, NULL, "paragraphs of seven languages" },
};
const struct family languages = { "languages", kinds, COUNT_OF(kinds) };
