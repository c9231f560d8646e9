/* Stamps of time authorities over the checkpoints met. */
#include "base/date.h"
#include "proof/stamp.h"
#include "verifier/verifier.h"

/* What is stamped: the note under the log's own signature alone. */
static struct str own_note(struct arena *a, const struct verifier_head *h) {
    struct note *n = NEW(a, struct note);
    struct err why = {0};
    if (note_parse(a, h->note, n, &why) != RC_OK) return (struct str){0};
    struct str rest = str_sub(h->note, n->text.n + 1, h->note.n);
    for (int i = 0; i < n->nsigs; i++) {
        i64 end = str_chr(rest, '\n', 0) + 1;
        if (n->sig[i].id == h->key.id && str_eq(n->sig[i].name, h->key.name))
            return str_cat(a, str_cat(a, n->text, S("\n")), str_sub(rest, 0, end));
        rest = str_sub(rest, end, rest.n);
    }
    return (struct str){0};
}

static rc read_one(struct verifier *v, const struct verifier_late *s, struct str note,
                   struct stamp *out, struct err *e) {
    if (v->trust.roots.n) return stamp_verify(v->a, s->bytes, note, v->trust.roots, S(""), out, e);
    return stamp_read(v->a, s->bytes, note, NULL, out, e);
}

static void say(struct verifier *v, const struct verifier_head *h, const struct stamp *t) {
    struct str who = t->authority.n ? t->authority : S("an authority that it does not name");
    verifier_say(
        v, v->trust.roots.n ? "checked" : "attested", "time",
        str_fmt(v->a, "the log had %lld entries not later than %.*s: stamped by %.*s%s",
                (long long)h->head.size, SARG(instant_text(v->a, t->time)), SARG(who),
                v->trust.roots.n ? "" : "; whose key it is was not checked: give --roots"));
}

static rc one(struct verifier *v, const struct verifier_late *s, struct err *e) {
    struct err first = {0};
    v->file = s->file;
    for (i64 i = 0; i < v->nheads; i++) {
        struct stamp t;
        struct err why = {0};
        struct str note = own_note(v->a, &v->head[i]);
        if (read_one(v, s, note, &t, &why) == RC_OK) return say(v, &v->head[i], &t), RC_OK;
        if (!first.code) first = why;
    }
    if (first.code) {
        fail(e, first.code, "%s", first.msg);
        return err_hint(e, "give the checkpoint that it is over as well");
    }
    fail(e, RC_USAGE, "a stamp, and no checkpoint that it could be over");
    return err_hint(e, "give the checkpoint that it is over as well");
}

rc verifier_stamps(struct verifier *v, struct err *e) {
    for (i64 i = 0; i < v->nstamps; i++)
        TRY(one(v, &v->stamp[i], e));
    return RC_OK;
}
