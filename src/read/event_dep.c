/* What the tree of a sentence (parse.h) adds where rules over chunks are silent: subjects, objects
 * and agents at a distance, over relative clauses, coordination and control. Called only after the
 * chunks had their say; every claim that leans on the tree says so in its rules. */
#include "read/event.h"
#include "read/parse_doc.h"

enum { CHAIN_MOST = 6 };

i32 chunk_of_token(const struct scene *s, i32 token) {
    for (i32 i = 0; i < s->n; i++)
        if (s->c[i].from <= token && token < s->c[i].to) return i;
    return -1;
}

static i32 child(const struct scene *s, i32 token, enum dep r) {
    return dep_child(s->d, s->si, token, r);
}
static i32 head(const struct scene *s, i32 token) {
    return dep_head(s->d, s->si, token);
}
static enum dep relation(const struct scene *s, i32 token) {
    return dep_relation(s->d, s->si, token);
}

/* The noun that a relative pronoun stands for: what its clause describes; else the token itself. */
static i32 stood_for(const struct scene *s, i32 token) {
    static const char *const words[] = {"who", "whom", "which", "that"};
    bool relative = false;
    for (i64 k = 0; k < LEN(words); k++)
        relative = relative || word_is(s->d, token, words[k]);
    i32 v = relative ? head(s, token) : -1;
    for (int k = 0; v >= 0 && k < CHAIN_MOST; k++) {
        if (relation(s, v) == DEP_ACL_RELCL) return head(s, v);
        if (relation(s, v) != DEP_CONJ && relation(s, v) != DEP_XCOMP) return -1;
        v = head(s, v);
    }
    return relative ? -1 : token;
}

/* Who or what the verb says its thing of: its own subject, that of the verb it is joined to, of the
 * verb that controls it, or the noun that it describes. -1 none. */
static i32 subject_token(const struct scene *s, i32 v, const char **rule) {
    for (int k = 0; v >= 0 && k < CHAIN_MOST; k++) {
        i32 own = child(s, v, DEP_NSUBJ_PASS);
        if (own < 0) own = child(s, v, DEP_NSUBJ);
        if (own >= 0) {
            if (!*rule) *rule = relation(s, own) == DEP_NSUBJ ? "dep:nsubj" : "dep:nsubj:pass";
            return stood_for(s, own);
        }
        enum dep r = relation(s, v);
        if (r == DEP_ACL) {
            if (!*rule) *rule = "dep:acl";
            return head(s, v);
        }
        i32 up = head(s, v);
        if (r == DEP_XCOMP && up >= 0 && child(s, up, DEP_OBJ) >= 0) {
            if (!*rule) *rule = "dep:xcomp";
            return child(s, up, DEP_OBJ); /* "forced them to leave" */
        }
        if (r != DEP_CONJ && r != DEP_XCOMP && r != DEP_ADVCL) return -1;
        if (r == DEP_ADVCL && child(s, v, DEP_MARK) >= 0) return -1;
        if (!*rule) *rule = r == DEP_CONJ ? "dep:conj" : r == DEP_XCOMP ? "dep:xcomp" : "dep:advcl";
        v = up;
    }
    return -1;
}

static i32 noun_group(const struct scene *s, i32 token, enum dep_role role, const char *rule) {
    i32 i = token < 0 ? -1 : chunk_of_token(s, token);
    if (i < 0 || s->c[i].type != CH_NP) return -1;
    s->lean[role] = (struct dep_lean){i, rule};
    return i;
}

i32 dep_subject(const struct scene *s, i32 v) {
    const char *rule = NULL;
    i32 t = subject_token(s, s->c[v].head, &rule);
    return noun_group(s, t, LEAN_SUBJECT, rule);
}

i32 dep_agent(const struct scene *s, i32 v) {
    i32 t = child(s, s->c[v].head, DEP_OBL_AGENT);
    return noun_group(s, t, LEAN_AGENT, "dep:obl:agent");
}

void dep_rule(struct scene *s, struct claim *c, i32 np) {
    for (int k = 0; k < LEAN_COUNT; k++) {
        const char *rule = s->lean[k].chunk == np && np >= 0 ? s->lean[k].rule : NULL;
        bool named = false;
        for (i64 i = 0; i < c->nrules; i++)
            named = named || (rule && str_eqc(c->rules[i], rule));
        if (rule && !named) fill_rule(s, c, rule);
    }
}

/* ---- what claims still lack ---- */

/* The token of a chunk whose head is outside. */
static i32 top_of(const struct scene *s, i32 i) {
    for (i32 t = s->c[i].from; t < s->c[i].to; t++) {
        i32 h = head(s, t);
        if (h < s->c[i].from || h >= s->c[i].to) return t;
    }
    return s->c[i].head;
}

static i32 trigger_token(const struct scene *s, const struct claim *c) {
    const struct sentence *se = &s->d->s.v[s->si];
    for (i32 i = se->from; i < se->to; i++)
        if (s->d->t.v[i].start >= c->trigger.start) return i;
    return -1;
}

