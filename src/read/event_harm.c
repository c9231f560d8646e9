/* Harm to people: killing, death, injury, ill-treatment, detention, disappearance. Verbs, nouns and
 * states. */
#include "read/event.h"
#include "read/roll.h"
#include "read/roll_list.h"

static bool is_harm(u8 kind1) {
    switch ((int)kind1 - 1) {
    case KIND_killing:
    case KIND_death:
    case KIND_injury:
    case KIND_torture:
    case KIND_mutilation:
    case KIND_detention:
    case KIND_enforced_disappearance:
    case KIND_abduction:
    case KIND_sexual_violence: return true;
    default: return false;
    }
}

static enum what what_of(const struct lex_row *r) {
    return r->what1 ? (enum what)(r->what1 - 1) : WHAT_KILLED;
}

static void set_hold(struct claim *c, struct hold h) {
    hold_modality(h, c);
}

/* The claim, or NULL when the words do not assert it at all. */
static struct claim *begin(struct scene *s, i32 i, enum kind k, struct hold h) {
    if (h.neg || h.open) return NULL;
    struct claim *c =
        claim_new(s, k, s->c[i].head,
                  s->c[i].head + (s->d->w[s->c[i].head].len > 1 ? s->d->w[s->c[i].head].len : 1));
    if (c) set_hold(c, h);
    return c;
}

/* Accounts given at X of killings: X is where they were given. */
static bool in_account(const struct scene *s, i32 i) {
    for (i32 k = 0; k < s->n; k++) {
        if (s->c[k].type == CH_VG && k < i && gives_account(s, k)) return true;
        bool account = s->c[k].type == CH_NP && (word_is(s->d, s->c[k].head, "accounts") ||
                                                 word_is(s->d, s->c[k].head, "testimony") ||
                                                 word_is(s->d, s->c[k].head, "account"));
        if (account && k < i) return true;
    }
    return false;
}

static void finish(struct scene *s, struct claim *c, i32 i) {
    if (in_account(s, i)) {
        if (s->c[i].type == CH_NP) fill_where_right(s, c, i);
        fill_findings(s, c, s->c[clause_start(s, i)].from, s->c[clause_end(s, i) - 1].to);
        if (s->c[i].type == CH_NP) return;
        fill_when(s, c, i);
        return;
    }
    fill_where(s, c, i);
    fill_when(s, c, i);
    i32 from = clause_start(s, i), to = clause_end(s, i);
    fill_findings(s, c, s->c[from].from, s->c[to - 1].to);
    const struct lex_row *r = s->c[i].row;
    if (r && r->finding1) fill_finding(s, c, c->trigger, (enum finding_kind)(r->finding1 - 1));
}

static bool counts_at(const struct scene *s, i32 np) {
    return np >= 0 &&
           (s->c[np].num || word_is(s->d, s->c[np].from, "a") ||
            word_is(s->d, s->c[np].from, "an") || word_is(s->d, s->c[np].from, "another"));
}

/* "wounded 15 commuters": counted, and by its ending a word for people, though no lexicon knows it.
 */
static bool may_suffer(const struct scene *s, i32 i) {
    static const char *const ends[] = {"ers", "ors", "ists", "ees", "ants", "ians", "men", "women"};
    static const char *const beasts[] = {"heifers", "tigers", "panthers", "spiders", "creatures"};
    if (chunk_is_person(s, i)) return true;
    const struct chunk *c = &s->c[i];
    if (c->type != CH_NP || !c->num || c->row || !c->plural || c->name || c->pure_num) return false;
    struct str w = word_str(s->d, c->head);
    for (i64 k = 0; k < LEN(beasts); k++)
        if (word_is(s->d, c->head, beasts[k])) return false;
    for (i64 k = 0; k < LEN(ends); k++)
        if (w.n > 5 && str_ends(w, str_c(ends[k]))) return true;
    return false;
}

/* Is the noun group right of a participle its object ("killed 12 people") or something else
 * ("killed a week later")? */
static bool is_object(const struct scene *s, i32 o) {
    return o >= 0 && may_suffer(s, o) && !(chunk_flags(&s->c[o]) & (LEX_UNIT | LEX_WEAPON));
}

