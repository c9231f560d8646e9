/* claim/1 into the struct, strictly: a claim from outside is believed in nothing that can be
 * checked here. */
#include "base/utf8.h"
#include "store/claim.h"

struct in {
    struct arena *a;
    struct str text; /* p == NULL: spans without words */
    struct err *e;
};

#define BAD(in, ...) fail((in)->e, RC_USAGE, "claim: " __VA_ARGS__)

/* Only these keys, NULL at the end. `what` names the object in messages. */
static rc known(const struct in *in, const struct json *j, const char *what,
                const char *const *keys) {
    if (j->type != JSON_OBJECT) return BAD(in, "%s must be an object", what);
    JSON_EACH(it, j) {
        int i = 0;
        while (keys[i] && !str_eqc(it->key, keys[i]))
            i++;
        if (!keys[i]) return BAD(in, "%s has no key \"%.*s\"", what, SARG(str_sub(it->key, 0, 40)));
    }
    return RC_OK;
}

static rc words_match(const struct in *in, const char *key, struct span s, const struct json *w) {
    struct str text = in->text;
    if (w->type != JSON_STRING) return BAD(in, "%s: the words must be a string", key);
    if (s.end > text.n)
        return fail(in->e, RC_INTEGRITY, "claim: %s: bytes %u to %u are past the end of the text",
                    key, s.start, s.end);
    if (!utf8_boundary(text, s.start) || !utf8_boundary(text, s.end))
        return BAD(in, "%s: bytes %u to %u cut a letter", key, s.start, s.end);
    if (!str_eq(span_words(text, s), w->s))
        return fail(in->e, RC_INTEGRITY, "claim: %s: the words are not bytes %u to %u of the text",
                    key, s.start, s.end);
    return RC_OK;
}

static bool offset(const struct json *j, u32 *out) {
    if (j->type != JSON_NUMBER || !j->is_int || j->i < 0 || j->i > UINT32_MAX) return false;
    *out = (u32)j->i;
    return true;
}

static rc span_opt(const struct in *in, const struct json *j, const char *key, struct span *out) {
    const struct json *v = json_get(j, key);
    if (!v) return RC_OK;
    bool words = in->text.p != NULL;
    if (v->type != JSON_ARRAY || v->n != (words ? 3 : 2))
        return BAD(in, "%s must be [start, end%s]", key, words ? ", \"words\"" : "");
    const struct json *start = v->kids, *end = start->next;
    struct span s;
    if (!offset(start, &s.start) || !offset(end, &s.end) || s.start >= s.end)
        return BAD(in, "%s: start and end must be offsets, start before end", key);
    if (words) TRY(words_match(in, key, s, end->next));
    *out = s;
    return RC_OK;
}

static rc span_need(const struct in *in, const struct json *j, const char *key, struct span *out) {
    if (!json_get(j, key)) return BAD(in, "%s is missing", key);
    return span_opt(in, j, key, out);
}

static rc text_value(const struct in *in, const struct json *v, const char *key, struct str *out) {
    if (v->type != JSON_STRING || v->s.n == 0 || v->s.n > NAME_BYTES_MAX)
        return BAD(in, "%s must be a text of 1 to %d bytes", key, NAME_BYTES_MAX);
    *out = str_dup(in->a, v->s);
    return RC_OK;
}

static rc str_opt(const struct in *in, const struct json *j, const char *key, struct str *out) {
    const struct json *v = json_get(j, key);
    return v ? text_value(in, v, key, out) : RC_OK;
}

static bool is_hex_id(struct str s, struct str head, i64 digits) {
    if (!str_starts(s, head) || s.n != head.n + digits) return false;
    for (i64 i = head.n; i < s.n; i++)
        if (!is_digit(s.p[i]) && (s.p[i] < 'a' || s.p[i] > 'f')) return false;
    return true;
}

static rc claim_ref(const struct in *in, const struct json *j, const char *key, struct str *out) {
    TRY(str_opt(in, j, key, out));
    if (out->n && !is_hex_id(*out, S("c-"), 32))
        return BAD(in, "%s must be \"c-\" and 32 hexadecimal digits", key);
    return RC_OK;
}

