/* build/score_muc4 GOLD.json OUT.json: CEAF-REE of event templates, as the program of Du, Rush and
 * Cardie counts it (Template Filling with Generative Transformers, NAACL 2021).
 * build/score_muc4 --errors GOLD.json OUT.json: what is missed and what is too much, by kind.
 * build/score_muc4 --slot11 OUT.json KEY…: the status of the perpetrating organisations.
 *
 * GOLD and OUT: a JSON object a line, {"docid", "templates": [{"incident_type", "PerpInd",
 * "PerpOrg", "Target", "Victim", "Weapon"}]}; a role is a list of entities, an entity a list of
 * mentions, a mention a string or [string, offset]. Documents of GOLD are scored; one that OUT has
 * not has no templates. How it is counted:
 *   mentions   lower case, without ASCII punctuation and without the words a, an, the;
 *   entities   phi_strict: one of OUT meets one of GOLD when all its mentions are the other's.
 *              Right of those given: all that meet one; right of those wanted: all that are met;
 *   templates  one to one, only where OUT's type is the gold type or one of its alternatives
 *              ("bombing / attack"), so that the F1 of the document is highest, the type counting
 *              as one more fill; the first such alignment where there are several;
 *   equal templates in GOLD count once; empty entities not at all.
 * micro counts the five roles and the type, roles without the type. That program lets two entities
 * of OUT meet one of GOLD; the lines muc4.one.… let them meet one to one (Kuhn-Munkres, templates
 * too), which can only be lower.
 *
 * Slot 11: OUT's templates may have "PerpOrgStatus", one for each entity of PerpOrg in order. KEY
 * are MUC key files. Templates are aligned one to one by what the keys give for the same roles; a
 * status is right when the aligned template has it for the organisation of that string; `half`
 * gives half a point for a status that is there, but for another organisation (MUC-4 scoring
 * guidelines: partial). Optional templates and fills that are not met are not missing; documents
 * of the keys are scored. ACQUITTED counts as any status. */
#include "base/json.h"
#include "muc4_errors.h"

/* ---- reading ---- */

/* Lower case, no punctuation, no article, one blank between words. */
static struct str normalise(struct arena *a, struct str s) {
    struct buf plain = buf_make(a, s.n + 1), b = buf_make(a, s.n + 1);
    for (i64 i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (is_space(c))
            buf_c(&plain, ' ');
        else if (is_alnum(c) || c >= 0x80)
            buf_c(&plain, lower((char)c));
    }
    struct str rest = buf_str(&plain);
    while (rest.n > 0) {
        struct str w = str_cut(&rest, ' ');
        if (!w.n || str_eqc(w, "a") || str_eqc(w, "an") || str_eqc(w, "the")) continue;
        if (b.n) buf_c(&b, ' ');
        buf_put(&b, w);
    }
    return buf_str(&b);
}

static void add_mention(struct arena *a, struct entity *e, struct str s) {
    struct str *v = NEWN(a, struct str, e->n + 1);
    for (i64 i = 0; i < e->n; i++)
        v[i] = e->v[i];
    v[e->n++] = normalise(a, s);
    e->v = v;
}

static void read_slot(struct arena *a, const struct json *list, struct slot *s) {
    JSON_EACH(entity, list) {
        struct entity e = {0};
        JSON_EACH(m, entity) {
            const struct json *w = m->type == JSON_ARRAY ? m->kids : m;
            if (w && w->type == JSON_STRING) add_mention(a, &e, w->s);
        }
        if (e.n && s->n < ENTITIES_MOST) s->v[s->n++] = e;
    }
}

static bool same_template(const struct template *x, const struct template *y) {
    if (!str_eq(x->type, y->type)) return false;
    for (int r = 0; r < MUC4_ROLES; r++) {
        if (x->role[r].n != y->role[r].n) return false;
        for (i64 i = 0; i < x->role[r].n; i++) {
            const struct entity *e = &x->role[r].v[i], *f = &y->role[r].v[i];
            if (e->n != f->n || !phi_strict(e, f) || !phi_strict(f, e)) return false;
        }
    }
    return true;
}

static void add_template(struct document *d, struct template *t, bool once) {
    for (i64 i = 0; once && i < d->n; i++)
        if (same_template(d->v[i], t) && d->v[i]->optional == t->optional) return;
    if (d->n < TEMPLATES_MOST) d->v[d->n++] = t;
}