static bool weaponish(const struct scene *s, i32 i) {
    return i >= 0 && (chunk_flags(&s->c[i]) & (LEX_WEAPON | LEX_EVENTN | LEX_HAZOBJ));
}

/* "which fighters had executed", "whom fighters executed": object is the antecedent. */
static i32 whom_before(const struct scene *s, i32 sub) {
    i32 w = sub - 1;
    if (w < 1 || s->c[w].type != CH_WH) return -1;
    bool obj = word_is(s->d, s->c[w].from, "whom") || word_is(s->d, s->c[w].from, "that") ||
               word_is(s->d, s->c[w].from, "which") || word_is(s->d, s->c[w].from, "who");
    return obj ? w : -1;
}

static i32 last_person_left(const struct scene *s, i32 w) {
    for (i32 j = w - 1; j >= 0 && j > w - 12; j--) {
        if (s->c[j].type == CH_VG) return -1;
        if (s->c[j].type == CH_NP && chunk_is_person(s, j) && s->c[j].num) return j;
    }
    for (i32 j = w - 1; j >= 0 && j > w - 6; j--) {
        if (s->c[j].type == CH_VG) return -1;
        if (s->c[j].type == CH_NP && chunk_is_person(s, j)) return j;
    }
    return -1;
}

/* "a lorry with 60 pigs overturned; 14 were killed": the number is of what was counted before it.
 */
static bool other_things(const struct scene *s, i32 np) {
    for (i32 k = np - 1; k >= 0; k--)
        if (s->c[k].type == CH_NP && s->c[k].num && !s->d->nums[s->c[k].num - 1].refused &&
            !s->c[k].pure_num)
            return !s->c[k].row && s->c[k].plural;
    return false;
}

/* "Two had been beheaded": of the 13 bodies of the sentences before, said by the same. */
static bool part_before(const struct scene *s, const struct claim *c) {
    if (c->ncounts != 1 || c->counts[0].max == COUNT_OPEN) return false;
    for (i64 i = s->first_claim - 1; i >= 0 && i >= s->first_claim - 3; i--) {
        const struct claim *p = &s->out->v[i];
        bool dead = p->kind == KIND_bodies_found || p->kind == KIND_killing ||
                    p->kind == KIND_death || p->kind == KIND_mass_grave;
        if (!dead || !p->ncounts || c->sentence.start - p->sentence.end > 400) continue;
        return p->counts[0].min > c->counts[0].max && p->said.nchain == c->said.nchain &&
               p->said.chain[0].who.start == c->said.chain[0].who.start;
    }
    return false;
}

static bool in_list(const struct scene *s, i32 i) {
    const struct chunk *c = &s->c[i];
    if (c->type != CH_NP || c->pron || !chunk_is_person(s, i) || chunk_flags(c) & LEX_ORG)
        return false;
    bool kin = chunk_flags(c) & LEX_RELATIVE;
    return (c->num && !c->pure_num) || kin || c->name || counts_at(s, i);
}

/* "three men, two women and a child were": from the last of a list to its first. */
static i32 list_head(const struct scene *s, i32 np) {
    i32 best = np, safe = np; /* safe: the item behind the last comma passed */
    for (i32 i = np; i >= 2 && in_list(s, i);) {
        i32 p = i - 1;
        bool sep = false;
        for (;
             p > 0 && (s->c[p].type == CH_CONJ || (s->c[p].type == CH_MARK && s->c[p].mark == ','));
             p--) {
            sep = true;
            if (s->c[p].type == CH_MARK) safe = i;
        }
        if (!sep || !in_list(s, p) ||
            (p > 0 && (s->c[p - 1].type == CH_PREP || s->c[p - 1].type == CH_VG))) {
            if (sep && p > 0 &&
                (word_is(s->d, s->c[p - 1].from, "including") || prep_at(s, p - 1, "among")))
                return np; /* the list before it is parts of another number */
            if (sep && in_list(s, p) && prep_at(s, p - 1, "between")) best = safe;
            break;
        }
        if (s->c[p].name && s->c[i].name == false && !s->c[i].num &&
            !(chunk_flags(&s->c[i]) & LEX_RELATIVE))
            break; /* A, a teacher */
        best = i = p;
    }
    for (i32 p = best - 1; p > 0 && best < np && p > best - 3; p--)
        if (s->c[p].type == CH_PREP &&
            (word_is(s->d, s->c[p].from, "including") || prep_at(s, p, "among")))
            return np; /* the list before it is parts of another number */
    return best;
}

