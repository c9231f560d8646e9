/* Sealing: files dropped or a text pasted, with what the recorder knows of them; and the receipt.
 */
#include "web/told.h"

static void publications(struct req *r, const struct book *b) {
    h_begin(&r->h, "datalist");
    h_attr(&r->h, "id", S("publications"));
    for (i64 i = 0; i < b->npublications && i < 2000; i++) {
        h_begin(&r->h, "option");
        h_attr(&r->h, "value", b->publications[i].name);
        h_end(&r->h);
    }
    h_end(&r->h);
}

static void offered(struct req *r, const char *name, const char *id, const char *list,
                    const char *key) {
    struct str at = str_fmt(r->a, "%s-%s", key, name);
    h_el(&r->h, "p", "field");
    h_begin(&r->h, "label");
    h_attr(&r->h, "for", at);
    ui_say(r, id);
    h_end(&r->h);
    h_begin(&r->h, "input");
    h_attr(&r->h, "type", S("text"));
    h_attr(&r->h, "id", at);
    h_attr(&r->h, "name", str_c(name));
    h_attr(&r->h, "dir", S("auto"));
    h_attr(&r->h, "list", str_c(list));
    h_attr(&r->h, "autocomplete", S("off"));
    h_void(&r->h);
    h_end(&r->h);
}

/* What comes from the recorder and not from the bytes; it says so wherever it is shown. */
static void intake(struct req *r, const char *key) {
    h_begin(&r->h, "fieldset");
    ui_el(r, "legend", "", "seal.by_recorder");
    h_el(&r->h, "div", "pair");
    offered(r, "publication", "seal.publication", "publications", key);
    form_date(r, "published", "seal.published", S(""));
    form_text(r, "from", "seal.from", S(""), false);
    form_text(r, "url", "seal.url", S(""), false);
    form_text(r, "lang", "seal.lang", S(""), false);
    h_end(&r->h);
    ui_el(r, "p", "help", "seal.h_intake");
    h_end(&r->h);
}

static rc seal(struct req *r, struct err *e) {
    struct told w;
    struct slice none = {0};
    TRY(told_open(r, &none, &w, e));
    ui_head(r, 1, "seal.title");
    ui_note(r, "", "seal.law");
    publications(r, w.b);
    h_begin(&r->h, "section");
    ui_head(r, 2, "seal.files");
    form_begin(r, "seal", S("/sealed/{outside}"));
    h_el(&r->h, "div", "drop");
    form_file(r, "PATH", "seal.choose", true);
    h_end(&r->h);
    intake(r, "file");
    form_submit(r, "seal.do", "");
    form_end(r);
    h_end(&r->h);
    h_begin(&r->h, "section");
    ui_head(r, 2, "seal.paste");
    form_begin(r, "text add", S("/sealed/{outside}"));
    form_text(r, "NAME", "seal.name", S(""), true);
    form_area(r, "text", "seal.text", S(""), true);
    intake(r, "text");
    form_submit(r, "seal.do_text", "");
    form_end(r);
    h_end(&r->h);
    return RC_OK;
}

/* ---- the receipt page ---- */

struct lot {
    struct str *items;
    i64 n;
    struct entry en;
};

/* All that were sealed in one act. */
static rc lot_of(struct req *r, i64 entry, struct lot *l, struct err *e) {
    i64 cap = 0;
    *l = (struct lot){0};
    TRY(store_entry(r->op.session->store, r->a, entry, &l->en, e));
    for (i64 i = 0; i < l->en.nparts && l->n < 500; i++) {
        struct json *p;
        if (l->en.parts[i].n == 0) continue; /* erased */
        TRY(json_read(r->a, l->en.parts[i], &p, e));
        if (str_eqc(json_get_str(p, "kind"), "item"))
            *PUSH(r->a, l->items, l->n, cap) = json_get_str(p, "item");
    }
    return RC_OK;
}

static void row_words(struct req *r, const char *id, struct str v) {
    if (!v.n) return;
    ui_row(r, id);
    ui_words(r, "span", "", S(""), v);
    ui_row_end(r);
}