static void read_document(struct arena *a, const struct json *row, struct document *d, bool once) {
    d->id = json_get_str(row, "docid");
    JSON_EACH(t, json_get(row, "templates")) {
        struct template *x = NEW(a, struct template);
        x->type = str_lower(a, json_get_str(t, "incident_type"));
        for (int r = 0; r < MUC4_ROLES; r++)
            read_slot(a, json_get(t, muc4_role[r]), &x->role[r]);
        i64 k = 0;
        JSON_EACH(s, json_get(t, "PerpOrgStatus")) {
            if (k < x->role[1].n) x->role[1].v[k++].status = s->s;
        }
        if (x->type.n) add_template(d, x, once);
    }
}

static bool read_lines(struct arena *a, const char *path, struct side *out, bool once) {
    struct str rest = kit_file(a, path);
    if (!rest.p) return false;
    while (rest.n > 0) {
        struct str line = str_trim(str_cut(&rest, '\n'));
        struct json *row;
        struct err e = {0};
        if (!line.n) continue;
        if (json_read(a, line, &row, &e) != RC_OK) return false;
        read_document(a, row, PUSH(a, out->v, out->n, out->cap), once);
    }
    return true;
}

/* ---- key files ---- */

/* One line of a slot: "A" / "B", or STATUS: "A" / "B"; a ? before it, or ( ) around, is optional.
 */
static void read_fill(struct arena *a, struct str fill, struct slot *s) {
    struct entity e = {0};
    fill = str_trim(fill);
    if (!fill.n || str_eqc(fill, "-") || str_eqc(fill, "*")) return;
    e.optional = fill.p[0] == '?' || fill.p[0] == '(';
    i64 quote = str_chr(fill, '"', 0);
    struct str head = quote < 0 ? fill : str_trim(str_sub(fill, 0, quote));
    if (str_ends(head, S(":"))) e.status = str_sub(head, 0, head.n - 1);
    for (i64 i = quote; i >= 0 && i < fill.n;) {
        i64 end = i + 1;
        while (end < fill.n && fill.p[end] != '"')
            end += fill.p[end] == '\\' ? 2 : 1;
        add_mention(a, &e, str_sub(fill, i + 1, end));
        i = end < fill.n ? str_chr(fill, '"', end + 1) : -1;
        struct str between = i < 0 ? (struct str){0} : str_sub(fill, end + 1, i);
        if (str_chr(between, ':', 0) >= 0) break; /* "DESCRIPTION": "NAME" */
    }
    if (e.n && s->n < ENTITIES_MOST) s->v[s->n++] = e;
}

struct key {
    struct side *side;
    struct document *doc;
    struct template *t;
    struct slot *status; /* of the template that is read */
    i64 slot;
};

static void end_template(struct arena *a, struct key *k) {
    if (!k->t || !k->doc || !k->t->type.n) return;
    for (i64 i = 0; i < k->status->n; i++) { /* slot 11 refers to slot 10 by its strings */
        for (i64 j = 0; j < k->t->role[1].n; j++) {
            struct entity *org = &k->t->role[1].v[j];
            if (org->status.n || !holds(org, k->status->v[i].v[0])) continue;
            org->status = k->status->v[i].status;
            org->optional = org->optional || k->status->v[i].optional;
            break;
        }
    }
    add_template(k->doc, k->t, true);
    k->t = NULL;
    (void)a;
}

static struct document *find(const struct side *s, struct str id) {
    for (i64 i = 0; i < s->n; i++)
        if (str_eq(s->v[i].id, id)) return &s->v[i];
    return NULL;
}

static void key_slot(struct arena *a, struct key *k, i64 slot, struct str fill) {
    static const int role_of[25] = {[6] = 5, [9] = 1, [10] = 2, [12] = 3, [18] = 4};
    fill = str_trim(fill);
    k->slot = slot;
    if (slot == 0) {
        end_template(a, k);
        fill = str_cut(&fill, ' ');
        k->doc = find(k->side, fill);
        if (!k->doc) k->doc = PUSH(a, k->side->v, k->side->n, k->side->cap), k->doc->id = fill;
        k->t = NEW(a, struct template);
        k->status = NEW(a, struct slot);
    }
    if (!k->t) return;
    if (slot == 1) k->t->optional = str_has(fill, S("OPTIONAL"));
    if (slot == 4 && !str_eqc(fill, "*")) k->t->type = str_lower(a, fill);
    if (slot == 11) read_fill(a, fill, k->status);
    if (slot < 25 && slot > 0 && role_of[slot]) read_fill(a, fill, &k->t->role[role_of[slot] - 1]);
}

