#include "base/t.h"
#include "text/lang.h"

static void is(const char *code, const char *words) {
    struct str got = lang_code(lang_of(str_c(words)));
    if (!str_eqc(got, code))
        test_fail(__FILE__, __LINE__, "%.*s, not %s: %s", SARG(got), code, words);
}

TEST(lang_tells_latin_languages_apart) {
    is("en", "Officials said the bodies of six men were found in Marat.");
    is("fr", "Selon les habitants, deux personnes ont été tuées dans le village de Marat.");
    is("es", "Según los vecinos, dos personas fueron asesinadas en la plaza de Marat.");
    is("de", "Nach Angaben der Behörden wurden bei dem Angriff auf Marat zwei Menschen getötet.");
    is("tr",
       "Marat kentinde bir pazar yerine düzenlenen saldırıda iki kişi öldü, üç kişi yaralandı.");
    is("it", "Due persone sono state uccise nella piazza di Marat, secondo gli abitanti.");
    is("pt", "Segundo os moradores, duas pessoas foram mortas na praça de Marat e não há feridos.");
}

TEST(lang_tells_cyrillic_languages_apart) {
    is("ru", "По словам жителей, в результате обстрела Марата были убиты двое детей.");
    is("uk", "За словами мешканців, унаслідок обстрілу Марата загинули двоє дітей.");
    is("bg", "Според жителите при обстрела на Марат са убити две деца, а къщата е разрушена.");
    is("sr", "Према речима мештана, у нападу на Марат убијено је двоје деце.");
}

TEST(lang_tells_arabic_scripts_apart) {
    is("ar", "قال سكان إن طفلين قتلا في قصف على مدينة مرات.");
    is("fa", "ساکنان گفتند که دو کودک در حمله به شهر مرات کشته شدند.");
    is("ur", "رہائشیوں نے بتایا کہ مرات میں حملے کے بعد دو بچے ہلاک ہو گئے۔");
    is("ckb", "دانیشتووان دەڵێن دوو منداڵ لە هێرشەکەی سەر شاری مەرات کوژران.");
}

TEST(lang_of_the_most_letters_wins) {
    is("ar", "قال متحدث باسم وزارة الصحة في مدينة مرات (Marat) إن شخصا قتل.");
    is("ru", "Об этом сообщил портал Marat Today: два человека были ранены.");
    is("ar", "قَالَ الشَّاهِدُ إِنَّهُ كَانَ فِي البَيْتِ");
}

TEST(lang_says_nothing_of_what_it_cannot_tell) {
    is("und", "");
    is("und", "14, 25 (2031)!");
    is("und", "Marat");
    is("und", "Марат Кален");
    is("und", "محمد");
    is("und", "馬拉特的兩名兒童");
    is("und", "\xff\xfe\xc3");
    is("und", "Kalen dorvan marat soro ilin");
}

TEST(lang_words_and_letters_are_in_order) {
    /* A table out of order would lose words silently: the first and last of each script. */
    is("und", "a");
    is("en", "the");
    is("ckb", "یەک");
    is("ur", "ہے ہیں");
}