static bool is_trigger(const struct scene *s, i32 token) {
    for (i64 i = s->first_claim; i < s->out->n; i++) {
        const struct claim *c = &s->out->v[i];
        u32 at = s->d->t.v[token].start;
        if (c->trigger.start <= at && at < c->trigger.end) return true;
    }
    return false;
}

/* The verb that a noun trigger is subject or object of ("shelling killed …"), else the trigger. */
static i32 clause_of(const struct scene *s, i32 trigger) {
    enum dep r = relation(s, trigger);
    bool role = r == DEP_NSUBJ || r == DEP_NSUBJ_PASS || r == DEP_OBJ || r == DEP_OBL;
    i32 h = head(s, trigger);
    return role && h >= 0 && s->d->w[h].upos == UPOS_VERB ? h : trigger;
}

/* Does a clause of its own begin at the token, which may be about another time and place? */
static bool is_apart(const struct scene *s, i32 token) {
    enum dep r = relation(s, token);
    u8 tag = s->d->w[token].upos;
    return r == DEP_CCOMP || r == DEP_PARATAXIS ||
           (r == DEP_CONJ && (tag == UPOS_VERB || tag == UPOS_AUX || tag == UPOS_ADJ));
}

/* Does the token stand below this trigger, with no other trigger or clause between? */
static bool belongs(const struct scene *s, i32 token, i32 trigger) {
    i32 top = clause_of(s, trigger);
    for (i32 t = token; t >= 0; t = head(s, t)) {
        if (t == trigger || t == top) return true;
        if (is_trigger(s, t) || is_apart(s, t)) return false;
    }
    return false;
}

/* The first place that belongs to the trigger, and those joined to it: "in X and in Y". */
static void add_place(struct scene *s, struct claim *c, i32 t) {
    i32 last = -1;
    for (i32 i = 0; i + 1 < s->n; i++) {
        if (s->c[i].type != CH_PREP || s->c[i + 1].type != CH_NP || !leads_to_place(s, i)) continue;
        bool joined = i > 0 && s->c[i - 1].type == CH_CONJ && last == i - 2;
        if (last >= 0 && !joined) continue;
        if (frame_of(s, s->c[i].from) != frame_of(s, t)) continue;
        if (!(joined || belongs(s, top_of(s, i + 1), t)) || !fill_where_at(s, c, i)) continue;
        if (last < 0) fill_rule(s, c, "dep:place");
        last = i + 1;
    }
}

static void add_date(struct scene *s, struct claim *c, i32 t) {
    for (i32 i = 0; i < s->n && !span_some(c->when.span); i++) {
        if (s->c[i].type != CH_WHEN || s->d->whens[s->c[i].when - 1].kind != WHEN_DATE) continue;
        if (frame_of(s, s->c[i].from) != frame_of(s, t)) continue;
        if (belongs(s, top_of(s, i), t) && fill_when_at(s, c, i)) fill_rule(s, c, "dep:date");
    }
}

static bool is_force(enum kind k) {
    return k == KIND_killing || k == KIND_torture || k == KIND_abduction || k == KIND_detention ||
           k == KIND_sexual_violence || k == KIND_attack || k == KIND_shelling || k == KIND_arson ||
           k == KIND_robbery || k == KIND_injury || k == KIND_destruction;
}

/* Group that did it: subject of the active verb, "by" of the passive and of the noun. */
static i32 doer(const struct scene *s, i32 t) {
    i32 v = chunk_of_token(s, t), of = v >= 0 ? s->c[v].type : -1;
    if (of == CH_VG && s->c[v].row && s->c[v].row->flags & LEX_INTRANS) return -1;
    if (of == CH_VG && s->c[v].voice == VOICE_ACTIVE) return dep_subject(s, v);
    if (of == CH_VG) return dep_agent(s, v);
    for (i32 k = t + 1; of == CH_NP && k < s->d->s.v[s->si].to; k++)
        if (head(s, k) == t && relation(s, k) == DEP_NMOD && child(s, k, DEP_CASE) >= 0 &&
            word_is(s->d, child(s, k, DEP_CASE), "by"))
            return noun_group(s, k, LEAN_AGENT, "dep:nmod:by");
    return -1;
}

static void add_doer(struct scene *s, struct claim *c, i32 t) {
    if (c->nperps || !is_force(c->kind)) return;
    i32 np = doer(s, t);
    if (np >= 0 && chunk_is_group(s, np) && frame_of(s, s->c[np].from) == frame_of(s, t))
        fill_perp(s, c, np);
}

void events_dep(struct scene *s) {
    for (i64 i = s->first_claim; i < s->out->n; i++) {
        struct claim *c = &s->out->v[i];
        i32 t = trigger_token(s, c);
        bool event = c->kind != KIND_denial && c->kind != KIND_intent && c->kind != KIND_testimony;
        if (t < 0 || !event || c->polarity != POLARITY_POSITIVE) continue;
        add_doer(s, c, t);
        if (!c->nwhere) add_place(s, c, t);
        if (!span_some(c->when.span)) add_date(s, c, t);
    }
}