/* "Killed in the strike was A": whom a participle that opens its clause speaks of, or -1. */
static i32 stood_behind(const struct scene *s, i32 v) {
    for (i32 k = v - 1; k >= 0; k--) /* "Also reported killed" */
        if (s->c[k].type != CH_ADV && !(s->c[k].type == CH_VG && s->c[k].voice == VOICE_BARE))
            return -1;
    if (s->c[v].voice != VOICE_BARE) return -1;
    for (i32 k = v + 1; k + 1 < s->n && k < v + 8; k++) {
        if (s->c[k].type != CH_VG) continue;
        bool be = word_is(s->d, s->c[k].head, "was") || word_is(s->d, s->c[k].head, "were");
        return be && s->c[k].to - s->c[k].from == 1 && s->c[k + 1].type == CH_NP ? k + 1 : -1;
    }
    return -1;
}

/* Whom the verb is said of where its subject is no single group: the last of a list with ages and
 * insertions, who stands behind, "the names of the civilians killed". */
static i32 patient_else(const struct scene *s, i32 v, i32 patient, i32 obj, bool *right) {
    bool all =
        patient > 0 && patient == v - 1 && s->c[patient - 1].type == CH_VG &&
        (word_is(s->d, s->c[patient].from, "all") || word_is(s->d, s->c[patient].from, "both"));
    if (all) return roll_item_left(s, patient); /* "A, B and C were all killed" */
    if (patient < 0 && !is_object(s, obj)) {
        patient = roll_item_left(s, v);
        if (patient < 0) patient = stood_behind(s, v), *right = patient >= 0;
    }
    bool names = patient >= 0 && !chunk_is_person(s, patient) && s->c[v].voice == VOICE_BARE &&
                 obj < 0 && s->c[v - 1].type == CH_NP;
    return names ? v - 1 : patient;
}

/* "beat them 5-0" */
static bool score_behind(const struct scene *s, i32 v) {
    const struct token *t = s->d->t.v;
    for (i32 k = s->c[v].to; k + 1 < s->d->t.n && k < s->c[v].to + 2; k++)
        if (t[k].kind == TOK_NUMBER && t[k + 1].kind == TOK_NUMBER && t[k + 1].flags & TOK_HYPHEN)
            return true;
    return false;
}

static bool is_me_or_you(const struct scene *s, i32 i) {
    i32 t = s->c[i].from;
    return s->c[i].pron && (word_is(s->d, t, "you") || word_is(s->d, t, "i"));
}

/* "the number of people killed", "of troops who died": behind the noun group at chunk i. */
static bool killed_number(const struct scene *s, i32 i) {
    if (!prep_at(s, i + 1, "of") || i + 3 >= s->n || s->c[i + 2].type != CH_NP || s->c[i + 2].num ||
        !chunk_is_person(s, i + 2) || s->c[i + 3].type != CH_VG)
        return false;
    const struct chunk *v = &s->c[i + 3];
    return v->voice == VOICE_BARE && v->row && v->row->what1 == WHAT_KILLED + 1;
}

/* The list that the patient is part of, and the parts of its number. */
static void people(struct scene *s, struct claim *c, i32 patient, i32 v, bool right) {
    enum what what = what_of(s->c[v].row);
    fill_roll(s, c, patient, right ? -1 : v, patient < v, what);
    fill_parts(s, c, patient, v);
    fill_named(s, c, patient, v, what);
}

