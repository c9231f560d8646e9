#include "flow/find.h"

#include "flow/fields.h"
#include "flow/show.h"
#include "store/person.h"
#include "text/fold.h"

static bool has_folded(struct str text, struct str words) {
    struct str rest = words;
    while (rest.p && rest.n) {
        struct str w = str_cut(&rest, ' ');
        bool found = false;
        for (i64 at = 0; !found && (at = str_find(text, w, at)) >= 0; at++) {
            bool left = at == 0 || text.p[at - 1] == ' ';
            bool right = at + w.n == text.n || text.p[at + w.n] == ' ';
            found = left && right;
        }
        if (w.n && !found) return false;
    }
    return true;
}

bool find_has(struct arena scratch, struct str text, struct str words) {
    struct str folded;
    struct err ignored = {0};
    return text_fold(&scratch, text, &folded, &ignored) == RC_OK && has_folded(folded, words);
}

u32 find_with(enum list_noun noun) {
    return noun == LIST_INCIDENTS ? 0 : SLICE_TEXTS;
}

struct finder {
    struct op_ctx *c;
    struct arena *a;
    const struct book *b;
    const struct found_list *x;
};

static struct str seen(const struct finder *f, i64 item, i64 from, i64 to) {
    return fields_text(f->c, f->b, -1, str_sub(f->b->items[item].text, from, to));
}

/* The line of the text that holds the first of the words, as far as it may be seen. */
static struct str excerpt(const struct finder *f, i64 item) {
    struct str text = f->b->items[item].text, words = f->x->words;
    struct str first = str_cut(&words, ' ');
    for (i64 at = 0; f->x->words.n && at < text.n;) {
        i64 end = str_chr(text, '\n', at);
        if (end < 0) end = text.n;
        if (find_has(f->c->scratch, str_sub(text, at, end), first)) return seen(f, item, at, end);
        at = end + 1;
    }
    i64 end = str_chr(text, '\n', 0);
    return seen(f, item, 0, end < 0 ? text.n : end);
}

/* With nothing withheld the index was right. */
static bool stands(const struct finder *f, struct str shown) {
    if (!fields_withheld(f->c) || !f->x->words.n) return true;
    return find_has(f->c->scratch, shown, f->x->words);
}

static bool row_item(const struct finder *f, i64 at, struct found *out) {
    const struct item *it = &f->b->items[at];
    struct str name = fields_text(f->c, f->b, -1, it->name);
    *out = (struct found){
        .noun = "item", .id = it->outside, .name = name, .words = excerpt(f, at), .lang = it->lang};
    if (!fields_withheld(f->c)) return true;
    return stands(f, str_cat(f->a, str_cat(f->a, name, S("\n")), seen(f, at, 0, it->text.n)));
}

static bool row_claim(const struct finder *f, i64 at, struct found *out) {
    const struct claim_row *r = &f->b->claims[at];
    struct span s = span_some(r->c.sentence) ? r->c.sentence : r->c.said.content;
    *out = (struct found){.noun = "claim",
                          .id = r->c.id,
                          .name = kind_phrase(r->c.kind),
                          .words = seen(f, r->item, s.start, s.end),
                          .kind = kind_name(r->c.kind),
                          .status = word_name("status", r->c.status),
                          .item = fields_text(f->c, f->b, -1, f->b->items[r->item].name),
                          .lang = f->b->items[r->item].lang};
    return stands(f, out->words);
}

static bool row_incident(const struct finder *f, i64 at, struct found *out) {
    const struct incident *in = &f->b->incidents[at];
    const struct json *j = fields_row(f->c, show_incident(f->a, f->b, at));
    *out = (struct found){.noun = "incident",
                          .id = in->code,
                          .name = json_get_str(j, "title"),
                          .kind = kind_name(in->kind)};
    return true; /* found by place, date, kind and code; a title that may not be seen is not shown
                  */
}

static i64 index_of(const struct finder *f, struct str id) {
    if (f->x->noun == LIST_ITEMS) return book_item(f->b, id);
    if (f->x->noun == LIST_CLAIMS) return book_claim(f->b, id);
    return book_incident(f->b, id);
}

rc find_rows(struct op_ctx *c, struct arena *a, struct book *b, const struct list_page *p,
             const struct found_list *x, struct found **out, i64 *n, struct err *e) {
    struct finder f = {c, a, b, x};
    (void)e;
    *out = NEWN(a, struct found, p->n);
    *n = 0;
    for (i64 i = 0; i < p->n; i++) {
        i64 at = index_of(&f, p->ids[i]);
        struct found *h = &(*out)[*n];
        if (at < 0) continue;
        *n += x->noun == LIST_ITEMS    ? row_item(&f, at, h)
              : x->noun == LIST_CLAIMS ? row_claim(&f, at, h)
                                       : row_incident(&f, at, h);
    }
    return RC_OK;
}

/* ---- names ---- */

struct names_found {
    struct op_ctx *c;
    struct str words;
    struct found *v;
    i64 n, cap;
};

static void name(struct names_found *x, const char *noun, struct str id, struct str alias,
                 struct str shown) {
    struct arena a = x->c->scratch;
    if (!alias.n || !has_folded(text_fold_name(&a, alias), x->words)) return;
    if (x->n && str_eq(x->v[x->n - 1].id, id)) return;
    *PUSH(x->c->perm, x->v, x->n, x->cap) =
        (struct found){.noun = noun,
                       .id = id,
                       .name = shown,
                       .words = str_eq(alias, shown) ? (struct str){0} : alias};
}

rc find_names(struct op_ctx *c, struct str words, struct found **out, i64 *n, struct err *e) {
    struct names_found x = {c, words, NULL, 0, 0};
    struct book *b;
    TRY(session_registers(c, &b, e));
    for (i64 i = 0; i < b->npublications; i++)
        name(&x, "publication", b->publications[i].id, b->publications[i].name,
             b->publications[i].name);
    for (i64 i = 0; i < b->nparties; i++) {
        const struct party *p = &b->parties[i];
        name(&x, "party", p->id, p->name, p->name);
        for (i64 k = 0; k < p->naliases; k++)
            name(&x, "party", p->id, p->aliases[k].name, p->name);
    }
    for (i64 i = 0; i < b->nplaces; i++) {
        const struct place *p = &b->places[i];
        name(&x, "place", p->id, p->name, p->name);
        name(&x, "place", p->id, p->name_ar, p->name);
        name(&x, "place", p->id, p->name_ru, p->name);
    }
    *out = x.v;
    *n = x.n;
    return RC_OK;
}

rc find_persons(struct op_ctx *c, struct str words, i64 most, struct found **out, i64 *n,
                struct err *e) {
    *out = NULL;
    *n = 0;
    if (!op_sees(c, FIELD_NAMES)) return RC_OK;
    struct person_filter f = {.words = words, .reach = op_reach(c)};
    struct person_page p;
    TRY(records_persons(c->session->db, c->perm, &f, S(""), most, &p, e));
    *out = NEWN(c->perm, struct found, p.n);
    for (i64 i = 0; i < p.n; i++) {
        const struct person_line *l = &p.lines[i];
        if (l->name_withdrawn) continue;
        (*out)[(*n)++] =
            (struct found){.noun = "person", .id = l->id, .name = l->name, .words = l->list_name};
    }
    return RC_OK;
}
