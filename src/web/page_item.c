/* One item: its manifest, what was made from it, who handled it, what the recorder said of it. The
 * bytes are only sent as a download, images also as images, blurred until asked for. */
#include "base/limits.h"
#include "store/copy.h"
#include "store/erasure.h"
#include "web/custody_bits.h"
#include "web/time_bits.h"
#include "web/told.h"

enum { IMAGE_BYTES_MAX = 32 << 20 };

struct view {
    struct told w;
    struct str outside;
    i64 at;
    struct copy *copies;
    i64 ncopies;
    struct restated *restated;
    i64 nrestated;
    struct entry en;
};

static rc open_item(struct req *r, struct view *v, bool text, struct err *e) {
    struct db *d = r->op.session->db;
    *v = (struct view){0};
    TRY(records_find_item(d, r->a, r->seg[0], op_reach(&r->op), &v->outside, e));
    struct slice want = {
        .items = &v->outside, .nitems = 1, .with = text ? SLICE_TEXTS | SLICE_ITEM_CLAIMS : 0};
    TRY(told_open(r, &want, &v->w, e));
    v->at = book_item(v->w.b, v->outside);
    return v->at >= 0 ? RC_OK : fail(e, RC_NOTFOUND, "there is no such item");
}

/* ---- images ---- */

static struct str image_type(struct str b) {
    if (str_starts(b, S("\x89PNG\r\n\x1a\n"))) return S("image/png");
    if (str_starts(b, S("\xFF\xD8\xFF"))) return S("image/jpeg");
    if (str_starts(b, S("GIF87a")) || str_starts(b, S("GIF89a"))) return S("image/gif");
    if (str_starts(b, S("RIFF")) && str_eq(str_sub(b, 8, 12), S("WEBP"))) return S("image/webp");
    return (struct str){0};
}

/* By its name only, for pages: the bytes are looked at when the image is sent. */
static bool named_image(struct str name) {
    static const char *const ENDS[] = {".png", ".jpg", ".jpeg", ".gif", ".webp"};
    for (i64 i = 0; i < LEN(ENDS); i++)
        if (name.n > 5 &&
            str_eqi(str_sub(name, name.n - (i64)strlen(ENDS[i]), name.n), str_c(ENDS[i])))
            return true;
    return false;
}

static rc bytes_of(struct req *r, struct view *v, i64 most, struct str *out, struct err *e) {
    const struct item *it = &v->w.b->items[v->at];
    TRY(erased_refused(it, e));
    return store_object(r->op.session->store, r->a, it->entry, it->object_name, most, out, e);
}

static rc image(struct req *r, struct err *e) {
    struct view v;
    struct str bytes;
    TRY(open_item(r, &v, false, e));
    TRY(bytes_of(r, &v, IMAGE_BYTES_MAX, &bytes, e));
    r->type = image_type(bytes);
    if (!r->type.n) return fail(e, RC_NOTFOUND, "this item is no image");
    buf_put(r->out, bytes);
    return RC_OK;
}

static rc bytes(struct req *r, struct err *e) {
    struct view v;
    struct str all;
    TRY(open_item(r, &v, false, e));
    TRY(bytes_of(r, &v, DESK_ANSWER_MAX, &all, e));
    struct str name = v.w.b->items[v.at].name;
    r->type = S("application/octet-stream");
    r->filename = name.n ? name : S("item");
    buf_put(r->out, all);
    return RC_OK;
}

static void picture(struct req *r, struct view *v) {
    if (!named_image(v->w.b->items[v->at].name)) return;
    h_begin(&r->h, "section");
    ui_head(r, 2, "item.picture");
    h_el(&r->h, "p", "check");
    h_el(&r->h, "input", "veil");
    h_attr(&r->h, "type", S("checkbox"));
    h_attr(&r->h, "id", S("veil"));
    h_void(&r->h);
    h_begin(&r->h, "label");
    h_attr(&r->h, "for", S("veil"));
    ui_say(r, "item.unveil");
    h_end(&r->h);
    h_end(&r->h);
    h_el(&r->h, "figure", "veil-box item-image");
    h_el(&r->h, "div", "veiled");
    h_begin(&r->h, "img");
    h_attr(&r->h, "src", str_fmt(r->a, "/item/%.*s/image", SARG(v->outside)));
    h_attr(&r->h, "alt", words_get(r->lang, "item.picture_alt"));
    h_attr(&r->h, "loading", S("lazy"));
    h_void(&r->h);
    h_end(&r->h);
    h_end(&r->h);
    h_end(&r->h);
}

