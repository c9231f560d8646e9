/* Does what the receipt is about follow from the parts that it opens? Figures are folded again,
 * claims and items compared with their sealed parts, decisions counted. */
#include "method/method.h"
#include "proof/hash.h"
#include "seal/receipt_inner.h"

static struct opened_claim *claim_of(struct check *k, struct str id) {
    struct map_entry *m = map_get(&k->claims, id);
    struct opened_claim *o = m ? m->ptr : NULL;
    return o && o->claim ? o : NULL;
}

static bool same_json(struct arena scratch, const struct json *x, const struct json *y) {
    if (!x || !y) return x == y;
    struct str a = json_canon(&scratch, x);
    return str_eq(a, json_canon(&scratch, y));
}

static bool touches(const struct json *span, const struct shown *s) {
    const struct json *from = span ? span->kids : NULL, *to = from ? from->next : NULL;
    if (!from || !to || !from->is_int || !to->is_int) return false;
    return from->i < s->to && to->i > s->from;
}

/* Its own word, or at least its sentence, is among the words shown. */
static bool words_shown(const struct check *k, const struct opened_claim *o) {
    for (i64 i = 0; i < k->nshown; i++)
        if (str_eq(k->shown[i].item, o->item) &&
            (touches(json_get(o->claim, "trigger"), &k->shown[i]) ||
             touches(json_get(o->claim, "sentence"), &k->shown[i])))
            return true;
    return false;
}

static void say_standing(struct check *k, struct str id, const struct standing *s) {
    if (s->status == STATUS_MACHINE)
        receipt_say(k, "checked", "review", str_fmt(k->a, "%.*s: not reviewed", SARG(id)));
    else
        receipt_say(k, "checked", "review",
                    str_fmt(k->a, "%.*s: %.*s, by %lld person%s", SARG(id),
                            SARG(word_name("status", (int)s->status)), (long long)s->reviewers,
                            s->reviewers == 1 ? "" : "s"));
}

/* Every claim that the receipt names is opened once, with its decisions and its words. */
static rc check_claims(struct check *k, struct err *e) {
    i64 n = 0;
    struct map seen = {0};
    JSON_EACH(id, json_get(k->r, "claims")) {
        bool fresh;
        struct opened_claim *o = claim_of(k, id->s);
        if (!o) return receipt_bad(e, "a claim is named but not opened");
        map_put(&seen, k->a, id->s, &fresh);
        if (!fresh) return receipt_bad(e, "a claim is named twice");
        o->standing = decisions_standing(&o->decisions,
                                         json_get_str(json_get(o->claim, "by"), "person"));
        say_standing(k, id->s, &o->standing);
        if (!words_shown(k, o))
            receipt_say(k, "not checked", "words",
                        str_fmt(k->a, "%.*s: its words are closed here", SARG(id->s)));
        n++;
    }
    if (n)
        receipt_say(k, "checked", "claims",
                    str_fmt(k->a, "%lld claim%s, as recorded", (long long)n, n == 1 ? "" : "s"));
    return RC_OK;
}

static i64 upper_end(const struct json *count) {
    const struct json *max = json_get(count, "max");
    return max && max->type == JSON_NULL ? METHOD_OPEN : json_get_i(count, "max", -2);
}

static bool same_range(const struct json *count, const struct method_tuple *t) {
    return str_eq(json_get_str(count, "who"), t->who) && json_get_i(count, "min", -2) == t->min &&
           upper_end(count) == t->max;
}

/* Is the tuple a count of the claim, or a part of one? A part names what it is a part of. */
static bool count_backed(const struct json *claim, const struct method_tuple *t) {
    bool part_of_other = json_get_str(claim, "part_of").n > 0;
    JSON_EACH(n, json_get(claim, "counts")) {
        if (!str_eq(json_get_str(n, "what"), t->what)) continue;
        if (same_range(n, t) && (t->whole.n > 0) == part_of_other) return true;
        if (!str_eq(t->whole, json_get_str(n, "who"))) continue;
        JSON_EACH(p, json_get(n, "of"))
            if (same_range(p, t)) return true;
    }
    return false;
}

/* A case may ask for two persons who did not write a version (store/setting.h): it may call less
 * reviewed than one acceptance, never more. */