static rc word_opt(const struct in *in, const struct json *j, const char *key, const char *list,
                   int *out) {
    const struct json *v = json_get(j, key);
    if (!v) return RC_OK;
    if (v->type != JSON_STRING || !word_parse(list, v->s, out))
        return BAD(in, "%s is not a word of the list \"%s\"", key, list);
    return RC_OK;
}

static rc word_need(const struct in *in, const struct json *j, const char *key, const char *list,
                    int *out) {
    if (!json_get(j, key)) return BAD(in, "%s is missing", key);
    return word_opt(in, j, key, list, out);
}

static rc bool_opt(const struct in *in, const struct json *j, const char *key, bool *out) {
    const struct json *v = json_get(j, key);
    if (!v) return RC_OK;
    if (v->type != JSON_TRUE && v->type != JSON_FALSE)
        return BAD(in, "%s must be true or false", key);
    *out = v->type == JSON_TRUE;
    return RC_OK;
}

/* An array of objects, each read by `one` into `size` bytes. An empty list has no key. */
typedef rc one_fn(const struct in *in, const struct json *j, void *out);

static rc list_opt(const struct in *in, const struct json *j, const char *key, i64 max, one_fn *one,
                   i64 size, void *out, i64 *n) {
    const struct json *v = json_get(j, key);
    if (!v) return RC_OK;
    if (v->type != JSON_ARRAY || v->n == 0)
        return BAD(in, "%s must be a list with something in it", key);
    if (v->n > max)
        return fail(in->e, RC_LIMIT, "claim: %s has %lld elements; the most is %lld", key,
                    (long long)v->n, (long long)max);
    char *p = arena_alloc(in->a, size, _Alignof(max_align_t), v->n);
    i64 at = 0;
    JSON_EACH(it, v) TRY(one(in, it, p + size * at++));
    memcpy(out, &p, sizeof p); /* the caller's pointer, whatever it points to */
    *n = v->n;
    return RC_OK;
}
#define LIST(in, j, key, max, one, arr, n)                                                         \
    TRY(list_opt((in), (j), (key), (max), (one), (i64)sizeof *(arr), &(arr), &(n)))

static rc day(const struct in *in, const struct json *j, const char *key, i32 *out) {
    const struct json *v = json_get(j, key);
    struct date_range r;
    if (!v || v->type != JSON_STRING || !date_parse(v->s, &r) || r.precision != DATE_DAY)
        return BAD(in, "when.%s must be a day such as 2031-03-10", key);
    *out = r.from;
    return RC_OK;
}

static rc range_opt(const struct in *in, const struct json *j, struct date_range *out) {
    if (!json_get(j, "from") && !json_get(j, "to") && !json_get(j, "precision")) return RC_OK;
    struct date_range r;
    TRY(day(in, j, "from", &r.from));
    TRY(day(in, j, "to", &r.to));
    const struct json *p = json_get(j, "precision");
    if (!p || p->type != JSON_STRING || !date_precision_parse(p->s, &r.precision) ||
        r.precision == DATE_NONE)
        return BAD(in, "when.precision must be day, week, month, year or range");
    if (r.from > r.to || (r.precision == DATE_DAY && r.from != r.to))
        return BAD(in, "when: from, to and precision do not fit together");
    *out = r;
    return RC_OK;
}

static rc when_opt(const struct in *in, const struct json *parent, struct when *out) {
    static const char *const KEYS[] = {"span", "from", "to", "precision", "anchor", NULL};
    const struct json *j = json_get(parent, "when");
    if (!j) return RC_OK;
    TRY(known(in, j, "when", KEYS));
    TRY(span_opt(in, j, "span", &out->span));
    TRY(range_opt(in, j, &out->range));
    TRY(str_opt(in, j, "anchor", &out->anchor));
    if (!span_some(out->span) && out->range.precision == DATE_NONE)
        return BAD(in, "when holds neither words nor days");
    return RC_OK;
}