/* ---- rows ---- */

static void row_words(struct req *r, const char *id, struct str v) {
    ui_row(r, id);
    if (v.n)
        ui_words(r, "span", "", S(""), v);
    else
        ui_el(r, "span", "soft", "item.not_said");
    ui_row_end(r);
}

static void manifest(struct req *r, struct view *v) {
    static const char *const STATES[] = {"sealed", "read", "unread", "unreadable", "erased"};
    const struct item *it = &v->w.b->items[v->at];
    i64 pub = book_publication(v->w.b, it->publication);
    ui_rows_begin(r);
    row_words(r, "item.name", it->name);
    ui_row(r, "seal.hash");
    ui_code(r, it->id);
    ui_row_end(r);
    ui_row(r, "seal.size");
    ui_number(r, it->size);
    ui_row_end(r);
    ui_row(r, "items.state");
    ui_term(r, "itemstate", str_c(STATES[it->state]));
    if (it->reason.n) {
        h_text(&r->h, S(" · "));
        ui_words(r, "span", "", S("en"), it->reason);
    }
    ui_row_end(r);
    row_words(r, "seal.publication", pub >= 0 ? v->w.b->publications[pub].name : (struct str){0});
    ui_row(r, "seal.published");
    ui_dates(r, it->published.range);
    if (it->published.anchor.n) {
        h_text(&r->h, S(" "));
        ui_el(r, "span", "soft",
              str_has(it->published.anchor, S("recorder")) ? "seal.as_entered" : "item.in_text");
    }
    ui_row_end(r);
    struct str lang = words_term(r->lang, "language", it->lang);
    row_words(r, "seal.lang", lang.n ? lang : it->lang);
    row_words(r, "seal.url", it->url);
    ui_rows_end(r);
}

static rc custody(struct req *r, struct view *v, struct err *e) {
    const struct item *it = &v->w.b->items[v->at];
    struct json *actor = NULL;
    struct err none = {0};
    ui_head(r, 2, "item.custody");
    ui_rows_begin(r);
    ui_row(r, "seal.time");
    ui_instant(r, it->received_at);
    ui_row_end(r);
    ui_row(r, "seal.entry");
    ui_number(r, it->entry);
    ui_row_end(r);
    TRY(time_rows(r, it->entry, e));
    if (v->en.nparts && json_read(r->a, v->en.parts[0], &actor, &none) == RC_OK)
        row_words(r, "item.received_by", json_get_str(actor, "name"));
    row_words(r, "seal.from", it->from);
    ui_rows_end(r);
    TRY(custody_table(r, v->outside, e));
    if (!v->nrestated) return RC_OK;
    static const char *const HEADS[] = {"item.field", "item.was", "item.now",
                                        "item.by",    "item.on",  NULL};
    ui_table_begin(r, "item.restated", HEADS);
    for (i64 i = 0; i < v->nrestated; i++) {
        const struct restated *s = &v->restated[i];
        h_begin(&r->h, "tr");
        h_begin(&r->h, "td");
        ui_term(r, "itemfield", s->field);
        h_end(&r->h);
        ui_words(r, "td", "", S(""), s->was);
        ui_words(r, "td", "", S(""), s->now);
        ui_words(r, "td", "", S(""), s->by);
        h_begin(&r->h, "td");
        ui_instant(r, s->at);
        h_end(&r->h);
        h_end(&r->h);
    }
    ui_table_end(r);
    return RC_OK;
}

static rc translation_text(struct req *r, struct view *v, const struct copy *c, struct err *e) {
    struct str text;
    TRY(records_copy_text(r->op.session->db, r->a, v->outside, c->lang, c->version, &text, e));
    h_begin(&r->h, "details");
    ui_el(r, "summary", "", "item.show_text");
    ui_words(r, "div", "translation", c->lang, shown_text(r->a, &v->w.shown, text));
    h_end(&r->h);
    return RC_OK;
}

