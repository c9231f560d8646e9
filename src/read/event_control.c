/* Who is said to hold, take or lose a place. The holder is the words of the claim, never a
 * perpetrator. */
#include "read/event.h"

static bool word_any(const struct scene *s, i32 tok, const char *const *w, i64 n) {
    for (i64 i = 0; i < n; i++)
        if (word_is(s->d, tok, w[i])) return true;
    return false;
}
#define ANY(s, tok, ...)                                                                           \
    word_any((s), (tok), (const char *const[]){__VA_ARGS__},                                       \
             LEN(((const char *const[]){__VA_ARGS__})))

static bool has_name(const struct scene *s, i32 i) {
    for (i32 k = s->c[i].from; k < s->c[i].to; k++)
        if (s->d->w[k].pos == POS_NAME) return true;
    return false;
}

static bool settlement(const struct scene *s, i32 i) {
    if (i < 0 || i >= s->n || s->c[i].type != CH_NP) return false;
    bool all = ANY(s, s->c[i].head, "all", "most", "half");
    if (s->c[i].pron) return all && prep_at(s, i + 1, "of") && settlement(s, i + 2);
    const struct lex_row *r = s->c[i].row;
    if (r && r->precision1 && !(r->flags & LEX_BUILDING)) return true;
    if (r && r->precision1 && has_name(s, i)) return true;
    if (s->c[i].name && !chunk_has(s, i, LEX_GROUPNAME | LEX_PERSON | LEX_TITLE | LEX_ORG))
        return true;
    bool whole =
        ANY(s, s->c[i].head, "whole", "all", "most", "half", "part", "parts", "entirety", "rest");
    return whole && prep_at(s, i + 1, "of") && settlement(s, i + 2);
}

/* "every street of X", "all seven quarters of X", "the last block of X": parts that make a whole.
 */
static bool every_part(const struct scene *s, i32 i) {
    if (i < 0 || i + 2 >= s->n || s->c[i].type != CH_NP || s->c[i].pron || !prep_at(s, i + 1, "of"))
        return false;
    bool part =
        ANY(s, s->c[i].head, "street", "streets", "ward", "wards", "quarter", "quarters",
            "district", "districts", "block", "blocks", "house", "corner", "neighbourhood",
            "neighbourhoods", "suburb", "suburbs", "inch", "metre", "stone", "outskirts", "centre",
            "center", "part", "parts", "approaches", "limits", "perimeter", "area", "territory");
    return part && settlement(s, i + 2) && !s->c[i + 2].num;
}

static void add_place(struct scene *s, struct claim *c, i32 i) {
    const struct doc *d = s->d;
    if (ANY(s, s->c[i].head, "whole", "all", "most", "half", "part", "parts", "entirety", "rest") &&
        prep_at(s, i + 1, "of"))
        i += 2;
    if (every_part(s, i)) i += 2;
    if (prep_at(s, i + 1, "of") && i + 2 < s->n && s->c[i + 2].name) i += 2; /* the city of X */
    struct span sp = token_span(d, s->c[i].from, s->c[i].to);
    struct read_name nm = {0};
    if (!c->where) c->where = NEWN(d->perm, struct where, CLAIM_SPANS_MAX);
    for (i64 k = 0; k < c->nwhere; k++)
        if (span_overlaps(c->where[k].span, sp)) return;
    struct where w = {.span = sp,
                      .precision = s->c[i].row && s->c[i].row->precision1
                                       ? (enum precision)(s->c[i].row->precision1 - 1)
                                       : PRECISION_UNKNOWN};
    if (d->opts->name && d->opts->name(d->opts->name_ctx, span_words(d->text, sp), &nm) &&
        nm.place.n)
        w.place = str_dup(d->perm, nm.place), w.precision = nm.precision;
    if (c->nwhere < CLAIM_SPANS_MAX) c->where[c->nwhere++] = w;
}

