#include "flow/fields.h"

#include "flow/shown.h"

bool fields_withheld(const struct op_ctx *c) {
    return c->rights && (c->rights->fields & FIELD_ALL) != FIELD_ALL;
}

void fields_learn(struct op_ctx *c, const struct book *b) {
    if (!c->session) return;
    c->session->told = b;
    c->session->shown = NULL;
}

/* Made when the first row is: an operation that gives none has nothing to withhold. */
static const struct shown *shown_of(struct op_ctx *c, const struct book *b) {
    static const struct book EMPTY;
    struct session *s = c->session;
    if (!s) return NULL;
    if (b && b != s->told) fields_learn(c, b);
    if (s->shown) return s->shown;
    s->shown = NEW(c->perm, struct shown);
    shown_make(c, s->told ? s->told : &EMPTY, s->shown);
    return s->shown;
}

static bool among(const char *const *all, i64 n, struct str key) {
    for (i64 i = 0; i < n; i++)
        if (str_eqc(key, all[i])) return true;
    return false;
}

/* Words of closed lists and names of things: nothing of a person is in them. */
static bool is_plain(struct str key) {
    static const char *const PLAIN[] = {
        "id",  "doc",    "outside",    "code",     "incident", "entry",    "kind",      "status",
        "act", "role",   "state",      "what",     "who_kind", "lang",     "at",        "precision",
        "to",  "step",   "polarity",   "modality", "rules",    "received", "published", "noun",
        "uri", "secret", "checkpoint", "method",   "reach",    "expires",  "asked"};
    return among(PLAIN, LEN(PLAIN), key);
}

static bool is_dropped(const struct op_ctx *c, struct str key) {
    static const char *const PLACE[] = {"lat", "lon"};
    static const char *const MEDICAL[] = {"findings", "medical"};
    if (!op_sees(c, FIELD_PLACE) && among(PLACE, LEN(PLACE), key)) return true;
    return !op_sees(c, FIELD_MEDICAL) && among(MEDICAL, LEN(MEDICAL), key);
}

/* From whom an item came: a name, on items alone ("from" is a day elsewhere). */
static bool is_sender(const struct op_ctx *c, const struct json *row, struct str key) {
    return !op_sees(c, FIELD_NAMES) && str_eqc(key, "from") && json_get(row, "received");
}

static struct json *masked(struct op_ctx *c, const struct shown *x, const struct json *v) {
    struct json *out;
    switch (v->type) {
    case JSON_STRING: return json_str(c->perm, shown_text(c->perm, x, v->s));
    case JSON_ARRAY:
        out = json_arr(c->perm);
        JSON_EACH(it, v)
        json_add(out, masked(c, x, it));
        return out;
    case JSON_OBJECT:
        out = json_obj(c->perm);
        JSON_EACH(it, v)
        if (!is_dropped(c, it->key) && !is_sender(c, v, it->key))
            json_set(out, it->key, is_plain(it->key) ? json_copy(c->perm, it) : masked(c, x, it));
        return out;
    default: return json_copy(c->perm, v);
    }
}

const struct json *fields_row(struct op_ctx *c, const struct json *row) {
    const struct shown *x = fields_withheld(c) ? shown_of(c, NULL) : NULL;
    return x ? masked(c, x, row) : row;
}

struct str fields_text(struct op_ctx *c, const struct book *b, i64 item, struct str s) {
    const struct shown *x = fields_withheld(c) ? shown_of(c, b) : NULL;
    if (!x) return s;
    if (item < 0) return shown_text(c->perm, x, s);
    return shown_words(c->perm, x, item, (struct span){0, (u32)b->items[item].text.n});
}
