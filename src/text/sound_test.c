#include "text/sound.h"

#include "base/t.h"
#include "text/fold.h"

static void alike(struct str x, struct str y, bool same) {
    struct arena a = test_arena();
    char rx[SOUND_MAX], ry[SOUND_MAX];
    struct str kx = text_sound(text_fold_name(&a, x), rx),
               ky = text_sound(text_fold_name(&a, y), ry);
    EXPECT(kx.n > 0 && ky.n > 0);
    if (same)
        EXPECT_STR(kx, ky);
    else
        EXPECT(!str_eq(kx, ky));
}

TEST(sound_joins_spellings) {
    alike(S("Kafr Zaytā"), S("Kfar Zeita"), true);
    alike(S("Kafranbel"), S("Kafar Nabil"), true);
    alike(S("‘Irbīn"), S("Arbeen"), true);
    alike(S("Al Manşūrah"), S("Mansoura"), true);
    alike(S("Jindayris"), S("Jindires"), true);
    alike(S("Qalqīlyah"), S("Kalkilia"), true);
    alike(S("Ma‘arrat an Nu‘mān"), S("Maarat al-Numan"), true);
    alike(S("كفر زيتا"), S("كفرزيتا"), true);
    alike(S("المنصورة"), S("منصوره"), true);
}

TEST(sound_parts_other_names) {
    alike(S("Homs Road"), S("Hama Road"), false);
    alike(S("Khaldiya"), S("Kaldiya"), false); /* kh is not k */
    alike(S("Shahba"), S("Sahba"), false);
    alike(S("إدلب"), S("حلبجة"), false);
}

TEST(sound_gives_no_key_for_little) {
    char room[SOUND_MAX];
    EXPECT_INT(text_sound(S("hish"), room).n, 0);
    EXPECT_INT(text_sound(S("al"), room).n, 0);
    EXPECT_INT(text_sound(S(""), room).n, 0);
    EXPECT_INT(text_sound(S("район"), room).n, 0);
    EXPECT_INT(text_sound(S("sector 15 west"), room).n, 0);
    char longest[400];
    for (i64 i = 0; i < 400; i++)
        longest[i] = "bdfr"[i % 4];
    EXPECT_INT(text_sound((struct str){longest, 400}, room).n, 0);
}