static void harm_verb(struct scene *s, i32 v) {
    const struct chunk *g = &s->c[v];
    const struct lex_row *r = g->row;
    enum kind kind = (enum kind)(r->kind1 - 1);
    struct hold h = clause_hold(s, v);
    i32 patient = -1, agent = -1, e = 0, obj = object_of(s, v);
    bool intrans = r->flags & LEX_INTRANS;
    i32 sub = subject_of(s->d, s->c, s->n, v, &e),
        whom = sub >= 0 && g->voice != VOICE_PASSIVE ? whom_before(s, sub) : -1;
    if (whom >= 0 && !intrans && !is_object(s, obj)) {
        patient = last_person_left(s, whom);
        agent = sub;
    } else if (intrans) {
        patient = patient_subject(s, v);
        if (kind == KIND_killing && obj >= 0 && chunk_is_group(s, obj))
            agent = obj; /* fell at the hands of X */
    } else if (g->voice == VOICE_PASSIVE) {
        patient = patient_subject(s, v);
        agent = agent_by(s, v);
    } else if (g->voice == VOICE_BARE && (obj < 0 || s->c[obj].type != CH_NP)) {
        patient = patient_subject(s, v); /* "12 killed in", "civilians shot dead by" */
        agent = agent_by(s, v);
        bool subject_is_agent = patient >= 0 && !s->c[patient].num && !chunk_is_person(s, patient);
        if (subject_is_agent) patient = -1;
    } else {
        agent = patient_subject(s, v);
        patient = obj;
        if (g->form == FORM_ING && agent < 0 && v > 0 && prep_at(s, v - 1, "of")) agent = -1;
    }
    bool right = false;
    if (g->voice != VOICE_ACTIVE || intrans) patient = patient_else(s, v, patient, obj, &right);
    if (patient >= 0 && !may_suffer(s, patient)) return;
    if (patient < 0) return;
    if (patient < v) patient = list_head(s, patient);
    if (s->c[patient].neg || chunk_flags(&s->c[patient]) & LEX_NEGATES) return; /* shot nobody */
    if (s->c[patient].pure_num && other_things(s, patient)) return;
    if (patient > 1 && g->voice == VOICE_BARE && prep_at(s, patient - 1, "of") &&
        word_is(s->d, s->c[patient - 2].head, "number") && killed_number(s, patient - 2))
        return; /* harm_toll() has it */
    if (agent >= 0 &&
        (word_is(s->d, s->c[agent].from, "whoever") || word_is(s->d, s->c[agent].from, "anyone")))
        return;
    if (is_me_or_you(s, patient)) return;
    if (score_behind(s, v)) return;
    if (g->form == FORM_ING && !s->c[patient].num && patient + 1 < s->n &&
        s->c[patient + 1].type == CH_VG && s->c[patient + 1].finite)
        return; /* "killing prisoners is a crime": no event */
    if (agent >= 0 && g->voice != VOICE_ACTIVE && !chunk_is_person(s, agent) &&
        !chunk_is_group(s, agent) && !weaponish(s, agent) && kind == KIND_torture)
        return;
    if (r->flags & LEX_OBJ_TRIG &&
        (chunk_flags(&s->c[patient]) & LEX_BODY || (s->c[patient].name && !s->c[patient].num) ||
         !(g->voice == VOICE_PASSIVE || (agent >= 0 && chunk_is_group(s, agent)))))
        return; /* to hold, to capture: people, by somebody */
    struct claim *c = begin(s, v, kind, h);
    if (!c) return;
    if (r->what1) fill_count(s, c, patient, what_of(r)), fill_fold(s, c, patient);
    fill_victims(s, c, patient);
    if (r->what1 && !s->c[patient].pron) people(s, c, patient, v, right);
    if (agent >= 0 && agent != patient && !weaponish(s, agent)) fill_perp(s, c, agent);
    if (s->c[patient].pure_num && part_before(s, c)) fill_rule(s, c, "parts.number");
    i32 fr = frame_of(s, g->from);
    if (fr >= 0 && span_some(s->f[fr].accused) && !c->nperps && agent < 0)
        fill_perp_span(s, c, s->f[fr].accused);
    finish(s, c, v);
    fill_rule(s, c,
              g->voice == VOICE_ACTIVE    ? "harm.active"
              : g->voice == VOICE_PASSIVE ? "harm.passive"
                                          : "harm.participle");
}

/* "Two guards were to blame for the deaths": who, or -1. */
static i32 to_blame(const struct scene *s, i32 i) {
    if (i < 3 || !prep_at(s, i - 1, "for") || s->c[i - 2].type != CH_VG || s->c[i - 2].neg)
        return -1;
    i32 e, v = i - 2;
    bool blame = word_is(s->d, s->c[v].head, "blame") && s->c[v].to - s->c[v].from > 1;
    return blame ? subject_of(s->d, s->c, s->n, v, &e) : -1;
}

