/* words.json: word trees and what is shown of them. */
#include "vectors.h"
#include "proof/merkle.h"
#include "proof/words.h"

static void chunks(struct arena *a, struct json *o, struct str text, const u8 seed[32]) {
    struct json *list = json_set(o, S("leaves"), json_arr(a));
    i64 at = 0;
    for (i64 i = 0; at < text.n; i++) {
        i64 n = word_length(str_sub(text, at, text.n));
        u8 number[8], start[8], mac[32], leaf[32];
        put_u64be(number, (u64)i);
        put_u64be(start, (u64)at);
        hmac_sha256(bytes_str(seed, 32), str_cat(a, S("word"), bytes_str(number, 8)), mac);
        struct str data =
            str_cat(a, S("cairn/word/v1"),
                    str_cat(a, bytes_str(mac, 16),
                            str_cat(a, bytes_str(start, 8), str_sub(text, at, at + n))));
        merkle_leaf(data, leaf);
        struct json *w = json_add(list, json_obj(a));
        json_set_i(a, w, "start", at);
        json_set_i(a, w, "bytes", n);
        put_hex(a, w, "salt", mac, 16);
        put_hex(a, w, "hash", leaf, 32);
        at += n;
    }
}

static void one(struct arena *a, struct json *page, const char *comment, struct str text,
                const struct word_range *shown, i64 nshown, const struct word_range *mask,
                i64 nmask) {
    struct err e = {0};
    struct words_disclosure d;
    struct json *o = vector_case(a, page, comment);
    u8 seed[32], root[32];
    i64 n;
    for (int i = 0; i < 32; i++)
        seed[i] = (u8)i;
    must(words_root(text, seed, root, &n, &e), &e);
    put_b64(a, o, "text", text);
    put_hex(a, o, "seed", seed, 32);
    json_set_i(a, o, "n", n);
    put_hex(a, o, "root", root, 32);
    chunks(a, o, text, seed);
    if (!nshown) return;
    must(words_disclose(a, text, seed, shown, nshown, mask, nmask, &d, &e), &e);
    must(words_verify(&d, root, n, &e), &e);
    json_set(o, S("disclosure"), words_json(a, &d));
    json_set_str(a, o, "shown", words_text(a, &d, S(" [closed] ")));
}

void vectors_words(struct arena *a, const char *dir) {
    struct json *page = vector_page(a, "word trees and disclosures", "proof.md", "Word tree");
    struct str words = S("A resident said that 14 bodies were found near the river on Monday.");
    struct buf longer = buf_make(a, 4096);
    for (int i = 0; i < 120; i++)
        buf_puts(&longer, "\xd9\x85\xd8\xb1\xd8\xaa"); /* six bytes, no blank: cut at code points */
    one(a, page, "an empty text", S(""), NULL, 0, NULL, 0);
    one(a, page, "blanks at the front are a chunk", S(" \n a  b\tc "), NULL, 0, NULL, 0);
    one(a, page, "a run longer than 256 bytes is cut at a code point", buf_str(&longer), NULL, 0,
        NULL, 0);
    struct word_range shown = {2, 42}, mask = {2, 10};
    one(a, page, "a part shown, one word of it closed", words, &shown, 1, &mask, 1);
    struct word_range two[] = {{0, 1}, {60, 67}};
    one(a, page, "two places shown, all between left out", words, two, 2, NULL, 0);
    vector_write(a, dir, "words.json", page);
}