/* "the settlements of A, B and C": the names behind the first. */
static void add_list(struct scene *s, struct claim *c, i32 i) {
    if (prep_at(s, i + 1, "of")) i += 2;
    for (i32 k = i + 1; k + 1 < s->n; k += 2) {
        bool sep = s->c[k].type == CH_CONJ || (s->c[k].type == CH_MARK && s->c[k].mark == ',');
        if (!sep || s->c[k + 1].type != CH_NP || !s->c[k + 1].name || s->c[k + 1].num) return;
        bool verb = k + 2 < s->n && s->c[k + 2].type == CH_VG && s->c[k + 2].finite;
        if (verb) return; /* "took A, and B said" */
        add_place(s, c, k + 1);
    }
}

static void emit(struct scene *s, i32 i, i32 place) {
    struct hold h = clause_hold(s, i);
    if (h.neg || h.open) return;
    i32 head = s->c[i].head, len = s->d->w[head].len;
    struct claim *c = claim_new(s, KIND_territorial_control, head, head + (len > 1 ? len : 1));
    if (!c) return;
    hold_modality(h, c);
    if (place >= 0)
        add_place(s, c, place), add_list(s, c, place);
    else
        fill_where(s, c, i);
    fill_when(s, c, i);
    fill_rule(s, c, "control");
}

static void verb(struct scene *s, i32 v) {
    const struct chunk *g = &s->c[v];
    i32 place = g->voice == VOICE_PASSIVE || (g->voice == VOICE_BARE && object_of(s, v) < 0)
                    ? patient_subject(s, v)
                    : object_of(s, v);
    bool site = place >= 0 && !s->c[place].num && s->c[place].row && s->c[place].row->precision1 &&
                (ANY(s, g->head, "control", "controls", "controlled", "controlling", "retook",
                     "retaken", "recaptured", "overran", "overrun") ||
                 str_ends(g->row->words, S("control of")));
    if (settlement(s, place) || every_part(s, place) || site) emit(s, v, place);
}

/* "holds the whole city", "captured the town": verbs that need a place as object. */
static void weak_verb(struct scene *s, i32 v) {
    if (!ANY(s, s->c[v].head, "hold", "holds", "held", "captured", "captures", "seized", "seizes",
             "took", "taken", "takes", "entered", "secured"))
        return;
    const struct chunk *g = &s->c[v];
    i32 place = g->voice == VOICE_PASSIVE ? patient_subject(s, v) : object_of(s, v), e;
    bool won = ANY(s, g->head, "captured", "captures", "seized", "seizes");
    if (place < 0 || !settlement(s, place) || (s->c[place].num && !won)) return;
    if (g->voice != VOICE_PASSIVE) {
        i32 a = subject_of(s->d, s->c, s->n, v, &e);
        if (a < 0 || !(chunk_is_group(s, a) || s->c[a].pron)) return;
        bool troops = chunk_flags(&s->c[a]) & LEX_PERP || chunk_has(s, a, LEX_GROUPNAME);
        if (s->c[place].name && ANY(s, g->head, "took", "taken", "takes", "entered") &&
            !(troops && ANY(s, g->head, "entered")))
            return;
    }
    emit(s, v, place);
}

/* "full control of Pelk", "under the control of", "in our hands", "in its possession". */
/* "X fell to the army", "X had fallen". */
static void fell(struct scene *s, i32 v) {
    if (!ANY(s, s->c[v].head, "fell", "fallen")) return;
    i32 sub = patient_subject(s, v);
    bool to = v + 2 < s->n && prep_at(s, v + 1, "to") &&
              (chunk_is_group(s, v + 2) || chunk_flags(&s->c[v + 2]) & LEX_ORG);
    bool hands = v + 2 < s->n && (prep_at(s, v + 1, "into") || prep_at(s, v + 1, "under")) &&
                 ANY(s, s->c[v + 2].head, "hands", "control");
    if (sub >= 0 && settlement(s, sub) && (to || hands)) emit(s, v, sub);
}