static bool reviewed_as_said(const struct standing *s, bool said) {
    bool accepted = s->status == STATUS_ACCEPTED;
    return said ? accepted && s->reviewers > 0 : !(accepted && s->others >= 2);
}

/* A tuple of the method's input must be a count of an opened claim, reviewed as it says, and left
 * out when its decisions or its own words say so. */
static bool tuple_backed(struct check *k, const struct method_tuple *t) {
    struct opened_claim *o = claim_of(k, t->claim);
    if (!o) return false;
    const struct standing *s = &o->standing;
    if (s->status == STATUS_WITHDRAWN) return false;
    if (!reviewed_as_said(s, t->reviewed)) return false;
    struct str act = json_get_str(json_get(o->claim, "said"), "act");
    bool out = s->status == STATUS_CONFLICT || str_eqc(act, "denies") || str_eqc(act, "retracts");
    if (out && !t->left_out.n) return false;
    if (t->corrects && !str_eqc(act, "corrects")) return false;
    if (t->what.n == 0) return json_get(o->claim, "counts") == NULL;
    return count_backed(o->claim, t);
}

/* Every tuple has its claim, and every claim named its tuple: none is kept from the method. */
static rc check_tuples(struct check *k, const struct method_input *in, struct err *e) {
    struct map used = {0};
    for (i64 i = 0; i < in->ntuples; i++) {
        if (!tuple_backed(k, &in->tuples[i]))
            return receipt_bad(e, "a number that its claim does not have");
        map_put(&used, k->a, in->tuples[i].claim, NULL);
    }
    JSON_EACH(id, json_get(k->r, "claims"))
        if (!map_get(&used, id->s))
            return receipt_bad(e, "a claim is kept from the method");
    return RC_OK;
}

static bool same_ids(struct arena scratch, const struct json *list, const struct str *ids, i64 n) {
    struct map have = {0};
    bool same = list && list->n == n;
    JSON_EACH(it, list) map_put(&have, &scratch, it->s, NULL);
    for (i64 i = 0; same && i < n; i++)
        same = map_get(&have, ids[i]) != NULL;
    return same && have.n == n;
}

static bool same_numbers(const struct method_figure *f, const struct json *about) {
    return str_eq(json_get_str(about, "what"), f->what) &&
           str_eq(json_get_str(about, "who"), f->who) && json_get_i(about, "min", -2) == f->min &&
           upper_end(about) == f->max && json_get_i(about, "origins", -2) == f->origins &&
           str_eq(json_get_str(about, "accounts"), method_accounts_name(f->accounts)) &&
           json_get_i(about, "unreviewed", -2) == f->unreviewed;
}

static bool same_figure(const struct check *k, const struct method_figure *f,
                        const struct json *about) {
    const struct json *ends = json_get(about, "ends");
    return str_eq(json_get_str(about, "id"), f->id) && same_numbers(f, about) &&
           same_ids(k->scratch, json_get(about, "claims"), f->claims, f->nclaims) &&
           same_ids(k->scratch, json_get(ends, "min"), f->min_claims, f->nmin_claims) &&
           same_ids(k->scratch, json_get(ends, "max"), f->max_claims, f->nmax_claims);
}

static struct str figure_words(struct arena *a, const struct method_figure *f) {
    struct str top = f->max == METHOD_OPEN ? S("no upper end given")
                                           : str_fmt(a, "%lld", (long long)f->max);
    return str_fmt(a,
                   "%.*s (%.*s): %lld to %.*s, %.*s, %lld origin%s, %lld of %lld claims not "
                   "reviewed",
                   SARG(f->what), SARG(f->who), (long long)f->min, SARG(top),
                   SARG(method_accounts_name(f->accounts)), (long long)f->origins,
                   f->origins == 1 ? "" : "s", (long long)f->unreviewed, (long long)f->nclaims);
}

