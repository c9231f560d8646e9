#include "base/json.h"
#include "read/templates.h"

const char *template_status(enum how how) {
    switch (how) {
    case HOW_ACCUSED: return "SUSPECTED OR ACCUSED";
    case HOW_SUSPECTED: return "SUSPECTED OR ACCUSED";
    case HOW_SUSPECTED_AUTH: return "SUSPECTED OR ACCUSED BY AUTHORITIES";
    case HOW_CLAIMED: return "CLAIMED OR ADMITTED";
    case HOW_POSSIBLE: return "POSSIBLE";
    case HOW_REPORTED: break;
    }
    return "REPORTED AS FACT";
}

/* White space of the text as one blank each, so that a name over two lines is one string. */
static struct str one_line(struct arena *a, struct str s) {
    char *p = NEWN(a, char, s.n + 1);
    for (i64 i = 0; i < s.n; i++)
        p[i] = is_space(s.p[i]) ? ' ' : lower(s.p[i]);
    return (struct str){p, s.n};
}

static void put_slot(struct buf *b, struct arena a, struct str text, const struct template *t,
                     i32 slot) {
    buf_fmt(b, ",\"%s\":[", slot_label[slot]);
    for (i32 i = 0; i < t->n[slot]; i++) {
        struct span s = t->fill[slot][i].span;
        buf_puts(b, i ? ",[[" : "[[");
        json_put_string(b, one_line(&a, str_sub(text, s.start, s.end)));
        buf_fmt(b, ",%u]]", s.start);
    }
    buf_c(b, ']');
}

static void put_template(struct buf *b, struct arena a, struct str text, const struct template *t) {
    buf_fmt(b, "{\"incident_type\":\"%s\"", incident_label[t->type]);
    for (i32 slot = 0; slot < SLOTS; slot++)
        put_slot(b, a, text, t, slot);
    buf_puts(b, ",\"PerpOrgStatus\":[");
    for (i32 i = 0; i < t->n[SLOT_PERP_ORG]; i++)
        buf_fmt(b, "%s\"%s\"", i ? "," : "", template_status(t->fill[SLOT_PERP_ORG][i].how));
    buf_puts(b, "]}");
}

void template_json(struct buf *b, struct arena scratch, struct str id, struct str text,
                   const struct templates *t) {
    buf_puts(b, "{\"docid\":");
    json_put_string(b, id);
    buf_puts(b, ",\"templates\":[");
    for (i32 i = 0; i < t->n; i++) {
        if (i) buf_c(b, ',');
        put_template(b, scratch, text, &t->v[i]);
    }
    buf_puts(b, "]}\n");
}

void templates_trace(struct buf *o, struct arena scratch, struct str text) {
    struct arena work = arena_split(&scratch, (scratch.end - scratch.beg) / 2);
    struct templates t = templates_read(&scratch, work, role_models_make(&scratch), text);
    for (i32 i = 0; i < t.n; i++) {
        const struct template *x = &t.v[i];
        buf_fmt(o, "template %s %d%%:", incident_label[x->type], x->chance);
        for (i32 slot = 0; slot < SLOTS; slot++)
            for (i32 k = 0; k < x->n[slot]; k++) {
                buf_fmt(o, " %s %d%% <", slot_label[slot], x->fill[slot][k].chance);
                buf_put(o, span_words(text, x->fill[slot][k].span));
                buf_puts(o, ">");
                if (slot == SLOT_PERP_ORG)
                    buf_fmt(o, " (%s)", template_status(x->fill[slot][k].how));
            }
        buf_c(o, '\n');
    }
}