/* "the killing of 21 civilians by X", "12 deaths", "a toll of 12". */
static void harm_noun(struct scene *s, i32 i) {
    const struct chunk *g = &s->c[i];
    const struct lex_row *r = g->row;
    enum kind kind = (enum kind)(r->kind1 - 1);
    i32 of = -1, by = -1;
    for (i32 j = i + 1; j + 1 < s->n && j < i + 9; j++) {
        if (prep_at(s, j, "of") && of < 0 && j == i + 1) of = j + 1;
        if (prep_at(s, j, "by")) {
            by = j + 1;
            break;
        }
        bool by_whom =
            s->c[j].type == CH_VG && s->c[j].voice == VOICE_BARE && prep_at(s, j + 1, "by");
        if (by_whom) continue; /* executions carried out by X */
        if (s->c[j].type == CH_VG || s->c[j].type == CH_SUB || s->c[j].type == CH_WH) break;
    }
    bool done =
        i + 1 < s->n && s->c[i + 1].type == CH_VG &&
        (word_is(s->d, s->c[i + 1].head, "carried") ||
         word_is(s->d, s->c[i + 1].head, "committed") ||
         word_is(s->d, s->c[i + 1].head, "perpetrated") ||
         word_is(s->d, s->c[i + 1].head, "conducted") || word_is(s->d, s->c[i + 1].head, "took") ||
         word_is(s->d, s->c[i + 1].head, "occurred") ||
         word_is(s->d, s->c[i + 1].head, "happened"));
    if (done && by < 0)
        by = agent_by(s, i + 1); /* "the executions were carried out last week by X" */
    bool num = g->num && !s->d->nums[g->num - 1].refused && r->what1 &&
               kind != KIND_enforced_disappearance;
    if (by < 0) by = to_blame(s, i);
    if (of >= 0 && (s->c[of].type != CH_NP || !chunk_is_person(s, of))) of = -1;
    if (by >= 0 && !chunk_is_group(s, by)) by = -1;
    i32 fr = frame_of(s, g->head);
    bool accused = fr >= 0 && span_some(s->f[fr].accused);
    bool wounds = kind == KIND_injury &&
                  (word_is(s->d, g->from, "their") || word_is(s->d, g->from, "his") ||
                   word_is(s->d, g->from, "her")) &&
                  i + 1 < s->n && s->c[i + 1].type == CH_VG;
    if (!num && of < 0 && by < 0 && !accused && !wounds && !(done && word_is(s->d, g->from, "the")))
        return;
    struct claim *c = begin(s, i, kind, clause_hold(s, i));
    if (!c) return;
    if (of >= 0 && r->what1)
        fill_count(s, c, of, what_of(r)), fill_victims(s, c, of),
            fill_roll(s, c, of, -1, false, what_of(r)), fill_parts(s, c, of, i),
            fill_named(s, c, of, i, what_of(r));
    else if (num)
        fill_number(s, c, i, what_of(r));
    if (by >= 0)
        fill_perp(s, c, by);
    else if (accused)
        fill_perp_span(s, c, s->f[fr].accused);
    finish(s, c, i);
    fill_rule(s, c, "harm.noun");
}

/* "12 dead", "12 people dead", "leaving 12 dead", "were found dead", "30 missing". */
static void harm_state(struct scene *s, i32 i) {
    const struct lex_row *r = s->c[i].row;
    enum kind kind = (enum kind)(r->kind1 - 1);
    i32 j = i - 1;
    while (j >= 0 && s->c[j].type == CH_ADV)
        j--;
    i32 np = -1;
    if (j >= 0 && s->c[j].type == CH_NP)
        np = j;
    else if (j >= 0 && s->c[j].type == CH_VG)
        np = patient_subject(s, j);
    if (np < 0 || !chunk_is_person(s, np)) return;
    bool part = word_is(s->d, s->c[i].head, "missing") &&
                (chunk_flags(&s->c[np]) & LEX_BODY || (i + 1 < s->n && s->c[i + 1].type == CH_NP));
    if (part) return; /* "the corpse was missing its left arm" */
    if ((s->c[np].pron && !s->c[np].num) || (!counts_at(s, np) && s->c[j].type != CH_VG)) return;
    if (np >= 2 && prep_at(s, np - 1, "of") && word_is(s->d, s->c[np - 2].head, "toll"))
        return; /* "an initial toll of nine dead": harm_toll() has it */
    bool found =
        kind == KIND_death && s->c[j].type == CH_VG &&
        (word_is(s->d, s->c[j].head, "found") || word_is(s->d, s->c[j].head, "discovered"));
    if (found) kind = KIND_bodies_found; /* "were found dead" */
    struct claim *c = begin(s, i, kind, clause_hold(s, j));
    if (!c) return;
    fill_count(s, c, np, found ? WHAT_BODIES : what_of(r));
    finish(s, c, i);
    fill_rule(s, c, "harm.state");
}