static void said_by_recorder(struct told *w, const struct item *it) {
    struct req *r = w->r;
    i64 pub = book_publication(w->b, it->publication);
    if (pub >= 0) row_words(r, "seal.publication", w->b->publications[pub].name);
    if (it->published.range.precision) {
        ui_row(r, "seal.published");
        ui_dates(r, it->published.range);
        if (str_has(it->published.anchor, S("recorder"))) {
            h_text(&r->h, S(" "));
            ui_el(r, "span", "soft", "seal.as_entered");
        }
        ui_row_end(r);
    }
    row_words(r, "seal.from", it->from);
    row_words(r, "seal.url", it->url);
    struct str lang = words_term(r->lang, "language", it->lang);
    row_words(r, "seal.lang", lang.n ? lang : it->lang);
}

static void receipt(struct told *w, i64 at) {
    struct req *r = w->r;
    const struct item *it = &w->b->items[at];
    h_el(&r->h, "article", "card receipt");
    ui_words(r, "h2", "", S(""), it->name);
    ui_rows_begin(r);
    ui_row(r, "seal.hash");
    ui_code(r, it->id);
    ui_row_end(r);
    ui_row(r, "seal.size");
    ui_number(r, it->size);
    ui_row_end(r);
    ui_row(r, "seal.entry");
    ui_number(r, it->entry);
    ui_row_end(r);
    ui_row(r, "seal.time");
    ui_instant(r, it->received_at);
    ui_row_end(r);
    said_by_recorder(w, it);
    ui_rows_end(r);
    h_el(&r->h, "p", "actions no-print");
    h_el(&r->h, "a", "button");
    ui_path(r, str_cat(r->a, S("/read/"), it->outside));
    h_attr(&r->h, "data-open", S(""));
    ui_say(r, "seal.open");
    h_end(&r->h);
    h_el(&r->h, "a", "button quiet");
    ui_path(r, str_cat(r->a, S("/item/"), it->outside));
    ui_say(r, "seal.item");
    h_end(&r->h);
    h_end(&r->h);
    h_end(&r->h);
}

static void read_now(struct told *w, const struct lot *l) {
    struct req *r = w->r;
    i64 waiting = 0;
    for (i64 i = 0; i < w->b->nitems; i++)
        waiting += w->b->items[i].state == ITEM_SEALED;
    if (!waiting || !op_may(&r->op, PERM_WRITE)) return;
    h_el(&r->h, "section", "no-print");
    h_attr(&r->h, "data-read-now", S(""));
    h_attr(&r->h, "data-done", words_get(r->lang, "seal.read_done"));
    h_el(&r->h, "p", "note");
    h_attr(&r->h, "role", S("status"));
    ui_say(r, "seal.not_read");
    h_end(&r->h);
    form_begin(r, "read", l->n == 1 ? str_cat(r->a, S("/read/"), l->items[0]) : S("/items"));
    for (i64 i = 0; i < w->b->nitems; i++)
        if (w->b->items[i].state == ITEM_SEALED) form_hidden(r, "ITEM", w->b->items[i].outside);
    form_submit(r, "seal.read", "");
    form_end(r);
    h_end(&r->h);
}

static rc sealed(struct req *r, struct err *e) {
    struct told w;
    struct str outside;
    struct lot lot;
    TRY(records_find_item(r->op.session->db, r->a, r->seg[0], op_reach(&r->op), &outside, e));
    struct slice first = {.items = &outside, .nitems = 1};
    TRY(told_open(r, &first, &w, e));
    i64 at = book_item(w.b, outside);
    if (at < 0) return fail(e, RC_NOTFOUND, "there is no such item");
    TRY(lot_of(r, w.b->items[at].entry, &lot, e));
    struct slice want = {.items = lot.items, .nitems = lot.n};
    TRY(told_open(r, &want, &w, e));
    ui_head(r, 1, "seal.receipt");
    ui_note(r, "", "seal.badge");
    read_now(&w, &lot);
    for (i64 i = 0; i < w.b->nitems; i++)
        receipt(&w, i);
    h_begin(&r->h, "section");
    ui_head(r, 2, "seal.checkpoint");
    ui_el(r, "p", "help", "seal.h_checkpoint");
    h_leaf(&r->h, "pre", "", w.b->checkpoint);
    h_end(&r->h);
    h_el(&r->h, "p", "no-print");
    ui_link_id(r, S("/seal"), "seal.more");
    h_end(&r->h);
    return RC_OK;
}

const struct page PAGE_SEAL = {
    .path = "/seal", .title = "seal.title", .menu = "/seal", .perm = PERM_WRITE, .get = seal};
const struct page PAGE_SEALED = {.path = "/sealed/{}",
                                 .title = "seal.receipt",
                                 .menu = "/seal",
                                 .perm = PERM_READ,
                                 .get = sealed};