static rc derivatives(struct req *r, struct view *v, struct err *e) {
    const struct item *it = &v->w.b->items[v->at];
    ui_head(r, 2, "item.made");
    h_el(&r->h, "ul", "plain");
    if (it->text.n) {
        h_begin(&r->h, "li");
        ui_link_id(r, str_cat(r->a, S("/read/"), v->outside), "item.text");
        h_text(&r->h, S(" · "));
        ui_say_n(r, "item.bytes_n", it->text.n);
        h_end(&r->h);
    }
    for (i64 i = 0; i < v->ncopies; i++) {
        const struct copy *c = &v->copies[i];
        bool typed = str_eqc(c->what, "transcript");
        h_begin(&r->h, "li");
        ui_say(r, typed ? "item.typed" : "read.translation");
        h_text(&r->h, S(" ("));
        ui_code(r, c->lang);
        h_text(&r->h, str_fmt(r->a, ", %lld) · ", (long long)c->version));
        ui_words(r, "bdi", "", S(""), c->by);
        h_text(&r->h, S(" · "));
        ui_instant(r, c->at);
        if (!typed) TRY(translation_text(r, v, c, e));
        h_end(&r->h);
    }
    if (!it->text.n && !v->ncopies) ui_el(r, "li", "soft", "item.nothing_made");
    h_end(&r->h);
    return RC_OK;
}

/* ---- acts ---- */

static void details_form(struct req *r, const char *id, const char *summary, const char *op,
                         struct str next) {
    h_begin(&r->h, "details");
    if (id[0]) h_attr(&r->h, "id", str_c(id));
    ui_el(r, "summary", "", summary);
    form_begin(r, op, next);
}

static void details_end(struct req *r, const char *button) {
    form_submit(r, button, "");
    form_end(r);
    h_end(&r->h);
}

static void set_form(struct req *r, struct view *v, struct str here) {
    const struct item *it = &v->w.b->items[v->at];
    i64 pub = book_publication(v->w.b, it->publication);
    details_form(r, "", "item.correct", "item set", here);
    form_hidden(r, "ITEM", v->outside);
    form_match(r, v->outside);
    form_text(r, "publication", "seal.publication",
              pub >= 0 ? v->w.b->publications[pub].name : S(""), false);
    form_date(r, "published", "seal.published", date_text(r->a, it->published.range));
    form_text(r, "lang", "seal.lang", it->lang, false);
    form_text(r, "url", "seal.url", it->url, false);
    form_text(r, "from", "seal.from", it->from, false);
    ui_el(r, "p", "help", "item.h_correct");
    details_end(r, "item.save");
}

static void acts(struct req *r, struct view *v) {
    const struct item *it = &v->w.b->items[v->at];
    struct str here = str_cat(r->a, S("/item/"), v->outside),
               read = str_cat(r->a, S("/read/"), v->outside);
    bool typed = false;
    for (i64 i = 0; i < v->ncopies; i++)
        typed |= str_eqc(v->copies[i].what, "transcript");
    set_form(r, v, here);
    if (!it->text.n || typed) {
        details_form(r, "type", "item.type", "transcript add", read);
        form_hidden(r, "ITEM", v->outside);
        form_area(r, "text", "item.type_text", typed ? it->text : S(""), true);
        form_text(r, "lang", "seal.lang", it->lang, false);
        ui_el(r, "p", "help", "item.h_type");
        details_end(r, "item.type_save");
    }
    details_form(r, "translate", "item.translate", "translation add", read);
    form_hidden(r, "ITEM", v->outside);
    form_text(r, "lang", "item.translation_lang", S(""), true);
    form_area(r, "text", "item.translation_text", S(""), true);
    ui_el(r, "p", "help", "read.translation_law");
    details_end(r, "item.translate_save");
    form_begin(r, "read", read);
    form_hidden(r, "ITEM", v->outside);
    form_submit(r, it->state == ITEM_SEALED ? "seal.read" : "item.read_again", "quiet");
    form_end(r);
}