/* "12 dead", "the number of dead … at 38": a noun group whose head is the state itself. */
static void harm_groupref(struct scene *s, i32 i) {
    const struct doc *d = s->d;
    const struct chunk *g = &s->c[i];
    bool dead = word_is(d, g->head, "dead") || word_is(d, g->head, "deceased"),
         wounded = word_is(d, g->head, "wounded") || word_is(d, g->head, "injured");
    bool missing = word_is(d, g->head, "missing"), killed = word_is(d, g->head, "killed");
    if (!dead && !wounded && !missing && !killed) return;
    bool number = g->num && !d->nums[g->num - 1].refused && d->nums[g->num - 1].to == g->head;
    if (!number) return;
    struct claim *c = begin(s, i,
                            wounded   ? KIND_injury
                            : missing ? KIND_enforced_disappearance
                                      : KIND_death,
                            clause_hold(s, i));
    if (!c) return;
    fill_number(s, c, i, wounded ? WHAT_INJURED : missing ? WHAT_MISSING : WHAT_KILLED);
    finish(s, c, i);
    fill_rule(s, c, "harm.state");
}

/* "was raised to 14", "rose from nine to 14": the chunk of the number that holds now, 0 none. The
 * one before it is no longer told. */
static i32 toll_now(const struct scene *s, i32 from, i32 to) {
    static const char *const CHANGE[] = {"rose",    "risen",     "raised", "revised", "increased",
                                         "climbed", "grew",      "grown",  "lowered", "reduced",
                                         "cut",     "corrected", "fell",   "updated", "jumped"};
    bool change = false;
    for (i32 j = from; j < to; j++) {
        for (i64 k = 0; k < LEN(CHANGE) && s->c[j].type == CH_VG; k++)
            change = change || word_is(s->d, s->c[j].head, CHANGE[k]);
        bool at = j > 0 && (prep_at(s, j - 1, "to") || prep_at(s, j - 1, "from"));
        if (!change || !at || s->c[j].type != CH_NP || !s->c[j].num) continue;
        const struct number *n = &s->d->nums[s->c[j].num - 1];
        if (prep_at(s, j - 1, "to") || (n->max != n->min && n->max != NUMBER_OPEN)) return j;
    }
    return 0;
}

/* "from nine to 14" is read as a range: the number at its end. */
static void last_number(const struct scene *s, i32 np, struct count *k) {
    i32 tok = s->d->nums[s->c[np].num - 1].to - 1;
    struct number n;
    if (!number_at(s->d->text, s->d->t.v, tok, tok + 1, &n) || n.min != n.max) return;
    k->min = k->max = n.min;
    k->vague = false;
    k->span = token_span(s->d, tok, tok + 1);
}