static rc link_one(const struct in *in, const struct json *j, void *out) {
    static const char *const KEYS[] = {"who", "role", "publication", NULL};
    struct said_link *l = out;
    TRY(known(in, j, "chain", KEYS));
    const struct json *pub = json_get(j, "publication");
    if (!pub == !json_get(j, "who"))
        return BAD(in, "a link of the chain has either who or publication");
    if (pub) {
        if (pub->type != JSON_STRING || pub->s.n > NAME_BYTES_MAX)
            return BAD(in, "publication must be a text");
        l->is_publication = true; /* "" = not known which */
        l->publication = str_dup(in->a, pub->s);
    }
    TRY(span_opt(in, j, "who", &l->who));
    int role = ROLE_UNKNOWN;
    TRY(word_opt(in, j, "role", "role", &role));
    l->role = (enum role)role;
    return RC_OK;
}

static rc said_need(const struct in *in, const struct json *parent, struct said *s) {
    static const char *const KEYS[] = {"chain", "cue",   "content", "act",
                                       "when",  "knows", "setting", NULL};
    const struct json *j = json_get(parent, "said");
    if (!j) return BAD(in, "said is missing");
    TRY(known(in, j, "said", KEYS));
    LIST(in, j, "chain", CLAIM_CHAIN_MAX, link_one, s->chain, s->nchain);
    if (!s->nchain || !s->chain[s->nchain - 1].is_publication)
        return BAD(in, "the chain must end with the publication");
    for (i64 i = 0; i < s->nchain - 1; i++)
        if (s->chain[i].is_publication)
            return BAD(in, "only the last of the chain is the publication");
    int act;
    TRY(word_need(in, j, "act", "act", &act));
    s->act = (enum act)act;
    TRY(span_opt(in, j, "cue", &s->cue));
    TRY(span_opt(in, j, "content", &s->content));
    TRY(span_opt(in, j, "knows", &s->knows));
    TRY(span_opt(in, j, "setting", &s->setting));
    return when_opt(in, j, &s->when);
}

static rc range_need(const struct in *in, const struct json *j, i64 *min, i64 *max, bool *vague) {
    const struct json *lo = json_get(j, "min"), *hi = json_get(j, "max");
    if (!lo || lo->type != JSON_NUMBER || !lo->is_int || lo->i < 0)
        return BAD(in, "min must be a number from 0");
    if (!hi || (hi->type != JSON_NULL && (hi->type != JSON_NUMBER || !hi->is_int)))
        return BAD(in, "max must be a number, or null when no upper end was given");
    *min = lo->i;
    *max = hi->type == JSON_NULL ? COUNT_OPEN : hi->i;
    if (hi->type != JSON_NULL && hi->i < lo->i) return BAD(in, "min is more than max");
    return bool_opt(in, j, "vague", vague);
}

static rc who_opt(const struct in *in, const struct json *j, enum who *out) {
    int who = WHO_UNKNOWN;
    TRY(word_opt(in, j, "who", "who", &who));
    *out = (enum who)who;
    return RC_OK;
}

static rc part_one(const struct in *in, const struct json *j, void *out) {
    static const char *const KEYS[] = {"span", "who", "min", "max", "vague", NULL};
    struct count_part *p = out;
    TRY(known(in, j, "of", KEYS));
    TRY(span_need(in, j, "span", &p->span));
    TRY(who_opt(in, j, &p->who));
    return range_need(in, j, &p->min, &p->max, &p->vague);
}

/* A part is over the whole when even its least is more than the whole's most. Parts are not summed:
 * children are civilians too. */
static rc count_one(const struct in *in, const struct json *j, void *out) {
    static const char *const KEYS[] = {"span", "what", "who", "min", "max", "vague", "of", NULL};
    struct count *c = out;
    int what;
    TRY(known(in, j, "counts", KEYS));
    TRY(span_need(in, j, "span", &c->span));
    TRY(word_need(in, j, "what", "what", &what));
    c->what = (enum what)what;
    TRY(who_opt(in, j, &c->who));
    TRY(range_need(in, j, &c->min, &c->max, &c->vague));
    LIST(in, j, "of", CLAIM_SPANS_MAX, part_one, c->of, c->nof);
    for (i64 i = 0; i < c->nof; i++)
        if (c->max != COUNT_OPEN && c->of[i].min > c->max)
            return BAD(in, "a part of a count is more than the whole");
    return RC_OK;
}