static void noun(struct scene *s, i32 i) {
    i32 h = s->c[i].head;
    if (ANY(s, h, "control")) {
        bool of = prep_at(s, i + 1, "of") || prep_at(s, i + 1, "over");
        bool under = prep_at(s, i - 1, "under") || prep_at(s, i - 1, "in");
        bool back = i >= 2 && prep_at(s, i - 1, "to") && s->c[i - 2].type == CH_VG &&
                    ANY(s, s->c[i - 2].head, "returned", "restored", "reverted", "passed",
                        "brought", "returns");
        if (back) under = true; /* returned to government control */
        if (under) {
            i32 v = i - 2;
            while (v > 0 && s->c[v].type != CH_VG)
                v--;
            i32 sub = v > 0 ? patient_subject(s, v) : -1;
            if (settlement(s, sub) || every_part(s, sub)) emit(s, i, sub);
        } else if (of && i + 2 < s->n &&
                   (settlement(s, i + 2) ||
                    (!s->c[i + 2].num && s->c[i + 2].row && s->c[i + 2].row->precision1))) {
            emit(s, i, i + 2);
        }
        return;
    }
    if (ANY(s, h, "capture", "recapture", "liberation", "retaking", "fall", "seizure", "takeover",
            "conquest")) {
        if (prep_at(s, i + 1, "of") && i + 2 < s->n && settlement(s, i + 2) &&
            !chunk_has(s, i + 2, LEX_MUNITION))
            emit(s, i, i + 2);
        return;
    }
    if (!ANY(s, h, "hands", "possession", "grip")) return;
    bool own =
        ANY(s, s->c[i].from, "our", "its", "their", "the", "army") || s->c[i].to - s->c[i].from > 1;
    if (!own || !(prep_at(s, i - 1, "in") || prep_at(s, i - 1, "into"))) return;
    i32 v = i - 2;
    while (v > 0 && s->c[v].type != CH_VG)
        v--;
    i32 sub = v > 0 ? patient_subject(s, v) : -1;
    if (!settlement(s, sub) && sub >= 2 && s->c[sub - 1].type == CH_CONJ && settlement(s, sub - 2))
        sub -= 2; /* X and its bridges */
    if (settlement(s, sub)) emit(s, i, sub);
}

static bool place_of(const struct scene *s, i32 i) {
    return settlement(s, i) || every_part(s, i);
}

/* "in possession of X", "masters of X", "mastery over X", "rule over X": the place behind. */
static void holder(struct scene *s, i32 i) {
    bool state = ANY(s, s->c[i].head, "possession", "masters", "master", "mastery", "command",
                     "occupation", "charge");
    if (!state || i + 2 >= s->n || !(prep_at(s, i + 1, "of") || prep_at(s, i + 1, "over")) ||
        !place_of(s, i + 2))
        return;
    bool in = i > 0 && (prep_at(s, i - 1, "in") || prep_at(s, i - 1, "into"));
    bool take = i > 0 && s->c[i - 1].type == CH_VG &&
                ANY(s, s->c[i - 1].head, "took", "taken", "take", "gained", "has", "have", "had",
                    "is", "are", "were", "was", "became", "assumed");
    bool self = i > 0 && s->c[i - 1].type == CH_NP && s->c[i - 1].pron;
    if (in || take || self) emit(s, i, i + 2);
}

/* "Whole of X in army hands": a headline without a verb. */
static void headline_hands(struct scene *s, i32 i) {
    if (!ANY(s, s->c[i].head, "hands", "control", "possession") || i < 2 ||
        !(prep_at(s, i - 1, "in") || prep_at(s, i - 1, "under")))
        return;
    for (i32 k = 0; k < i; k++)
        if (s->c[k].type == CH_VG && frame_of(s, s->c[k].head) == frame_of(s, s->c[i].head)) return;
    i32 p = i - 2;
    while (p >= 2 && prep_at(s, p - 1, "of") && s->c[p - 2].type == CH_NP)
        p -= 2;
    if (s->c[p].type == CH_NP && place_of(s, p)) emit(s, i, p);
}

