/* receipt.json: receipts, and what a checker computes on its way. */
#include "vectors.h"
#include "proof/sigsum.h"
#include "seal/receipt.h"

struct files {
    struct arena *a;
    struct json *o;
};

static rc keep(void *ctx, struct str name, struct str bytes, struct err *e) {
    struct files *f = ctx;
    (void)e;
    if (!str_eqc(name, "README"))
        json_set_str(f->a, f->o, cstr(f->a, name), b64_encode(f->a, bytes, true));
    return RC_OK;
}

static void one(struct arena *a, struct json *page, const char *name, const char *comment) {
    struct err e = {0};
    struct str text;
    struct json *o = vector_case(a, page, comment), *r;
    must(os_read(a, cstr(a, str_fmt(a, "tests/seeds/receipt/%s.json", name)), 1 << 20, &text, &e),
         &e);
    must(json_read(a, text, &r, &e), &e);
    json_set_str(a, o, "receipt", text);
    struct files f = {a, json_set(o, S("extracted"), json_obj(a))};
    struct arena scratch = arena_split(a, 256 << 20);
    must(receipt_extract(a, scratch, text, NULL, keep, &f, &e), &e);
}

void vectors_receipt(struct arena *a, const char *dir) {
    struct json *page =
        vector_page(a, "receipts and the proof files taken out of them", "proof.md", "Receipt");
    one(a, page, "item", "an item: its manifest is opened");
    one(a, page, "claim", "a claim that one person accepted; a sentence of it is shown");
    vector_write(a, dir, "receipt.json", page);
}