static rc perpetrator_one(const struct in *in, const struct json *j, void *out) {
    static const char *const KEYS[] = {"span", "how", "party", NULL};
    struct perpetrator *p = out;
    int how;
    TRY(known(in, j, "perpetrators", KEYS));
    TRY(span_need(in, j, "span", &p->span));
    TRY(word_need(in, j, "how", "how", &how));
    p->how = (enum how)how;
    return str_opt(in, j, "party", &p->party);
}

static rc where_one(const struct in *in, const struct json *j, void *out) {
    static const char *const KEYS[] = {"span", "place", "precision", "role", NULL};
    struct where *w = out;
    int precision = PRECISION_UNKNOWN, role = PLACE_ROLE_AT;
    TRY(known(in, j, "where", KEYS));
    TRY(span_need(in, j, "span", &w->span));
    TRY(str_opt(in, j, "place", &w->place));
    TRY(word_opt(in, j, "precision", "precision", &precision));
    TRY(word_opt(in, j, "role", "place_role", &role));
    w->precision = (enum precision)precision;
    w->role = (enum place_role)role;
    return RC_OK;
}

static rc victim_one(const struct in *in, const struct json *j, void *out) {
    static const char *const KEYS[] = {"name", "who", "age", "counted", "by_name", NULL};
    struct victim *v = out;
    TRY(known(in, j, "victims", KEYS));
    TRY(span_opt(in, j, "name", &v->name));
    TRY(who_opt(in, j, &v->who));
    const struct json *age = json_get(j, "age");
    if (age && (age->type != JSON_NUMBER || !age->is_int || age->i < 0 || age->i > AGE_YEARS_MAX))
        return BAD(in, "age must be a number of years from 0 to %d", AGE_YEARS_MAX);
    v->age = age ? (i32)age->i : -1;
    const struct json *counted = json_get(j, "counted");
    if (counted && counted->type != JSON_TRUE)
        return BAD(in, "counted is true, or the key is absent");
    v->counted = counted != NULL;
    int by_name = WHO_UNKNOWN;
    TRY(word_opt(in, j, "by_name", "who", &by_name));
    v->by_name = (enum who)by_name;
    if (by_name != WHO_UNKNOWN && (v->who != WHO_UNKNOWN || !span_some(v->name)))
        return BAD(in, "by_name needs a name, and no \"who\" beside it");
    if (by_name != WHO_UNKNOWN && by_name != WHO_MAN && by_name != WHO_WOMAN)
        return BAD(in, "by_name is man or woman");
    return RC_OK;
}

static rc finding_one(const struct in *in, const struct json *j, void *out) {
    static const char *const KEYS[] = {"span", "kind", NULL};
    struct finding *f = out;
    int kind;
    TRY(known(in, j, "findings", KEYS));
    TRY(span_need(in, j, "span", &f->span));
    TRY(word_need(in, j, "kind", "finding", &kind));
    f->kind = (enum finding_kind)kind;
    return RC_OK;
}

static rc name_one(const struct in *in, const struct json *j, void *out) {
    static const char *const KEYS[] = {"name", "other", "former", NULL};
    struct party_name *n = out;
    TRY(known(in, j, "names", KEYS));
    TRY(span_need(in, j, "name", &n->name));
    TRY(span_opt(in, j, "other", &n->other));
    return bool_opt(in, j, "former", &n->former);
}

static rc str_one(const struct in *in, const struct json *j, void *out) {
    return text_value(in, j, "each element of a list of texts", out);
}

static rc id_one(const struct in *in, const struct json *j, void *out) {
    if (j->type != JSON_STRING || !is_hex_id(j->s, S("c-"), 32))
        return BAD(in, "same_event must hold ids of claims");
    return str_one(in, j, out);
}

