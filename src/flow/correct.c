#include "flow/correct.h"

#include "base/limits.h"
#include "base/utf8.h"

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

/* Do the words stand at text[at], a run of blanks matching any run of blanks? Gives the end, or -1.
 */
static i64 match_at(struct str t, i64 at, struct str w) {
    i64 i = at, k = 0;
    while (k < w.n) {
        if (is_space(w.p[k])) {
            while (k < w.n && is_space(w.p[k]))
                k++;
            if (i >= t.n || !is_space(t.p[i])) return -1;
            while (i < t.n && is_space(t.p[i]))
                i++;
        } else {
            if (i >= t.n || lower(t.p[i]) != lower(w.p[k])) return -1;
            i++;
            k++;
        }
    }
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
        i64 end = utf8_boundary(text, i) ? match_at(text, i, words) : -1;
        if (end < 0) continue;
        *out = (struct span){(u32)i, (u32)end};
        return RC_OK;
    }
    rc r = fail(e, RC_NOTFOUND, "these words are not in the text: \"%.*s\"",
                SARG(str_sub(words, 0, 120)));
    err_hint(e, "copy them from `cairn show ITEM`, without changing a letter");
    return r;
}

static rc bad(struct err *e, const char *field, struct str v) {
    return fail(e, RC_USAGE, "%s cannot be \"%.*s\"", field, SARG(str_sub(v, 0, 60)));
}

static rc fix_count(struct arena *a, const struct correction *f, struct claim *c, struct err *e) {
    if (!f->count.n && !f->min.n && !f->max.n && !f->what.n && !f->who.n) return RC_OK;
    struct count *old = c->counts;
    c->counts = NEWN(a, struct count, c->ncounts ? c->ncounts : 1);
    for (i64 i = 0; i < c->ncounts; i++)
        c->counts[i] = old[i];
    bool fresh = c->ncounts == 0;
    if (fresh && !f->count.n && !f->min.n)
        return RC_OK; /* what and who of a claim that counts nothing */
    if (fresh) c->counts[0] = (struct count){.span = c->trigger};
    c->ncounts += fresh;
    struct count *n = &c->counts[0];
    int v;
    if (f->count.n && !correct_range(f->count, &n->min, &n->max)) return bad(e, "count", f->count);
    if (f->min.n && (!str_i64(f->min, &n->min) || n->min < 0)) return bad(e, "min", f->min);
    if (f->max.n && (!str_i64(f->max, &n->max) || n->max < 0)) return bad(e, "max", f->max);
    if (fresh && f->min.n && !f->max.n) n->max = COUNT_OPEN;
    if (n->min > COUNT_VALUE_MAX || n->max > COUNT_VALUE_MAX)
        return fail(e, RC_USAGE, "a count is at most %lld", (long long)COUNT_VALUE_MAX);
    if (n->max != COUNT_OPEN && n->max < n->min)
        return fail(e, RC_USAGE, "the upper end is below the lower end");
    if (f->what.n && !word_parse("what", f->what, &v)) return bad(e, "what", f->what);
    if (f->what.n) n->what = (enum what)v;
    if (f->who.n && !word_parse("who", f->who, &v)) return bad(e, "who", f->who);
    if (f->who.n) n->who = (enum who)v;
    return RC_OK;
}

static rc fix_when(const struct correction *f, struct claim *c, struct err *e) {
    struct date_range from, to;
    if (!f->from.n && !f->to.n) return RC_OK;
    if (!date_parse(f->from.n ? f->from : f->to, &from)) return bad(e, "from", f->from);
    to = from;
    if (f->to.n && !date_parse(f->to, &to)) return bad(e, "to", f->to);
    if (to.to < from.from) return fail(e, RC_USAGE, "the last day is before the first");
    bool same = from.from == to.from && from.to == to.to;
    c->when.range = same ? from : (struct date_range){from.from, to.to, DATE_RANGE};
    c->when.anchor = S("entered by a person");
    return RC_OK;
}

static rc fix_speaker(struct arena *a, struct str text, const struct correction *f, struct claim *c,
                      struct err *e) {
    if (!f->who_says.n) return RC_OK;
    struct span s;
    TRY(correct_find(text, f->who_says, 0, &s, e));
    struct said_link last = c->said.nchain ? c->said.chain[c->said.nchain - 1]
                                           : (struct said_link){.is_publication = true};
    CHECK(last.is_publication);
    c->said.chain = NEWN(a, struct said_link, 2);
    c->said.chain[0] = (struct said_link){.who = s};
    c->said.chain[1] = last;
    c->said.nchain = 2;
    return RC_OK;
}

static rc fix_spans(struct arena *a, struct str text, const struct correction *f, struct claim *c,
                    struct err *e) {
    struct span s;
    if (f->where.n) {
        TRY(correct_find(text, f->where, 0, &s, e));
        c->where = NEW(a, struct where);
        c->where[0] = (struct where){.span = s};
        c->nwhere = 1;
    }
    if (f->perpetrator.n) {
        TRY(correct_find(text, f->perpetrator, 0, &s, e));
        c->perps = NEW(a, struct perpetrator);
        c->perps[0] = (struct perpetrator){.span = s, .how = HOW_ACCUSED};
        c->nperps = 1;
    }
    return RC_OK;
}

rc correct_fields(struct arena *a, struct str text, const struct correction *f, struct claim *c,
                  struct err *e) {
    if (f->kind.n && !kind_parse(f->kind, &c->kind)) return bad(e, "kind", f->kind);
    TRY(fix_count(a, f, c, e));
    TRY(fix_when(f, c, e));
    TRY(fix_speaker(a, text, f, c, e));
    return fix_spans(a, text, f, c, e);
}

rc correct_claim(struct arena *a, const struct book *b, i64 at, const struct correction *f,
                 struct str person, struct claim *out, struct err *e) {
    *out = b->claims[at].c;
    TRY(correct_fields(a, b->items[b->claims[at].item].text, f, out, e));
    out->by_reader = out->by_model = (struct str){0};
    out->rules = NULL;
    out->nrules = 0;
    out->by_person = person;
    return claim_check(*a, out, e);
}
