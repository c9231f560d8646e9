/* What a person adds to an item: a typed text, a working translation, what the recorder had said
 * wrongly. The item itself never changes. */
#include "base/limits.h"
#include "base/utf8.h"
#include "flow/derived.h"
#include "flow/enter.h"
#include "flow/ingest.h"
#include "store/copy.h"
#include "store/erasure.h"
#include "store/slice.h"
#include "sys/os.h"

/* The item as whoever acts may see it, with its text and claims. */
static rc find_item(struct op_ctx *c, struct book *b, i64 *at, struct err *e) {
    struct str id;
    TRY(session_open(c, e));
    TRY(records_find_item(c->session->db, c->perm, op_str(c, "ITEM"), op_reach(c), &id, e));
    struct slice want = {
        .items = &id, .nitems = 1, .with = SLICE_TEXTS | SLICE_ITEM_CLAIMS, .reach = op_reach(c)};
    TRY(records_load_slice(c->session->db, c->session->store, c->perm, &want, b, e));
    *at = book_item(b, id);
    CHECK(*at >= 0);
    return erased_refused(&b->items[*at], e);
}

/* Line ends of every system as one; UTF-8 or refused. */
static rc clean_text(struct op_ctx *c, struct str given, struct str *out, struct err *e) {
    struct buf b = buf_make(c->perm, TEXT_BYTES_MAX);
    if (utf8_invalid(given) >= 0) return fail(e, RC_USAGE, "the text is not UTF-8");
    for (i64 i = 0; i < given.n; i++) {
        if (given.p[i] == '\r' && i + 1 < given.n && given.p[i + 1] == '\n') continue;
        buf_c(&b, given.p[i] == '\r' ? '\n' : given.p[i]);
    }
    if (!buf_ok(&b)) return fail(e, RC_LIMIT, "a text is at most %lld MiB", TEXT_BYTES_MAX >> 20);
    *out = buf_str(&b);
    return str_trim(*out).n ? RC_OK : fail(e, RC_USAGE, "the text is empty");
}

static rc given_text(struct op_ctx *c, struct str *out, struct err *e) {
    struct str text = op_str(c, "text");
    if (op_given(c, "text") == op_given(c, "file"))
        return fail(e, RC_USAGE, "give the text with --text or --file, not both");
    if (op_given(c, "file"))
        TRY(os_read(c->perm, cstr(c->perm, op_str(c, "file")), TEXT_BYTES_MAX, &text, e));
    return clean_text(c, text, out, e);
}

static rc check_lang(struct op_ctx *c, struct err *e) {
    struct str l = op_str(c, "lang");
    bool ok = l.n <= 35;
    for (i64 i = 0; i < l.n; i++)
        ok &= is_alnum(l.p[i]) || l.p[i] == '-';
    return ok ? RC_OK : fail(e, RC_USAGE, "--lang takes a language tag such as en, ar or ru");
}

static void answer(struct op_ctx *c, const struct item *it) {
    struct json *j = json_obj(c->perm);
    json_set_i(c->perm, j, "v", 1);
    json_set_str(c->perm, j, "outside", it->outside);
    json_set_str(c->perm, j, "name", it->name);
    op_row(c, j);
}

/* Words that claims quote must not move: a typed text is replaced only while nothing cites it. */
static rc may_type(struct op_ctx *c, const struct book *b, i64 at, struct err *e) {
    bool typed;
    TRY(records_typed(c->session->db, b->items[at].outside, &typed, e));
    if (b->items[at].text.n && !typed) {
        rc r = fail(e, RC_CONFLICT, "this item has a text of its own");
        err_hint(e, "quote from that; a translation may be added beside it");
        return r;
    }
    for (i64 i = 0; i < b->nclaims; i++)
        if (b->claims[i].c.status != STATUS_WITHDRAWN &&
            b->claims[i].version + b->claims[i].reviewers)
            return fail(e, RC_CONFLICT, "claims quote the text that was typed before");
    return RC_OK;
}

static rc transcript_add(struct op_ctx *c, struct err *e) {
    struct book b;
    struct str text;
    i64 at;
    TRY(check_lang(c, e));
    TRY(given_text(c, &text, e));
    TRY(find_item(c, &b, &at, e));
    TRY(may_type(c, &b, at, e));
    TRY(ingest_typed(c, b.items[at].outside, text, op_str(c, "lang"), e));
    TRY(session_reconcile(c, e));
    answer(c, &b.items[at]);
    return RC_OK;
}

static rc translation_add(struct op_ctx *c, struct err *e) {
    struct book b;
    struct str text;
    i64 at;
    TRY(check_lang(c, e));
    TRY(given_text(c, &text, e));
    TRY(find_item(c, &b, &at, e));
    TRY(session_begin(c, e));
    TRY(store_put(c->session->txn, S("tr/0"), text, e));
    struct json *p = json_obj(c->perm);
    json_set_str(c->perm, p, "kind", S("translation"));
    json_set_str(c->perm, p, "item", b.items[at].outside);
    json_set_str(c->perm, p, "lang", op_str(c, "lang"));
    json_set_str(c->perm, p, "object", S("tr/0"));
    struct json *parts[] = {p, NULL};
    struct derived d = {.item = b.items[at].outside,
                        .parent = b.items[at].id,
                        .of = "translation",
                        .transform = S("translated by a person"),
                        .version = S("text/1"),
                        .lang = op_str(c, "lang"),
                        .bytes = text};
    TRY(derived_part(c, &d, &parts[1], e));
    TRY(session_entry(c, "registered", parts, 2, NULL, e));
    TRY(session_commit(c, e));
    answer(c, &b.items[at]);
    return RC_OK;
}