static rc by_opt(const struct in *in, const struct json *parent, struct claim *c) {
    static const char *const KEYS[] = {"reader",   "model", "person", "rules",
                                       "proposer", "held",  NULL};
    const struct json *j = json_get(parent, "by");
    if (!j) return RC_OK;
    TRY(known(in, j, "by", KEYS));
    TRY(str_opt(in, j, "reader", &c->by_reader));
    TRY(str_opt(in, j, "model", &c->by_model));
    TRY(str_opt(in, j, "person", &c->by_person));
    TRY(str_opt(in, j, "proposer", &c->by_proposer));
    TRY(bool_opt(in, j, "held", &c->held));
    if (c->held && !c->by_proposer.n) return BAD(in, "by.held is for what a proposer sent");
    LIST(in, j, "rules", CLAIM_RULES_MAX, str_one, c->rules, c->nrules);
    return RC_OK;
}

static rc head(const struct in *in, const struct json *j, struct claim *c) {
    const struct json *v = json_get(j, "v"), *kind = json_get(j, "kind");
    if (!v || v->type != JSON_NUMBER || !v->is_int || v->i != 1)
        return BAD(in, "\"v\" must be 1; other versions are not known here");
    if (!kind || kind->type != JSON_STRING || !kind_parse(kind->s, &c->kind))
        return BAD(in, "kind is missing or not a known kind");
    TRY(claim_ref(in, j, "id", &c->id));
    TRY(str_opt(in, j, "doc", &c->doc));
    if (c->doc.n && !is_hex_id(c->doc, S("sha256:"), 64))
        return BAD(in, "doc must be \"sha256:\" and 64 hexadecimal digits");
    TRY(span_need(in, j, "trigger", &c->trigger));
    return span_opt(in, j, "sentence", &c->sentence);
}

static rc parts(const struct in *in, const struct json *j, struct claim *c) {
    LIST(in, j, "counts", CLAIM_SPANS_MAX, count_one, c->counts, c->ncounts);
    LIST(in, j, "perpetrators", CLAIM_SPANS_MAX, perpetrator_one, c->perps, c->nperps);
    LIST(in, j, "where", CLAIM_SPANS_MAX, where_one, c->where, c->nwhere);
    TRY(when_opt(in, j, &c->when));
    LIST(in, j, "victims", CLAIM_SPANS_MAX, victim_one, c->victims, c->nvictims);
    LIST(in, j, "findings", CLAIM_SPANS_MAX, finding_one, c->findings, c->nfindings);
    LIST(in, j, "names", CLAIM_SPANS_MAX, name_one, c->names, c->nnames);
    LIST(in, j, "same_event", DOC_CLAIMS_MAX, id_one, c->same_event, c->nsame_event);
    return RC_OK;
}

static rc ties(const struct in *in, const struct json *j, struct claim *c) {
    int polarity, modality;
    TRY(claim_ref(in, j, "repeats", &c->repeats));
    TRY(claim_ref(in, j, "part_of", &c->part_of));
    TRY(word_need(in, j, "polarity", "polarity", &polarity));
    TRY(word_need(in, j, "modality", "modality", &modality));
    c->polarity = (enum polarity)polarity;
    c->modality = (enum modality)modality;
    return by_opt(in, j, c);
}

rc claim_from_json(struct arena *a, const struct json *j, struct str text, struct claim *out,
                   struct err *e) {
    static const char *const KEYS[] = {
        "v",          "id",           "doc",     "kind",     "trigger",  "sentence", "said",
        "counts",     "perpetrators", "where",   "when",     "victims",  "findings", "names",
        "same_event", "repeats",      "part_of", "polarity", "modality", "by",       NULL};
    const struct in in = {a, text, e};
    struct claim c = {.status = STATUS_MACHINE};
    TRY(known(&in, j, "a claim", KEYS));
    TRY(head(&in, j, &c));
    TRY(said_need(&in, j, &c.said));
    TRY(parts(&in, j, &c));
    TRY(ties(&in, j, &c));
    *out = c;
    return RC_OK;
}