/* "death toll … 30", "put the number of dead at 38": a toll and the number behind it. */
static void harm_toll(struct scene *s, i32 i) {
    const struct doc *d = s->d;
    bool toll = word_is(d, s->c[i].head, "toll") ||
                (d->w[s->c[i].head].len == 2 && word_is(d, s->c[i].head, "death"));
    bool number =
        word_is(d, s->c[i].head, "number") && prep_at(s, i + 1, "of") && i + 2 < s->n &&
        (word_is(d, s->c[i + 2].head, "dead") || word_is(d, s->c[i + 2].head, "deaths") ||
         word_is(d, s->c[i + 2].head, "killed") || word_is(d, s->c[i + 2].head, "fatalities"));
    bool people = !number && word_is(d, s->c[i].head, "number") && killed_number(s, i);
    number = number || people;
    if (!toll && !number) return;
    i32 to = clause_end(s, i), first = i + (people ? 4 : number ? 3 : 1);
    bool ahead = i > 1 && prep_at(s, i - 2, "to") && s->c[i - 1].num && s->c[i - 1].pure_num;
    if (ahead) first = i - 1, to = i; /* "bringing to six the number of troops killed" */
    if (to < s->n && s->c[to].type == CH_SUB && word_is(d, s->c[to].from, "as"))
        to = clause_end(s, to); /* gave the toll as 13 */
    i32 now = toll_now(s, first, to);
    for (i32 j = now ? now : first; j < to; j++) {
        const struct chunk *o = &s->c[j];
        if (o->type != CH_NP || !o->num || d->nums[o->num - 1].refused || chunk_flags(o) & LEX_UNIT)
            continue;
        const struct chunk *out =
            number && i + 3 < s->n ? &s->c[i + 3] : NULL; /* the number of the dead recovered */
        bool bodies = out && out->type == CH_VG &&
                      (word_is(d, out->head, "recovered") || word_is(d, out->head, "found") ||
                       word_is(d, out->head, "exhumed") || word_is(d, out->head, "unearthed"));
        struct claim *c = begin(s, i, bodies ? KIND_bodies_found : KIND_death, clause_hold(s, i));
        if (!c) return;
        fill_number(s, c, j, bodies ? WHAT_BODIES : WHAT_KILLED);
        if (now && c->ncounts && prep_at(s, j - 1, "from")) last_number(s, j, &c->counts[0]);
        finish(s, c, i);
        fill_rule(s, c, now ? "harm.toll.new" : "harm.toll");
        return;
    }
}

/* "soldiers took her husband away", "was taken from his shop by police": who is taken by armed
 * people, with the verb at chunk v. */
static void taken_away(struct scene *s, i32 v) {
    static const char *const verbs[] = {"took", "taken", "taking", "dragged", "led"};
    bool verb = false, passive = s->c[v].voice == VOICE_PASSIVE;
    for (i64 k = 0; k < LEN(verbs); k++)
        verb = verb || word_is(s->d, s->c[v].head, verbs[k]);
    if (!verb || (s->c[v].row && s->c[v].row->kind1 == KIND_abduction + 1)) return;
    i32 who = passive ? patient_subject(s, v) : object_of(s, v), e,
        by = passive ? agent_by(s, v) : subject_of(s->d, s->c, s->n, v, &e),
        behind = passive ? v + 1 : who + 1;
    if (who < 0 || by < 0 || behind >= s->n || !chunk_is_person(s, who) ||
        chunk_flags(&s->c[who]) & (LEX_BODY | LEX_PERP) || !chunk_is_group(s, by))
        return;
    bool away = word_is(s->d, s->c[behind].from, "away") || prep_at(s, behind, "from");
    struct hold h = clause_hold(s, v);
    if (!away || h.neg || h.open) return;
    bool state = s->c[by].row && s->c[by].row->role1 && s->c[by].row->role1 != ROLE_ARMED_GROUP + 1;
    struct claim *c =
        claim_new(s, state ? KIND_detention : KIND_abduction, s->c[v].head, s->c[v].head + 1);
    if (!c) return;
    set_hold(c, h);
    fill_count(s, c, who, state ? WHAT_DETAINED : WHAT_MISSING);
    fill_victims(s, c, who);
    fill_perp(s, c, by);
    fill_where(s, c, v);
    fill_when(s, c, v);
    fill_rule(s, c, "harm.taken");
}

void events_harm(struct scene *s) {
    for (i32 i = 0; i < s->n; i++) {
        const struct chunk *c = &s->c[i];
        if (c->type == CH_NP) harm_toll(s, i);
        if (c->type == CH_VG) taken_away(s, i);
        if (!c->row || !(is_harm(c->row->kind1))) {
            if (c->type == CH_NP) harm_groupref(s, i);
            continue;
        }
        if (c->type == CH_VG)
            harm_verb(s, i);
        else if (c->type == CH_NP && s->d->w[c->head].pos == POS_NOUN)
            harm_noun(s, i);
        else if (c->type == CH_ADJ && c->row->flags & LEX_STATE)
            harm_state(s, i);
    }
}
