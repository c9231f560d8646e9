/* incident draft: what the public would see of one incident, and what is withheld there and why. */
#include "flow/work.h"
#include "publish/preview.h"
#include "publish/say.h"
#include "reconcile/reconcile.h"
#include "sys/os.h"

static rc policy_of(struct op_ctx *c, struct publish_policy *p, struct err *e) {
    struct str text;
    *p = publish_policy_default();
    if (!op_given(c, "policy")) return RC_OK;
    TRY(os_read(c->perm, cstr(c->perm, op_str(c, "policy")), POLICY_BYTES_MAX, &text, e));
    return publish_policy_from_json(c->perm, text, p, e);
}

static struct json *row(struct op_ctx *c, const char *what) {
    struct json *j = json_obj(c->perm);
    json_set_i(c->perm, j, "v", 1);
    json_set_str(c->perm, j, "shows", str_c(what));
    return j;
}

static void head_row(struct op_ctx *c, struct preview *v, i64 at) {
    struct json *j = row(c, "headline");
    struct site *s = &v->site;
    json_set_str(c->perm, j, "words", say_headline(c->perm, s, at));
    json_set_str(c->perm, j, "place", say_place(c->perm, s, at));
    json_set_str(c->perm, j, "when", say_when(c->perm, s, at));
    json_set_str(c->perm, j, "accounts", say_accounts(c->perm, s, at));
    op_row(c, j);
}

static void claim_row(struct op_ctx *c, struct preview *v, i64 claim) {
    const struct claim_row *r = &v->view.claims[claim];
    struct span s = span_some(r->c.said.content) ? r->c.said.content : r->c.sentence;
    struct json *j = row(c, "claim");
    json_set_str(c->perm, j, "id", r->c.id);
    json_set_str(c->perm, j, "who", say_who_text(c->perm, &v->site, r));
    json_set_str(c->perm, j, "words", mask_span(c->perm, &v->site.masks, r->item, s));
    op_row(c, j);
}

static void left_out(struct op_ctx *c, const struct book *b, const struct incident *in,
                     const struct publish_policy *p) {
    for (i64 k = 0; k < in->nclaims; k++) {
        const struct claim_row *r = &b->claims[in->claims[k]];
        if (view_shows(b, r, p, false)) continue;
        struct json *j = row(c, "left out");
        json_set_str(c->perm, j, "id", r->c.id);
        json_set_str(c->perm, j, "why",
                     r->c.status == STATUS_ACCEPTED ? S("accepted by too few persons")
                                                    : word_name("status", (int)r->c.status));
        op_row(c, j);
    }
}

/* The words themselves only for those who may see names. */
static void mask_rows(struct op_ctx *c, struct preview *v, i64 at) {
    struct withheld *all;
    i64 n;
    preview_withheld(c->perm, v, at, &all, &n);
    for (i64 i = 0; i < n; i++) {
        bool name = all[i].kind == MASK_NAME;
        struct json *j = row(c, "withheld");
        json_set_str(c->perm, j, "item", v->view.items[all[i].item].outside);
        json_set_str(c->perm, j, "what", name ? S("name") : S("place"));
        if (op_sees(c, name ? FIELD_NAMES : FIELD_PLACE))
            json_set_str(c->perm, j, "words",
                         span_words(v->view.items[all[i].item].text, all[i].span));
        json_set_str(c->perm, j, "why",
                     name ? S("names of persons are withheld by the policy")
                          : S("words that name a place more exactly than the policy allows"));
        op_row(c, j);
    }
}

static rc run(struct op_ctx *c, struct err *e) {
    struct book b;
    struct publish_policy p;
    i64 at;
    TRY(policy_of(c, &p, e));
    TRY(work_incident(c, op_str(c, "INCIDENT"), NULL, 0, &b, &at, e));
    struct preview *v = NEW(c->perm, struct preview);
    preview_make(c->perm, c->scratch, &b, &p, op_flag(c, "unreviewed"), reconcile_view, v);
    if (preview_shows(v, at)) {
        head_row(c, v, at);
        for (i64 k = 0; k < v->view.incidents[at].nclaims; k++)
            claim_row(c, v, v->view.incidents[at].claims[k]);
        mask_rows(c, v, at);
    } else {
        op_say(c, "nothing of %.*s would be published: no claim was accepted by enough persons",
               SARG(b.incidents[at].code));
    }
    if (!op_flag(c, "unreviewed")) left_out(c, &b, &b.incidents[at], &p);
    return RC_OK;
}

static const struct op_arg ARGS[] = {
    {"INCIDENT", "INCIDENT", ARG_POS, true, "id or code", NULL},
    {"unreviewed", "", ARG_FLAG, false, "as in a draft: claims that nobody accepted too", NULL},
    {"policy", "FILE", ARG_OPT, false, "a publication policy (JSON)", NULL, ARG_FILE_IN},
    {0}};

const struct op OP_INCIDENT_DRAFT = {
    .name = "incident draft",
    .group = "publish",
    .summary = "what the public would see of one incident; what is withheld and why",
    .details = "Names are learnt from the items of this incident: publishing the whole case may "
               "withhold more.",
    .perm = PERM_READ,
    .args = ARGS,
    .columns = "shows what who words why",
    .examples = {"cairn -C case incident draft MRT-0007 --unreviewed", NULL},
    .run = run};
