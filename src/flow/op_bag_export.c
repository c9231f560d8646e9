/* bag export: items in a folder that a stranger checks with sha256sum, sigsum-verify and
 * cairn-verify (BagIt 1.0, docs/formats/bag.md). */
#include "base/limits.h"
#include "base/map.h"
#include "base/utf8.h"
#include "exchange/bag.h"
#include "flow/custody.h"
#include "flow/receipt.h"
#include "flow/show.h"
#include "flow/times.h"
#include "proof/hash.h"
#include "store/erasure.h"
#include "sys/os.h"

enum { BAG_NAME_MAX = 180 }; /* bytes of a file's name in data/ */

struct packing {
    struct op_ctx *c;
    struct bag *bag;
    const struct book *b;
    struct json *graph; /* RO-Crate */
    struct json *parts; /* hasPart of its root */
    struct map items;   /* outside name → struct buf of what the log says */
    i64 first;          /* entry of the earliest of them */
};

/* A name that every system takes as it is, and that a manifest needs not encode. */
static struct str safe_name(struct arena *a, struct str name) {
    i64 replaced;
    struct buf b = buf_make(a, NAME_BYTES_MAX);
    struct str s = utf8_clean(a, name, &replaced);
    for (i64 i = 0; i < s.n; i++) {
        u8 ch = (u8)s.p[i];
        bool bad = ch < 32 || ch == 127 || str_chr(S("/\\%:*?\"<>|"), (char)ch, 0) >= 0;
        buf_c(&b, bad || (i == 0 && (ch == '~' || ch == '.' || ch == '-')) ? '_' : (char)ch);
    }
    struct str out = str_trim(buf_str(&b));
    if (out.n > BAG_NAME_MAX) {
        out.n = BAG_NAME_MAX;
        while (!utf8_boundary(out, out.n) || (out.n && ((u8)out.p[out.n] & 0xC0) == 0x80))
            out.n--;
    }
    while (out.n && out.p[out.n - 1] == '.')
        out.n--;
    return out.n ? out : S("item");
}

/* data/NAME, or data/ITEM/NAME when another item has the name. */
static rc begin_file(struct packing *p, const struct item *it, struct str *path, int *fd,
                     struct err *e) {
    struct arena *a = p->c->perm;
    struct str name = safe_name(a, it->name);
    struct err low = {0};
    *path = str_cat(a, S("data/"), name);
    rc r = bag_put_begin(p->bag, *path, fd, &low);
    if (r != RC_CONFLICT) return r == RC_OK ? r : fail(e, r, "%s", low.msg);
    *path = str_fmt(a, "data/%.*s/%.*s", SARG(it->outside), SARG(name));
    return bag_put_begin(p->bag, *path, fd, e);
}

static void crate_file(struct packing *p, const struct item *it, struct str path) {
    struct arena *a = p->c->perm;
    struct json *o = json_add(p->graph, json_obj(a)), *ref = json_add(p->parts, json_obj(a));
    json_set_str(a, ref, "@id", path);
    json_set_str(a, o, "@id", path);
    json_set_str(a, o, "@type", S("File"));
    json_set_str(a, o, "name", it->name);
    json_set_str(a, o, "contentSize", str_fmt(a, "%lld", (long long)it->size));
    json_set_str(a, o, "identifier", it->outside);
    json_set_str(a, o, "sha256", str_sub(it->id, 7, it->id.n));
    if (it->lang.n) json_set_str(a, o, "inLanguage", it->lang);
    if (it->url.n) json_set_str(a, o, "url", it->url);
    struct str day = date_text(a, it->published.range);
    if (day.n) json_set_str(a, o, "datePublished", day);
    if (it->received_at) json_set_str(a, o, "dateCreated", instant_text(a, it->received_at));
}

/* Does a part of this kind tell what the item is? */
static bool tells(struct str kind) {
    static const char *const KINDS[] = {"item", "manifest", "restated", "restated_source"};
    for (i64 i = 0; i < LEN(KINDS); i++)
        if (str_eqc(kind, KINDS[i])) return true;
    return false;
}

static void keep_line(struct buf *b, i64 entry, i64 k, struct str text) {
    buf_fmt(b, "{\"entry\":%lld,\"k\":%lld,\"part\":", (long long)entry, (long long)k);
    buf_put(b, text);
    buf_puts(b, "}\n");
}

/* How the items of an entry came is said once, for all of them. */
static void keep_intake(struct packing *p, i64 entry, i64 k, struct str text) {
    for (i64 i = 0; i < p->items.n; i++)
        if (p->items.entries[i].value == entry) keep_line(p->items.entries[i].ptr, entry, k, text);
}

