/* publish: the static site of a case. The release is an entry of the log before the site is
 * written, so that the checkpoint on the site covers it. */
#include "publish/publish.h"

#include "flow/receipt.h"
#include "publish/view.h"
#include "reconcile/reconcile.h"
#include "sys/os.h"

#define PUBLISH_ARENA (2LL << 30)

static rc read_opts(struct op_ctx *c, struct publish_opts *o, struct err *e) {
    struct str text;
    o->out_dir = cstr(c->perm, op_str(c, "OUT"));
    o->draft = op_flag(c, "draft");
    o->policy = publish_policy_default();
    o->recompute = reconcile_view;
    if (op_given(c, "policy")) {
        TRY(os_read(c->perm, cstr(c->perm, op_str(c, "policy")), POLICY_BYTES_MAX, &text, e));
        TRY(publish_policy_from_json(c->perm, text, &o->policy, e));
    }
    if (op_given(c, "outline"))
        TRY(os_read(c->perm, cstr(c->perm, op_str(c, "outline")), GEOJSON_BYTES_MAX,
                    &o->outline_geojson, e));
    return RC_OK;
}

/* What is released: by which policy, which figures. */
static struct json *release_part(struct op_ctx *c, const struct publish_opts *o,
                                 const struct book *view) {
    struct json *p = json_obj(c->perm);
    json_set_str(c->perm, p, "kind", S("release"));
    json_set(p, S("draft"), json_bool(c->perm, o->draft));
    json_set(p, S("policy"), publish_policy_to_json(c->perm, &o->policy));
    json_set_i(c->perm, p, "log_size", view->log_size);
    json_set_i(c->perm, p, "claims", view->nclaims);
    struct json *figures = json_set(p, S("figures"), json_arr(c->perm));
    for (i64 i = 0; i < view->nfigures; i++)
        json_add(figures, json_str(c->perm, view->figures[i].id));
    return p;
}

static rc release(struct op_ctx *c, struct publish_opts *o, struct err *e) {
    struct book *b, view;
    struct view_stats counts;
    struct entry en;
    i64 index;
    TRY(session_begin(c, e));
    TRY(session_book(c, true, &b, e));
    publish_filter(c->perm, b, &o->policy, o->draft, &view, &counts);
    reconcile_view(c->perm, c->scratch, &view);
    struct json *parts[] = {release_part(c, o, &view)};
    TRY(session_entry(c, "released", parts, 1, &index, e));
    TRY(session_commit(c, e));
    TRY(store_entry(c->session->store, c->perm, index, &en, e));
    if (!instant_parse(json_get_str(en.json, "at"), &o->generated_at)) o->generated_at = 0;
    return RC_OK;
}

static rc figure_receipt(void *ctx, struct arena *a, const struct book *view, const struct masks *m,
                         i64 figure, struct str *text, struct err *e) {
    return receipt_figure(ctx, a, view, m, figure, text, e);
}

static void answer(struct op_ctx *c, const struct publish_opts *o, const struct publish_stats *st) {
    struct json *j = json_obj(c->perm);
    json_set_i(c->perm, j, "v", 1);
    json_set_str(c->perm, j, "site", str_fmt(c->perm, "%s/index.html", o->out_dir));
    json_set(j, S("draft"), json_bool(c->perm, o->draft));
    json_set_i(c->perm, j, "incidents", st->incidents);
    json_set_i(c->perm, j, "figures", st->figures);
    json_set_i(c->perm, j, "claims", st->claims);
    json_set_i(c->perm, j, "unreviewed", st->unreviewed);
    json_set_i(c->perm, j, "names_withheld", st->names);
    json_set_i(c->perm, j, "files", st->files);
    op_row(c, j);
    if (o->draft)
        op_say(c, "a draft: every page says so; not for publication");
    else if (st->unreviewed)
        op_say(c, "%lld unreviewed claims are not shown; review them, or look at them with --draft",
               (long long)st->unreviewed);
    op_say(c, "open %s/index.html", o->out_dir);
}

static rc run(struct op_ctx *c, struct err *e) {
    struct publish_opts o = {0};
    struct publish_stats st;
    struct book *b;
    TRY(read_opts(c, &o, e));
    TRY(release(c, &o, e));
    TRY(session_book(c, true, &b, e));
    o.vkey = store_vkey(c->session->store);
    o.checkpoint = store_checkpoint(c->session->store);
    /* A draft's figures are no statements of the case: no receipts, which anybody could pass on. */
    o.receipt = o.draft ? NULL : figure_receipt;
    o.ctx = c;
    /* Pages live in an arena of their own, since receipts are made while one is being written. */
    struct arena work = arena_make("publish", PUBLISH_ARENA), left = work;
    rc r = publish_site(c->perm, left, b, &o, &st, e);
    arena_drop(work);
    if (r == RC_OK) answer(c, &o, &st);
    return r;
}

static const struct op_arg ARGS[] = {
    {"OUT", "DIR", ARG_POS, true, "folder of the site: absent, empty, or an earlier site", NULL,
     ARG_FILE_OUT},
    {"draft", "", ARG_FLAG, false,
     "unreviewed claims too; marked on every page and in every data file", NULL},
    {"policy", "FILE", ARG_OPT, false, "what is withheld, as JSON (src/publish/README.md)", NULL,
     ARG_FILE_IN},
    {"outline", "FILE", ARG_OPT, false, "GeoJSON outline for the maps instead of the world's",
     NULL, ARG_FILE_IN},
    {0}};

const struct op OP_PUBLISH = {
    .name = "publish",
    .group = "publish",
    .summary = "a static site, offline, with data and receipts",
    .details =
        "Only claims that a person accepted, unless --draft. Names of all but officials speaking "
        "in office are\n"
        "withheld, inside quotations too; places are shown to the city. The release is an entry "
        "of the log.",
    .perm = PERM_PUBLISH,
    .slow = true,
    .args = ARGS,
    .columns = "site incidents figures claims unreviewed names_withheld files",
    .examples = {"cairn -C case publish site", "cairn -C case publish draft --draft", NULL},
    .run = run,
};
