/* Full text in any script: items, their claims, and names in the registers. */
#include "flow/show.h"
#include "text/fold.h"

enum { SEARCH_ITEMS_MAX = 1000 };

/* All folded words occur in the folded text, as whole words. */
static bool has_words(struct str text, struct str words) {
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

static void hit(struct op_ctx *c, const char *noun, struct str id, struct str name,
                struct str words) {
    struct json *j = json_obj(c->perm);
    json_set_i(c->perm, j, "v", 1);
    json_set_str(c->perm, j, "noun", str_c(noun));
    json_set_str(c->perm, j, "id", id);
    json_set_str(c->perm, j, "name", name);
    if (words.n) json_set_str(c->perm, j, "words", show_short(c->perm, words, 160));
    op_row(c, j);
}

/* The line of the text that holds the first of the words. */
static struct str excerpt(struct arena scratch, struct str text, struct str words) {
    struct str rest = text, first = words, line;
    first = str_cut(&first, ' ');
    while (rest.p) {
        struct arena a = scratch;
        line = str_cut(&rest, '\n');
        struct str folded;
        struct err e = {0};
        if (text_fold(&a, line, &folded, &e) == RC_OK && has_words(folded, first)) return line;
    }
    return str_sub(text, 0, 200);
}

static rc search_claims(struct op_ctx *c, const struct book *b, i64 from, i64 item,
                        struct str words, struct err *e) {
    for (i64 k = from; k < b->nclaims && b->claims[k].item == item; k++) {
        const struct claim_row *r = &b->claims[k];
        struct arena a = c->scratch;
        struct str folded;
        if (r->c.status == STATUS_WITHDRAWN) continue;
        TRY(text_fold(&a, book_words(b, r, r->c.sentence), &folded, e));
        if (has_words(folded, words))
            hit(c, "claim", r->c.id, kind_name(r->c.kind), book_words(b, r, r->c.sentence));
    }
    return RC_OK;
}

/* Where each item's claims begin: they stand by item. */
static i64 *first_claims(struct arena *a, const struct book *b) {
    i64 *first = NEWN(a, i64, b->nitems);
    for (i64 i = b->nclaims - 1; i >= 0; i--)
        first[b->claims[i].item] = i;
    return first;
}

static rc search_items(struct op_ctx *c, const struct book *b, struct str words, i64 *hits,
                       struct err *e) {
    struct str *docs;
    i64 n, *first = first_claims(c->perm, b);
    TRY(db_search(c->session->db, c->perm, words, SEARCH_ITEMS_MAX, &docs, &n, e));
    for (i64 i = 0; i < n; i++) {
        i64 at = book_item(b, docs[i]);
        if (at < 0) continue;
        hit(c, "item", b->items[at].id, b->items[at].name,
            excerpt(c->scratch, b->items[at].text, words));
        ++*hits;
        TRY(search_claims(c, b, first[at], at, words, e));
    }
    return RC_OK;
}

static void search_name(struct op_ctx *c, const char *noun, struct str id, struct str name,
                        struct str shown, struct str words, i64 *hits) {
    struct arena a = c->scratch;
    if (!name.n || !has_words(text_fold_name(&a, name), words)) return;
    hit(c, noun, id, shown, str_eq(name, shown) ? (struct str){0} : name);
    ++*hits;
}

static void search_names(struct op_ctx *c, const struct book *b, struct str words, i64 *hits) {
    for (i64 i = 0; i < b->npublications; i++)
        search_name(c, "publication", b->publications[i].id, b->publications[i].name,
                    b->publications[i].name, words, hits);
    for (i64 i = 0; i < b->nparties; i++) {
        const struct party *p = &b->parties[i];
        search_name(c, "party", p->id, p->name, p->name, words, hits);
        for (i64 k = 0; k < p->naliases; k++)
            search_name(c, "party", p->id, p->aliases[k].name, p->name, words, hits);
    }
    for (i64 i = 0; i < b->nplaces; i++) {
        const struct place *p = &b->places[i];
        search_name(c, "place", p->id, p->name, p->name, words, hits);
        search_name(c, "place", p->id, p->name_ar, p->name, words, hits);
        search_name(c, "place", p->id, p->name_ru, p->name, words, hits);
    }
}

static rc run(struct op_ctx *c, struct err *e) {
    struct book *b;
    struct buf all = buf_make(c->perm, NAME_BYTES_MAX);
    for (const struct op_value *v = op_values(c, "WORDS"); v; v = v->more) {
        buf_put(&all, v->v);
        buf_c(&all, ' ');
    }
    struct str words = text_fold_name(c->perm, buf_str(&all));
    if (!words.n) return fail(e, RC_USAGE, "there is no word to search for");
    i64 hits = 0;
    TRY(session_book(c, true, &b, e));
    TRY(search_items(c, b, words, &hits, e));
    search_names(c, b, words, &hits);
    if (hits) return RC_OK;
    op_say(c, "nothing found");
    return RC_NO;
}

static const struct op_arg ARGS[] = {
    {"WORDS", "WORDS", ARG_POS_MANY, true, "words in any script; all must occur", NULL}, {0}};

const struct op OP_SEARCH = {
    .name = "search",
    .group = "reconcile",
    .summary = "full text over items, claims and names, in any script",
    .details =
        "Spelling marks do not matter: vowel signs, alef forms, accents, ё and е, upper and lower "
        "case are folded.",
    .perm = PERM_READ,
    .args = ARGS,
    .columns = "noun id name words",
    .examples = {"cairn -C case search bodies Marat", NULL},
    .run = run,
};