static void keep_part(struct packing *p, struct arena a, i64 entry, i64 k, struct str text) {
    struct json *part;
    struct err none = {0};
    bool intake = str_has(text, S("\"kind\":\"intake\""));
    if (!intake && !str_has(text, S("\"item\":\""))) return;
    if (json_read(&a, text, &part, &none) != RC_OK) return;
    struct str kind = json_get_str(part, "kind");
    if (str_eqc(kind, "intake")) keep_intake(p, entry, k, text);
    struct map_entry *m = map_get(&p->items, json_get_str(part, "item"));
    if (m && tells(kind)) keep_line(m->ptr, entry, k, text);
}

/* The parts of the log that speak of the items, as they are: one walk for all of them. */
static rc put_parts(struct packing *p, struct err *e) {
    struct arena *a = p->c->perm;
    struct store *s = p->c->session->store;
    for (i64 i = p->first; i < store_size(s); i++) {
        struct arena now = p->c->scratch;
        struct entry en;
        TRY(store_entry(s, &now, i, &en, e));
        for (i64 k = 0; k < en.nparts; k++)
            keep_part(p, now, i, k, en.parts[k]);
    }
    for (i64 i = 0; i < p->items.n; i++) {
        struct buf *b = p->items.entries[i].ptr;
        if (!buf_ok(b)) return fail(e, RC_LIMIT, "what the log says of an item is too long");
        struct str path = str_fmt(a, "cairn/%.*s.parts.jsonl", SARG(p->items.entries[i].key));
        TRY(bag_put(p->bag, path, buf_str(b), e));
    }
    return RC_OK;
}

static rc put_item(struct packing *p, const struct item *it, struct err *e) {
    struct op_ctx *c = p->c;
    struct str path, receipt;
    bool fresh;
    int fd;
    TRY(begin_file(p, it, &path, &fd, e));
    TRY(store_object_to(c->session->store, it->entry, it->object_name, fd, e));
    TRY(bag_put_end(p->bag, e));
    TRY(receipt_text(c, it->outside, &receipt, e));
    TRY(bag_put(p->bag, str_fmt(c->perm, "cairn/%.*s.receipt", SARG(it->outside)), receipt, e));
    struct map_entry *m = map_put(&p->items, c->perm, it->outside, &fresh);
    m->value = it->entry;
    m->ptr = NEW(c->perm, struct buf);
    *(struct buf *)m->ptr = buf_make(c->perm, BAG_TAG_MAX);
    if (it->entry < p->first) p->first = it->entry;
    crate_file(p, it, path);
    struct json *j = json_obj(c->perm);
    json_set_i(c->perm, j, "v", 1);
    json_set_str(c->perm, j, "path", path);
    json_set_str(c->perm, j, "id", it->id);
    json_set_str(c->perm, j, "item", it->outside);
    json_set_i(c->perm, j, "size", it->size);
    op_row(c, j);
    return RC_OK;
}

/* Through whose hands it went, as `show ITEM --custody` prints it: names and places as far as
 * whoever exports may see them. */
static rc put_custody(struct packing *p, struct str item, struct err *e) {
    struct op_ctx *c = p->c;
    struct custody_chain chain;
    struct buf b = buf_make(c->perm, BAG_TAG_MAX);
    TRY(custody_chain(c, item, &chain, e));
    for (i64 i = 0; i < chain.n; i++) {
        buf_put(&b, json_text(c->perm, custody_row(c, item, &chain.steps[i])));
        buf_c(&b, '\n');
    }
    if (!buf_ok(&b)) return fail(e, RC_LIMIT, "the chain of custody of an item is too long");
    return bag_put(p->bag, str_fmt(c->perm, "cairn/%.*s.custody.jsonl", SARG(item)), buf_str(&b),
                   e);
}

static rc put_object(struct packing *p, const struct stamped *t, const char *end, struct err *e) {
    struct op_ctx *c = p->c;
    struct str bytes;
    struct str object = str_cat(c->perm, t->object, str_c(end));
    TRY(store_object(c->session->store, c->perm, t->entry, object, STAMP_BYTES_MAX, &bytes, e));
    return bag_put(p->bag, str_fmt(c->perm, "cairn/stamp-%lld%s", (long long)t->entry, end), bytes,
                   e);
}

static rc put_stamp(struct packing *p, const struct stamped *t, struct err *e) {
    TRY(put_object(p, t, ".tsr", e));
    TRY(put_object(p, t, ".roots.pem", e));
    if (t->crl) TRY(put_object(p, t, ".crl.pem", e));
    return bag_put(p->bag, str_fmt(p->c->perm, "cairn/stamp-%lld.checkpoint", (long long)t->entry),
                   t->note, e);
}