/* It is not absent: what is left of it is said. */
static void erased(struct req *r, const struct item *it) {
    ui_head(r, 1, "erase.was");
    ui_rows_begin(r);
    ui_row(r, "erase.on");
    ui_instant(r, it->erased_at);
    ui_row_end(r);
    row_words(r, "erase.on_basis", it->erased_basis);
    ui_row(r, "seal.time");
    ui_instant(r, it->received_at);
    ui_row_end(r);
    ui_row(r, "seal.entry");
    ui_number(r, it->entry);
    ui_row_end(r);
    ui_row(r, "seal.item");
    ui_code(r, it->outside);
    ui_row_end(r);
    ui_rows_end(r);
    ui_link_id(r, S("/erasures"), "erase.open");
}

static rc standing(struct req *r, struct view *v, struct err *e) {
    struct hold h;
    struct erasure x;
    bool held, asked;
    TRY(records_held(r->op.session->db, r->a, v->outside, &h, &held, e));
    TRY(records_erasure_open(r->op.session->db, r->a, v->outside, &x, &asked, e));
    if (held) ui_note(r, "warn", "erase.is_held");
    if (asked) ui_note(r, "warn", "erase.is_asked");
    if (op_may(&r->op, PERM_REVIEW) || held || asked)
        ui_link_id(r, str_cat(r->a, S("/erasures?item="), v->outside), "erase.open");
    return RC_OK;
}

static rc item(struct req *r, struct err *e) {
    struct view v;
    TRY(open_item(r, &v, true, e));
    const struct item *it = &v.w.b->items[v.at];
    struct db *d = r->op.session->db;
    if (it->state == ITEM_ERASED) return erased(r, it), RC_OK;
    TRY(records_copies(d, r->a, v.outside, &v.copies, &v.ncopies, e));
    TRY(records_restated(d, r->a, v.outside, &v.restated, &v.nrestated, e));
    TRY(store_entry(r->op.session->store, r->a, it->entry, &v.en, e));
    h_el(&r->h, "nav", "crumbs");
    h_attr(&r->h, "aria-label", words_get(r->lang, "read.crumbs"));
    ui_link_id(r, S("/items"), "read.items");
    h_end(&r->h);
    ui_words(r, "h1", "", it->lang,
             shown_text(r->a, &v.w.shown, it->title.n ? it->title : it->name));
    h_el(&r->h, "p", "actions");
    h_el(&r->h, "a", "button");
    ui_path(r, str_cat(r->a, S("/read/"), v.outside));
    ui_say(r, "seal.open");
    h_end(&r->h);
    h_el(&r->h, "a", "button quiet");
    ui_path(r, str_cat(r->a, S("/sealed/"), v.outside));
    ui_say(r, "seal.receipt");
    h_end(&r->h);
    if (op_may(&r->op, PERM_EXPORT)) {
        h_el(&r->h, "a", "button quiet");
        ui_path(r, str_fmt(r->a, "/item/%.*s/bytes", SARG(v.outside)));
        ui_say(r, "item.download");
        h_end(&r->h);
    }
    h_end(&r->h);
    TRY(standing(r, &v, e));
    manifest(r, &v);
    picture(r, &v);
    TRY(derivatives(r, &v, e));
    TRY(custody(r, &v, e));
    if (op_may(&r->op, PERM_WRITE)) acts(r, &v);
    return told_comments(&v.w, v.outside, str_cat(r->a, S("/item/"), v.outside), e);
}

const struct page PAGE_ITEM = {
    .path = "/item/{}", .title = "item.title", .menu = "/items", .perm = PERM_READ, .get = item};
const struct page PAGE_ITEM_IMAGE = {.path = "/item/{}/image",
                                     .title = "item.picture",
                                     .menu = "/items",
                                     .perm = PERM_READ,
                                     .get = image,
                                     .bare = true};
const struct page PAGE_ITEM_BYTES = {.path = "/item/{}/bytes",
                                     .title = "item.download",
                                     .menu = "/items",
                                     .perm = PERM_EXPORT,
                                     .get = bytes,
                                     .bare = true};