static rc check_figure(struct check *k, const struct json *about, const struct method_input *in,
                       const struct method_output *out, struct err *e) {
    if (!str_eq(json_get_str(about, "incident"), in->incident) ||
        !str_eq(json_get_str(about, "method"), json_get_str(json_get(k->r, "method"), "name")))
        return receipt_bad(e, "the figure's incident or method");
    for (i64 i = 0; i < out->nfigures; i++) {
        if (!same_figure(k, &out->figures[i], about)) continue;
        receipt_say(k, "checked", "figure", figure_words(k->a, &out->figures[i]));
        receipt_say(k, "attested", "wording", json_get_str(about, "words"));
        return RC_OK;
    }
    return receipt_bad(e, "the figure does not follow from its claims");
}

static rc check_incident(struct check *k, const struct json *about, const struct method_input *in,
                         const struct method_output *out, struct err *e) {
    if (!str_eq(json_get_str(about, "id"), in->incident))
        return receipt_bad(e, "the incident's id");
    if (json_get(about, "origins") &&
        (json_get_i(about, "origins", -2) != out->origins ||
         !str_eq(json_get_str(about, "accounts"), method_accounts_name(out->accounts))))
        return receipt_bad(e, "the incident's accounts do not follow from its claims");
    receipt_say(k, "checked", "incident",
                str_fmt(k->a, "%.*s: %.*s", SARG(json_get_str(about, "code")),
                        SARG(method_accounts_name(out->accounts))));
    return RC_OK;
}

static rc check_fold(struct check *k, const struct json *about, bool figure, struct err *e) {
    const struct json *m = json_get(k->r, "method");
    struct method_input in;
    struct method_output out;
    struct err why = {0};
    if (!m || method_input_from_json(k->a, json_get(m, "input"), &in, &why) != RC_OK ||
        !method_find(json_get_str(m, "name")))
        return receipt_bad(e, "the method's input");
    TRY(check_tuples(k, &in, e));
    method_range(k->a, k->scratch, &in, sha256, &out);
    return figure ? check_figure(k, about, &in, &out, e) : check_incident(k, about, &in, &out, e);
}

/* The receipt tells of the claim exactly what was sealed of it. */
static rc check_one_claim(struct check *k, const struct json *about, struct err *e) {
    struct opened_claim *o = claim_of(k, json_get_str(about, "id"));
    struct json *told = json_obj(k->a);
    JSON_EACH(it, about)
        if (!str_eqc(it->key, "noun")) json_set(told, it->key, json_copy(k->a, it));
    if (!o || !same_json(k->scratch, told, o->claim))
        return receipt_bad(e, "the claim is not told as it was sealed");
    receipt_say(k, "checked", "claim", json_get_str(about, "id"));
    return RC_OK;
}

static const struct json *manifest_of(const struct check *k, struct str outside) {
    for (i64 i = 0; i < k->parts.n; i++) {
        const struct json *p = k->parts.entries[i].ptr;
        if (str_eqc(json_get_str(p, "kind"), "manifest") &&
            str_eq(json_get_str(p, "item"), outside))
            return p;
    }
    return NULL;
}

static rc check_item(struct check *k, const struct json *about, struct err *e) {
    const struct json *m = manifest_of(k, json_get_str(about, "outside"));
    struct str id = json_get_str(about, "id");
    if (!m || !str_starts(id, S("sha256:")) ||
        !str_eq(str_sub(id, 7, id.n), json_get_str(m, "sha256")) ||
        json_get_i(about, "size", -1) != json_get_i(m, "size", -2) ||
        !str_eq(json_get_str(about, "name"), json_get_str(m, "name")))
        return receipt_bad(e, "the item is not told as it was sealed");
    receipt_say(k, "checked", "item",
                str_fmt(k->a, "%.*s, %lld bytes; compare with `sha256sum FILE`", SARG(id),
                        (long long)json_get_i(m, "size", 0)));
    return RC_OK;
}

rc receipt_about(struct check *k, struct err *e) {
    const struct json *about = json_get(k->r, "about");
    struct str noun = json_get_str(about, "noun");
    TRY(check_claims(k, e));
    if (str_eqc(noun, "figure")) return check_fold(k, about, true, e);
    if (str_eqc(noun, "incident")) return check_fold(k, about, false, e);
    if (str_eqc(noun, "claim")) return check_one_claim(k, about, e);
    if (str_eqc(noun, "item")) return check_item(k, about, e);
    return receipt_bad(e, "it is about nothing that is known");
}