static bool taken_back(struct op_ctx *c, const char *field) {
    for (const struct op_value *v = op_values(c, "unknown"); v; v = v->more)
        if (str_eqc(v->v, field)) return true;
    return false;
}

/* A field that is given and differs from what stands. */
static void put_said(struct op_ctx *c, struct json *p, const char *field, struct str now,
                     struct str was) {
    bool back = taken_back(c, field);
    if (!back && (!op_given(c, field) || str_eq(now, was) || !now.n)) return;
    if (back && !was.n) return;
    json_set_str(c->perm, p, field, back ? (struct str){0} : now);
}

static struct json *part_of(struct op_ctx *c, const char *kind, const struct item *it) {
    struct json *p = json_obj(c->perm);
    json_set_str(c->perm, p, "kind", str_c(kind));
    json_set_str(c->perm, p, "item", it->outside);
    return p;
}

static rc set_published(struct op_ctx *c, struct json *p, const struct item *it, struct err *e) {
    struct date_range r;
    struct str given = str_trim(op_str(c, "published"));
    if (given.n && !enter_date(c->scratch, given, &r)) {
        rc x = fail(e, RC_USAGE, "\"%.*s\" is not a date", SARG(str_sub(given, 0, 40)));
        err_hint(e, "write 2031-03-10, 2031-03 or 2031");
        return x;
    }
    if (given.n) given = date_text(c->perm, r);
    put_said(c, p, "published", given, date_text(c->perm, it->published.range));
    return RC_OK;
}

static rc item_set(struct op_ctx *c, struct err *e) {
    struct book b;
    i64 at, n = 0;
    TRY(check_lang(c, e));
    TRY(find_item(c, &b, &at, e));
    const struct item *it = &b.items[at];
    i64 pub = book_publication(&b, it->publication);
    struct json *open = part_of(c, "restated", it), *closed = part_of(c, "restated_source", it),
                *parts[2];
    put_said(c, open, "publication", str_trim(op_str(c, "publication")),
             pub < 0 ? (struct str){0} : b.publications[pub].name);
    TRY(set_published(c, open, it, e));
    put_said(c, open, "lang", str_trim(op_str(c, "lang")), it->lang);
    put_said(c, closed, "url", str_trim(op_str(c, "url")), it->url);
    put_said(c, closed, "from", str_trim(op_str(c, "from")), it->from);
    if (open->n > 2) parts[n++] = open;
    if (closed->n > 2) parts[n++] = closed;
    if (n) TRY(session_act(c, "registered", parts, n, e));
    if (!n) op_say(c, "nothing was changed");
    if (n) op_say(c, "recorded; what was said before stays beside it");
    answer(c, it);
    return RC_OK;
}

#define TEXT_ARGS                                                                                  \
    {"ITEM", "ITEM", ARG_POS, true, "the item: id, or file name if only one has it", NULL},        \
        {"text", "TEXT", ARG_OPT, false, "the text", NULL, ARG_LONG}, {                            \
        "file", "FILE", ARG_OPT, false, "or a file that holds it", NULL, ARG_FILE_IN               \
    }

static const struct op_arg TRANSCRIPT_ARGS[] = {
    TEXT_ARGS, {"lang", "xx", ARG_OPT, false, "its language, if known", NULL}, {0}};
static const struct op_arg TRANSLATION_ARGS[] = {
    TEXT_ARGS, {"lang", "xx", ARG_OPT, true, "language of the translation", NULL}, {0}};
static const struct op_arg SET_ARGS[] = {
    {"ITEM", "ITEM", ARG_POS, true, "the item: id, or file name if only one has it", NULL},
    {"publication", "NAME", ARG_OPT, false, "who published it", NULL},
    {"published", "DATE", ARG_OPT, false, "when it was published", NULL, ARG_DATE},
    {"lang", "xx", ARG_OPT, false, "its language", NULL},
    {"url", "URL", ARG_OPT, false, "where it was found", NULL},
    {"from", "TEXT", ARG_OPT, false, "from whom it came", NULL},
    {"unknown", "FIELD", ARG_OPT_MANY, false, "taken back: it is not known after all",
     "publication|published|lang|url|from"},
    {0}};

const struct op OP_TRANSCRIPT_ADD = {
    .name = "transcript add",
    .group = "review",
    .summary = "the text of an image or an unread file, typed by a person",
    .details = "It becomes the item's text and says who typed it, so that claims can quote words "
               "of it.",
    .perm = PERM_WRITE,
    .args = TRANSCRIPT_ARGS,
    .columns = "name outside",
    .examples = {"cairn -C case transcript add photo.png --file typed.txt --lang ar", NULL},
    .run = transcript_add};
const struct op OP_TRANSLATION_ADD = {
    .name = "translation add",
    .group = "review",
    .summary = "a working translation, shown beside the text and never cited",
    .details = "Every version is kept, with who entered it.",
    .perm = PERM_WRITE,
    .args = TRANSLATION_ARGS,
    .columns = "name outside",
    .examples = {"cairn -C case translation add arabic.txt --lang en --file working.txt", NULL},
    .run = translation_add};
const struct op OP_ITEM_SET = {
    .name = "item set",
    .edits = "ITEM",
    .group = "seal",
    .summary = "correct what the recorder said of an item",
    .details = "The sealed bytes do not change, and what was said before stays beside it. Days in "
               "claims are read from the\ndate of publication: read the item again when that "
               "changes.",
    .perm = PERM_WRITE,
    .args = SET_ARGS,
    .columns = "name outside",
    .examples = {"cairn -C case item set report.txt --published 2031-03-10", NULL},
    .run = item_set};