/* The stamp and the cosigned checkpoint that first cover each item, and the policy of witnesses. */
static rc put_times(struct packing *p, struct err *e) {
    struct op_ctx *c = p->c;
    struct times t;
    TRY(flow_times(c, &t, e));
    bool *stamp = NEWN(c->perm, bool, t.nstamped), *note = NEWN(c->perm, bool, t.ncosigned);
    for (i64 i = 0; i < p->items.n; i++) {
        struct interval v;
        times_interval(&t, p->items.entries[i].value, &v);
        if (v.stamp.kind == BOUND_STAMP) stamp[v.stamp.row] = true;
        if (v.witness.kind == BOUND_WITNESS) note[v.witness.row] = true;
    }
    for (i64 i = 0; i < t.nstamped; i++)
        if (stamp[i]) TRY(put_stamp(p, &t.stamped[i], e));
    for (i64 i = 0; i < t.ncosigned; i++)
        if (note[i])
            TRY(bag_put(
                p->bag,
                str_fmt(c->perm, "cairn/cosigned-%lld.checkpoint", (long long)t.cosigned[i].entry),
                t.cosigned[i].note, e));
    return t.policy.n ? bag_put(p->bag, S("cairn/policy"), t.policy, e) : RC_OK;
}

/* RO-Crate 1.1: the folder as a dataset, each item a file of it. */
static void crate_begin(struct packing *p) {
    struct arena *a = p->c->perm;
    struct json *about, *conforms, *root;
    p->graph = json_arr(a);
    struct json *meta = json_add(p->graph, json_obj(a));
    json_set_str(a, meta, "@id", S("ro-crate-metadata.json"));
    json_set_str(a, meta, "@type", S("CreativeWork"));
    about = json_set(meta, S("about"), json_obj(a));
    json_set_str(a, about, "@id", S("./"));
    conforms = json_set(meta, S("conformsTo"), json_obj(a));
    json_set_str(a, conforms, "@id", S("https://w3id.org/ro/crate/1.1"));
    root = json_add(p->graph, json_obj(a));
    json_set_str(a, root, "@id", S("./"));
    json_set_str(a, root, "@type", S("Dataset"));
    json_set_str(a, root, "name", S("Items of a cairn case"));
    json_set_str(a, root, "description",
                 S("Files as they were received, each with a receipt in cairn/ that leads to a "
                   "signed log. Truth is not assessed."));
    json_set_str(a, root, "datePublished", str_sub(instant_text(a, os_now()), 0, 10));
    json_set_str(a, root, "license", S("not given"));
    p->parts = json_set(root, S("hasPart"), json_arr(a));
}

static rc crate_done(struct packing *p, struct err *e) {
    struct arena *a = p->c->perm;
    struct json *crate = json_obj(a);
    json_set_str(a, crate, "@context", S("https://w3id.org/ro/crate/1.1/context"));
    json_set(crate, S("@graph"), p->graph);
    return bag_put(p->bag, S("ro-crate-metadata.json"), str_cat(a, json_text(a, crate), S("\n")),
                   e);
}

static const char README[] =
    "This folder is a bag (BagIt 1.0, RFC 8493). data/ holds files as they were received.\n"
    "\n"
    "Are the bytes those that were packed?   sha256sum -c manifest-sha256.txt\n"
    "Were they sealed as the receipts say?   cairn-verify .\n"
    "\n"
    "cairn/ITEM.receipt          leads the item to the signed log: what it is, when it was logged\n"
    "cairn/ITEM.parts.jsonl      what the log says of it: its manifest, how it came, corrections\n"
    "cairn/ITEM.custody.jsonl    through whose hands it went, as the case computes it\n"
    "cairn/checkpoint            signed size and root of the log when the bag was made\n"
    "cairn/stamp-N.tsr           a time authority's word on stamp-N.checkpoint:\n"
    "                            openssl ts -verify -in stamp-N.tsr -data stamp-N.checkpoint \\\n"
    "                                -CAfile stamp-N.roots.pem\n"
    "cairn/cosigned-N.checkpoint a checkpoint under the signatures of witnesses\n"
    "cairn/log.vkey              the log's verifier key; compare it with one that you have from\n"
    "                            elsewhere; so too cairn/policy, whom the case trusts to witness\n"
    "ro-crate-metadata.json      the list of files (RO-Crate 1.1)\n"
    "\n"
    "None of this says that what a file shows is true.\n";

