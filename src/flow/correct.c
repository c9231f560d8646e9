#include "flow/correct.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "flow/enter.h"

struct json *claim_for_log(struct arena *a, const struct claim *c) {
    struct claim bare = *c;
    bare.doc = (struct str){0};
    return claim_to_json(a, &bare, (struct str){0});
}

rc claim_check(struct arena scratch, const struct claim *c, struct err *e) {
    struct json *j;
    struct claim back;
    struct err why = {0};
    struct str text = json_canon(&scratch, claim_for_log(&scratch, c));
    if (json_read(&scratch, text, &j, &why) == RC_OK &&
        claim_from_json(&scratch, j, (struct str){0}, &back, &why) == RC_OK)
        return RC_OK;
    return fail(e, RC_USAGE, "the claim would not hold together: %s", why.msg);
}

bool correct_range(struct str s, i64 *min, i64 *max) {
    if (str_ends(s, S("+"))) {
        *max = COUNT_OPEN;
        return str_i64(str_sub(s, 0, s.n - 1), min) && *min >= 0;
    }
    i64 dash = str_chr(s, '-', 0);
    if (dash < 0) {
        bool ok = str_i64(s, min) && *min >= 0;
        *max = *min;
        return ok;
    }
    return str_i64(str_sub(s, 0, dash), min) && str_i64(str_sub(s, dash + 1, s.n), max) &&
           *min >= 0 && *max >= *min;
}

/* Marks that readers see through: Arabic vowel signs and the tatweel. */
static bool unwritten(u32 cp) {
    return (cp >= 0x64B && cp <= 0x65F) || cp == 0x670 || cp == 0x640;
}

/* One letter for the forms of it that people do not tell apart when they type: case of Latin and
 * Cyrillic, alef and its kin, quotes. */
static u32 plain_letter(u32 cp) {
    if (cp < 0x80) return (u32)(u8)lower((char)cp);
    if (cp >= 0x410 && cp <= 0x42F) return cp + 0x20;
    if (cp == 0x401 || cp == 0x451) return 0x435;
    if (cp == 0x622 || cp == 0x623 || cp == 0x625 || cp == 0x671) return 0x627;
    if (cp == 0x649 || cp == 0x6CC) return 0x64A;
    if (cp == 0x629) return 0x647;
    if (cp == 0x2018 || cp == 0x2019) return '\'';
    if (cp == 0x201C || cp == 0x201D || cp == 0xAB || cp == 0xBB) return '"';
    return cp;
}

/* The next letter at *at, marks passed over; 0 at the end; a run of blanks is one. */
static u32 letter_at(struct str s, i64 *at) {
    u32 cp;
    i64 n;
    while (*at < s.n && (n = utf8_next(s, *at, &cp)) > 0) {
        *at += n;
        if (unwritten(cp)) continue;
        if (cp >= 0x80 || !is_space((int)cp)) return plain_letter(cp);
        while (*at < s.n && is_space(s.p[*at]))
            ++*at;
        return ' ';
    }
    return 0;
}

/* Do the words stand at text[at], as a person would type them? Gives the end, or -1. */
static i64 match_at(struct str t, i64 at, struct str w) {
    i64 i = at, k = 0;
    for (;;) {
        u32 want = letter_at(w, &k);
        if (!want) break;
        if (letter_at(t, &i) != want) return -1;
    }
    u32 cp;
    i64 n;
    while (i < t.n && (n = utf8_next(t, i, &cp)) > 0 && unwritten(cp))
        i += n;
    return i;
}

rc correct_find(struct str text, struct str words, u32 from, struct span *out, struct err *e) {
    words = str_trim(words);
    if (words.n == 0 || words.n > CLAIM_WORDS_MAX)
        return fail(e, RC_USAGE, "a quotation has 1 to %d bytes", CLAIM_WORDS_MAX);
    i64 at = str_find(text, words, from);
    if (at >= 0) {
        *out = (struct span){(u32)at, (u32)(at + words.n)};
        return RC_OK;
    }
    for (i64 i = from; i < text.n; i++) {
        u32 cp;
        if (!utf8_boundary(text, i) || (utf8_next(text, i, &cp) && unwritten(cp))) continue;
        i64 end = match_at(text, i, words);
        if (end < 0) continue;
        *out = (struct span){(u32)i, (u32)end};
        return RC_OK;
    }
    rc r = fail(e, RC_NOTFOUND, "these words are not in the text: \"%.*s\"",
                SARG(str_sub(words, 0, 120)));
    err_hint(e, "copy them from `cairn show ITEM`, without changing a letter");
    return r;
}

rc correct_claim(struct arena *a, const struct book *b, i64 at, const struct json *fields,
                 bool whole, struct str person, struct claim *out, struct err *e) {
    const struct claim *base = &b->claims[at].c;
    struct enter x;
    enter_make(a, b, &b->items[b->claims[at].item], &x);
    TRY(enter_claim(&x, base, whole ? fields : enter_over(a, base, fields), out, e));
    out->by_reader = out->by_model = out->by_proposer = (struct str){0};
    out->held = false;
    out->rules = NULL;
    out->nrules = 0;
    out->by_person = person;
    return claim_check(*a, out, e);
}