/* "X is ours, from end to end", "X is now theirs". */
static void is_ours(struct scene *s, i32 v) {
    i32 k = v + 1;
    while (k < s->n && s->c[k].type == CH_ADV)
        k++;
    if (k >= s->n || !ANY(s, s->c[v].head, "is", "are", "was", "were") || s->c[v].neg) return;
    if (!(s->c[k].type == CH_NP && ANY(s, s->c[k].head, "ours", "theirs")) || v == 0) return;
    i32 p = patient_subject(s, v);
    if (p >= 0 && place_of(s, p)) emit(s, v, p);
}

/* "the flag flew over every ward of X", "raised the flag over X". */
static void flag(struct scene *s, i32 i) {
    if (!ANY(s, s->c[i].head, "flag", "banner", "colours", "standard", "flags")) return;
    bool verb = false;
    for (i32 k = i > 1 ? i - 1 : 0; k < s->n && k < i + 5; k++) {
        if (s->c[k].type == CH_VG)
            verb = verb || ANY(s, s->c[k].head, "flew", "flies", "fly", "flying", "waves", "raised",
                               "hoisted", "hung", "planted", "flown", "flutters");
        if (verb && k > i && (prep_at(s, k, "over") || prep_at(s, k, "above")) &&
            place_of(s, k + 1)) {
            emit(s, i, k + 1);
            return;
        }
    }
}

/* "withdrew from X", "pulled out of X", "handed over X": who loses a place. */
static void gives_up(struct scene *s, i32 v) {
    i32 h = s->c[v].head, place = -1;
    bool out = ANY(s, h, "withdrew", "withdrawn", "withdraw", "withdraws", "withdrawing",
                   "retreated", "retreat", "retreats", "retreating");
    bool pull = ANY(s, h, "pulled", "pull", "pulls", "pulling");
    bool over = ANY(s, h, "handed", "hand", "hands", "ceded", "cede", "yielded", "surrendered");
    if (!out && !pull && !over) return;
    if (pull && s->c[v].voice == VOICE_PASSIVE) { /* "was pulled from the river": no troops */
        i32 who = patient_subject(s, v);
        if (who < 0 || !(chunk_flags(&s->c[who]) & LEX_PERP)) return;
    }
    i32 k = v + 1, words = 0;
    while (k < s->n && words < 4 && s->c[k].type != CH_NP &&
           ANY(s, s->c[k].from, "out", "back", "of", "from", "over", "completely", "entirely",
               "hastily", "today"))
        k++, words++;
    bool from = k > v + 1 && (ANY(s, s->c[k - 1].to - 1, "from") ||
                              (ANY(s, s->c[k - 1].to - 1, "of") && s->c[k].from > h + 2));
    bool whole = ANY(s, h, "ceded", "cede", "surrendered", "yielded") || ANY(s, h + 1, "over") ||
                 (k > v + 1 && ANY(s, s->c[k - 1].from, "over"));
    if (k < s->n && ((out || pull) ? from : whole)) place = k;
    if (place < 0 || s->c[place].num) return;
    bool site = s->c[place].row && s->c[place].row->precision1;
    if (settlement(s, place) || every_part(s, place) || site) emit(s, v, place);
}

void events_control(struct scene *s) {
    for (i32 i = 0; i < s->n; i++) {
        const struct chunk *c = &s->c[i];
        if (c->type == CH_VG && c->row && c->row->kind1 == KIND_territorial_control + 1)
            verb(s, i);
        else if (c->type == CH_VG)
            weak_verb(s, i), fell(s, i), gives_up(s, i);
        else if (c->type == CH_NP && !c->name)
            noun(s, i), holder(s, i), headline_hands(s, i), flag(s, i);
        if (c->type == CH_VG) is_ours(s, i);
    }
}