static rc put_proofs(struct packing *p, struct err *e) {
    struct op_ctx *c = p->c;
    struct store *s = c->session->store;
    TRY(bag_put(p->bag, S("cairn/checkpoint"), store_checkpoint(s), e));
    TRY(bag_put(p->bag, S("cairn/log.vkey"), str_cat(c->perm, store_vkey(s), S("\n")), e));
    TRY(bag_put(p->bag, S("cairn/README.txt"), str_c(README), e));
    return crate_done(p, e);
}

static rc put_info(struct packing *p, i64 n, struct err *e) {
    struct op_ctx *c = p->c;
    if (op_given(c, "organization"))
        TRY(bag_info(p->bag, S("Source-Organization"), op_str(c, "organization"), e));
    if (op_given(c, "contact")) TRY(bag_info(p->bag, S("Contact-Name"), op_str(c, "contact"), e));
    if (op_given(c, "note")) TRY(bag_info(p->bag, S("External-Description"), op_str(c, "note"), e));
    TRY(bag_info(p->bag, S("Bag-Count"), S("1 of 1"), e));
    TRY(bag_info(p->bag, S("Bag-Group-Identifier"), store_vkey(c->session->store), e));
    TRY(bag_info(p->bag, S("Bag-Software-Agent"), S("cairn " CAIRN_VERSION), e));
    return n ? RC_OK : fail(e, RC_USAGE, "name at least one item");
}

static rc fill(struct packing *p, struct err *e) {
    i64 n = 0;
    crate_begin(p);
    for (const struct op_value *v = op_values(p->c, "ITEM"); v; v = v->more, n++) {
        i64 at;
        TRY(show_find_item(p->b, v->v, &at, e));
        TRY(erased_refused(&p->b->items[at], e));
        if (!map_get(&p->items, p->b->items[at].outside)) TRY(put_item(p, &p->b->items[at], e));
    }
    TRY(put_parts(p, e));
    for (i64 i = 0; i < p->items.n; i++)
        TRY(put_custody(p, p->items.entries[i].key, e));
    TRY(put_times(p, e));
    TRY(put_proofs(p, e));
    TRY(put_info(p, n, e));
    return bag_done(p->bag, e);
}

/* That copies left the case belongs to the chain of each. */
static rc record(struct packing *p, struct err *e) {
    struct op_ctx *c = p->c;
    struct str *items = NEWN(c->perm, struct str, p->items.n), to = str_trim(op_str(c, "to"));
    for (i64 i = 0; i < p->items.n; i++)
        items[i] = p->items.entries[i].key;
    return custody_record(c, to.n ? "shared" : "copied", items, p->items.n, to,
                          S("exported as a bag"), e);
}

static rc run(struct op_ctx *c, struct err *e) {
    struct book *b;
    struct packing p = {.c = c, .first = INT64_MAX};
    const char *dir = cstr(c->perm, op_str(c, "out"));
    TRY(session_book(c, true, &b, e));
    p.b = b;
    TRY(bag_create(c->perm, dir, &p.bag, e));
    rc r = fill(&p, e);
    if (r == RC_OK) r = record(&p, e);
    if (r != RC_OK) {
        bag_abandon(p.bag);
        return r;
    }
    op_say(c, "the bag is in %s; anyone can check it: sha256sum -c manifest-sha256.txt", dir);
    return RC_OK;
}

static const struct op_arg ARGS[] = {
    {"ITEM", "ITEM", ARG_POS_MANY, true, "items: ids, or file names that only one has", NULL},
    {"out", "DIR", ARG_OPT, true, "a new folder for the bag (also -o DIR)", NULL, ARG_FILE_OUT},
    {"to", "NAME", ARG_OPT, false, "who gets it: kept in the items' chain of custody", NULL},
    {"organization", "NAME", ARG_OPT, false, "who hands it out, for bag-info.txt", NULL},
    {"contact", "NAME", ARG_OPT, false, "whom to ask about it", NULL},
    {"note", "TEXT", ARG_OPT, false, "what it is, for whom", NULL},
    {0}};

const struct op OP_BAG_EXPORT = {
    .name = "bag export",
    .group = "publish",
    .summary = "items in a folder with checksums and receipts, for a court or another group",
    .details =
        "A bag (BagIt 1.0) holds the items' bytes, a receipt of each, what the log says of it, "
        "the signed checkpoint,\nstamps and cosigned checkpoints that cover them, and an RO-Crate "
        "list. It is recorded in their chain of\ncustody. The items' bytes and manifests leave the "
        "case: give a bag only to whom they may go.",
    .perm = PERM_EXPORT,
    .args = ARGS,
    .columns = "path id size",
    .examples = {"cairn -C case bag export report.txt --out new-bag", NULL},
    .run = run,
    .local = true,
};
