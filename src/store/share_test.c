#include "store/share.h"

#include "base/t.h"
#include "store/age.h"

static void split(struct share *s, struct str secret, int need, int of) {
    struct age_key k;
    age_key_make(&k);
    for (int i = 0; i < of; i++) {
        s[i] = (struct share){.id = S("0123456789abcdef")};
        memcpy(s[i].recovery, k.pub, 32);
    }
    share_split((const u8 *)secret.p, (int)secret.n, need, of, s);
}

static bool gives(const struct share *s, int n, struct str secret) {
    u8 out[SHARE_BYTES_MAX];
    share_join(s, n, out);
    return str_eq(secret, (struct str){(char *)out, secret.n});
}

TEST(share_any_k_of_n_and_no_fewer) {
    struct str secret =
        S("AGE-SECRET-KEY-1 seventy-five bytes or so of something that nobody may know\n");
    for (int of = 2; of <= 6; of++)
        for (int need = 2; need <= of; need++) {
            struct share s[6];
            split(s, secret, need, of);
            EXPECT(gives(s, need, secret) && gives(s + of - need, need, secret));
            if (need > 2) EXPECT(!gives(s, need - 1, secret));
        }
}

TEST(share_sheet_reads_back_and_names_what_is_damaged) {
    struct arena a = test_arena();
    struct share s[3], back;
    struct err e = {0};
    split(s, S("a secret of forty bytes and a little more"), 2, 3);
    struct str text = share_text(&a, &s[1]);
    EXPECT_OK(share_parse(&a, text, &back, &e));
    EXPECT(back.number == 2 && back.of == 3 && back.need == 2 && back.n == s[1].n &&
           !memcmp(back.bytes, s[1].bytes, (size_t)back.n) &&
           !memcmp(back.recovery, s[1].recovery, 32));
    i64 from = str_find(text, S("\n1: "), 0) + 4, damaged = 0;
    for (i64 i = from; i < from + 35; i++) { /* each digit of line 1, mistyped */
        struct err f = {0};
        struct str bent = str_dup(&a, text);
        if (bent.p[i] == ' ') continue;
        ((char *)bent.p)[i] = bent.p[i] == '0' ? '1' : '0';
        if (!EXPECT_INT(share_parse(&a, bent, &back, &f), RC_INTEGRITY)) return;
        damaged +=
            str_has(str_c(f.msg), S("share 2 (sha256 ")) && str_has(str_c(f.msg), S("line 1"));
    }
    EXPECT_INT(damaged, 34);
    for (i64 n = 0; n < str_find(text, S("end\n"), 0); n += 7) {
        struct err f = {0};
        EXPECT(share_parse(&a, str_sub(text, 0, n), &back, &f) != RC_OK);
    }
}