static bool read_key(struct arena *a, const char *path, struct side *out) {
    struct str rest = kit_file(a, path);
    struct key k = {.side = out};
    if (!rest.p) return false;
    while (rest.n > 0) {
        struct str line = str_cut(&rest, '\n');
        i64 dot = str_chr(line, '.', 0), slot;
        if (str_starts(line, S(";"))) continue;
        if (dot > 0 && dot <= 2 && str_i64(str_sub(line, 0, dot), &slot) && line.n > 36)
            key_slot(a, &k, slot, str_sub(line, 35, line.n));
        else if (line.n > 36 && !str_trim(str_sub(line, 0, 34)).n)
            key_slot(a, &k, k.slot, str_sub(line, 35, line.n));
    }
    end_template(a, &k);
    return true;
}

/* ---- counting ---- */

struct counts { /* per document: roles, type */
    struct kit_count *of[MUC4_ROLES + 1];
    i64 n;
};

static void count_given(const struct document *out, const struct document *gold, struct counts *c,
                        i64 at) {
    for (int r = 0; r <= MUC4_ROLES; r++) {
        for (i64 i = 0; i < out->n; i++)
            c->of[r][at].given += r < MUC4_ROLES ? out->v[i]->role[r].n : 1;
        for (i64 i = 0; i < gold->n; i++)
            c->of[r][at].wanted += r < MUC4_ROLES ? gold->v[i]->role[r].n : 1;
    }
}

static void count_document(const struct document *out, const struct document *gold,
                           struct counts *c, i64 at) {
    static struct search s;
    align(out, gold, &s);
    count_given(out, gold, c, at);
    for (i64 i = 0; i < out->n; i++)
        for (int r = 0; r <= MUC4_ROLES && s.best[i] >= 0; r++) {
            const struct meeting *m = &s.m[i][s.best[i]];
            c->of[r][at].right += m->ours[r];
            c->of[r][at].met += m->gold[r] - m->ours[r];
        }
}

static void count_one_to_one(const struct document *out, const struct document *gold,
                             struct counts *c, i64 at) {
    i64 to[SIDE], pairs[SIDE];
    match_templates(out, gold, to);
    count_given(out, gold, c, at);
    for (i64 i = 0; i < out->n; i++) {
        c->of[MUC4_ROLES][at].right += to[i] >= 0;
        for (int r = 0; r < MUC4_ROLES && to[i] >= 0; r++)
            c->of[r][at].right +=
                match_entities(&out->v[i]->role[r], &gold->v[to[i]]->role[r], pairs);
    }
}

static void print_sum(struct arena *a, const char *name, const struct counts *c, int roles) {
    struct kit_count *sum = NEWN(a, struct kit_count, c->n);
    for (int r = 0; r < roles; r++)
        for (i64 i = 0; i < c->n; i++) {
            sum[i].right += c->of[r][i].right;
            sum[i].given += c->of[r][i].given;
            sum[i].wanted += c->of[r][i].wanted;
            sum[i].met += c->of[r][i].met;
        }
    kit_print(name, sum, c->n);
}

static const struct document no_document;

static const struct document *answer(const struct side *out, struct str id) {
    const struct document *d = find(out, id);
    return d ? d : &no_document;
}

static struct counts counts_make(struct arena *a, i64 n) {
    struct counts c = {.n = n};
    for (int r = 0; r <= MUC4_ROLES; r++)
        c.of[r] = NEWN(a, struct kit_count, n);
    return c;
}

static int score_templates(struct arena *a, const struct side *gold, const struct side *out) {
    struct counts c = counts_make(a, gold->n), one = counts_make(a, gold->n);
    for (i64 i = 0; i < gold->n; i++) {
        const struct document *d = answer(out, gold->v[i].id);
        count_document(d, &gold->v[i], &c, i);
        count_one_to_one(d, &gold->v[i], &one, i);
    }
    print_sum(a, "muc4.micro", &c, MUC4_ROLES + 1);
    print_sum(a, "muc4.roles", &c, MUC4_ROLES);
    for (int r = 0; r < MUC4_ROLES; r++)
        kit_print(cstr(a, str_cat(a, S("muc4."), str_c(muc4_role[r]))), c.of[r], c.n);
    kit_print("muc4.incident_type", c.of[MUC4_ROLES], c.n);
    print_sum(a, "muc4.one.micro", &one, MUC4_ROLES + 1);
    print_sum(a, "muc4.one.roles", &one, MUC4_ROLES);
    return 0;
}

static int show_errors(const struct side *gold, const struct side *out) {
    static struct errors e;
    for (i64 i = 0; i < gold->n; i++)
        errors_add(&e, answer(out, gold->v[i].id), &gold->v[i]);
    errors_print(&e);
    return 0;
}

static bool one_of(struct str all, struct str status) {
    if (!status.n) return false;
    while (all.n > 0) {
        struct str one = str_cut(&all, '/');
        while (one.n && (one.p[0] == '?' || one.p[0] == '(' || one.p[0] == ' '))
            one = str_sub(one, 1, one.n);
        one = str_trim(one);
        if (str_ends(one, S(")"))) one = str_sub(one, 0, one.n - 1);
        if (str_eq(one, status) || str_eqc(one, "ACQUITTED")) return true;
    }
    return false;
}

/* Given, wanted and right in half points. */
static void count_status(const struct document *out, const struct document *gold,
                         struct kit_count *strict, struct kit_count *half) {
    i64 to[SIDE];
    bool met[TEMPLATES_MOST][ENTITIES_MOST] = {{false}};
    struct kit_count s = {0}, h = {0};
    match_templates(out, gold, to);
    for (i64 i = 0; i < out->n; i++) {
        const struct slot *o = &out->v[i]->role[1];
        for (i64 j = 0; j < o->n; j++) {
            if (!o->v[j].status.n) continue;
            const struct slot *g = to[i] >= 0 ? &gold->v[to[i]]->role[1] : NULL;
            i64 right = -1, other = -1;
            for (i64 k = 0; g && k < g->n; k++) {
                if (met[to[i]][k] || !one_of(g->v[k].status, o->v[j].status)) continue;
                if (phi_strict(&o->v[j], &g->v[k]))
                    right = right < 0 ? k : right;
                else
                    other = other < 0 ? k : other;
            }
            s.given += 2, h.given += 2;
            s.right += right >= 0 ? 2 : 0;
            h.right += right >= 0 ? 2 : other >= 0 ? 1 : 0;
            if (right >= 0 || other >= 0) met[to[i]][right >= 0 ? right : other] = true;
        }
    }
    for (i64 i = 0; i < gold->n; i++)
        for (i64 k = 0; k < gold->v[i]->role[1].n; k++) {
            const struct entity *e = &gold->v[i]->role[1].v[k];
            bool may = gold->v[i]->optional || e->optional;
            if (e->status.n && (!may || met[i][k])) s.wanted += 2;
        }
    h.wanted = s.wanted;
    *strict = s, *half = h;
}

static int score_status(struct arena *a, const struct side *gold, const struct side *out) {
    struct kit_count *strict = NEWN(a, struct kit_count, gold->n),
                     *half = NEWN(a, struct kit_count, gold->n);
    for (i64 i = 0; i < gold->n; i++) {
        count_status(answer(out, gold->v[i].id), &gold->v[i], &strict[i], &half[i]);
    }
    kit_print("muc4.slot11", strict, gold->n);
    kit_print("muc4.slot11.half", half, gold->n);
    return 0;
}

int main(int argc, char **argv) {
    struct arena a = arena_make("score", 1LL << 32);
    struct side gold = {0}, out = {0};
    bool status = argc >= 4 && !strcmp(argv[1], "--slot11");
    bool errors = argc == 4 && !strcmp(argv[1], "--errors"), ok = status || errors || argc == 3;
    if (ok) ok = read_lines(&a, argv[2 + errors], &out, false);
    for (int i = 3; ok && status && i < argc; i++)
        ok = read_key(&a, argv[i], &gold);
    if (ok && !status) ok = read_lines(&a, argv[1 + errors], &gold, true);
    if (!ok) {
        fprintf(stderr, "usage: score_muc4 GOLD.json OUT.json\n"
                        "       score_muc4 --errors GOLD.json OUT.json\n"
                        "       score_muc4 --slot11 OUT.json KEY…\n");
        return 2;
    }
    if (errors) return show_errors(&gold, &out);
    return status ? score_status(&a, &gold, &out) : score_templates(&a, &gold, &out);
}
