/* Claims about saying itself: accounts given, intent, denial, names of groups. */
#include "read/event.h"

static bool word_any(const struct scene *s, i32 tok, const char *const *w, i64 n) {
    for (i64 i = 0; i < n; i++)
        if (word_is(s->d, tok, w[i])) return true;
    return false;
}
#define ANY(s, tok, ...)                                                                           \
    word_any((s), (tok), (const char *const[]){__VA_ARGS__},                                       \
             LEN(((const char *const[]){__VA_ARGS__})))

/* ---- denial: the frame is the claim ---- */

static void denial(struct scene *s, i32 k) {
    const struct frame *f = &s->f[k];
    const struct doc *d = s->d;
    i32 end = f->to[f->nparts - 1] > f->cue_to ? f->to[f->nparts - 1] : f->cue_to;
    i32 from = f->from[0] < f->cue_from ? f->from[0] : f->cue_from;
    struct claim *c = claim_new(s, KIND_denial, f->cue_from, f->cue_to);
    if (!c) return;
    struct said q = {.chain = NEWN(d->perm, struct said_link, CLAIM_CHAIN_MAX), .act = ACT_DENIES};
    q.chain[q.nchain++] = (struct said_link){.who = f->who, .role = (enum role)f->role};
    for (i32 p = f->parent; p >= 0 && q.nchain < CLAIM_CHAIN_MAX - 1; p = s->f[p].parent)
        q.chain[q.nchain++] =
            (struct said_link){.who = s->f[p].who, .role = (enum role)s->f[p].role};
    q.chain[q.nchain++] =
        (struct said_link){.is_publication = true, .publication = d->opts->publication};
    q.cue = token_span(d, f->cue_from, f->cue_to);
    q.content = token_span(d, from, end);
    q.when = f->said;
    c->said = q;
    c->polarity = POLARITY_NEGATIVE;
    fill_rule(s, c, "denial");
}

/* ---- testimony ---- */

static bool is_people(const struct scene *s, i32 i) {
    return i >= 0 && s->c[i].type == CH_NP && !s->c[i].pron && chunk_flags(&s->c[i]) & LEX_PERSON &&
           !(chunk_flags(&s->c[i]) & (LEX_PERP | LEX_ORG | LEX_MEDIA)) &&
           s->c[i].row->role1 != ROLE_OFFICIAL + 1 && s->c[i].row->role1 != ROLE_SPOKESPERSON + 1 &&
           s->c[i].row->role1 != ROLE_POLITICIAN + 1;
}

static bool witness_group(const struct scene *s, i32 i) {
    if (i >= 0 && s->c[i].type == CH_NP && s->c[i].pron && s->c[i].num)
        return s->d->nums[s->c[i].num - 1].max != 1; /* 38 of them */
    if (!is_people(s, i)) return false;
    if (s->c[i].num)
        return s->d->nums[s->c[i].num - 1].max != 1 && !s->d->nums[s->c[i].num - 1].refused;
    return s->c[i].plural || word_is(s->d, s->c[i].head, "people");
}

/* "gave accounts", "told of", "described how", "recounted", "testified": does verb group v say that
 * accounts were given? */
bool gives_account(const struct scene *s, i32 v) {
    i32 h = s->c[v].head, o = object_of(s, v);
    if (s->c[v].voice == VOICE_PASSIVE) return false;
    if (ANY(s, h, "recounted", "recount", "testified", "testify", "recounting", "testifying"))
        return true;
    if (ANY(s, h, "described", "describe", "describing", "related")) return true;
    if (ANY(s, h, "bore", "bear", "borne"))
        return o >= 0 && ANY(s, s->c[o].head, "witness", "testimony");
    if (ANY(s, h, "gave", "given", "give", "giving", "provided", "offered"))
        return o >= 0 &&
               ANY(s, s->c[o].head, "accounts", "account", "testimony", "testimonies", "statements",
                   "evidence", "descriptions", "story", "stories", "depositions", "deposition");
    if (ANY(s, h, "told", "recalled", "shared") && o >= 0 &&
        ANY(s, s->c[o].head, "stories", "story", "experiences", "ordeal"))
        return true;
    if (ANY(s, h, "told", "spoke", "spoken", "tell", "speak", "telling", "speaking")) {
        for (i32 k = v + 1; k < s->n && k < v + 7; k++) {
            if (prep_at(s, k, "of") || prep_at(s, k, "about"))
                return k + 1 < s->n && (o < 0 || k == v + 1 || k <= o + 3);
            if (s->c[k].type == CH_SUB && ANY(s, s->c[k].from, "how")) return true;
            if (s->c[k].type == CH_VG) return false;
        }
    }
    return false;
}

static void give_when(struct scene *s, struct claim *c) {
    for (i32 i = 0; i < s->n; i++) {
        if (s->c[i].type != CH_WHEN) continue;
        const struct when_phrase *w = &s->d->whens[s->c[i].when - 1];
        if (w->kind != WHEN_DATE || w->bare_year) continue;
        c->when.span = token_span(s->d, w->from, w->to);
        c->when.range = w->range;
        c->when.anchor = w->relative && w->range.precision ? s->d->anchor_words : S("");
        return;
    }
}

static void testimony(struct scene *s, i32 people, i32 trigger) {
    struct hold h = clause_hold(s, trigger);
    if (h.neg || h.open || h.intended || h.conditional) return;
    for (i64 i = s->first_claim; i < s->out->n; i++)
        if (s->out->v[i].kind == KIND_testimony) return;
    i32 head = s->c[trigger].head, len = s->d->w[head].len;
    struct claim *c = claim_new(s, KIND_testimony, head, head + (len > 1 ? len : 1));
    if (!c) return;
    /* the accounts are not said by those who gave them: drop a link that is the witnesses
     * themselves */
    if (c->said.nchain > 1 && people >= 0) {
        struct span w = token_span(s->d, s->c[people].from, s->c[people].to);
        if (span_overlaps(c->said.chain[0].who, w)) {
            c->said.chain++;
            c->said.nchain--;
            if (c->said.nchain == 1) c->said.content = c->said.cue = (struct span){0, 0};
        }
    }
    if (people >= 0) fill_number(s, c, people, WHAT_WITNESSES);
    fill_where(s, c, trigger);
    if (c->nwhere < 2) {
        struct claim tmp = *c;
        for (i32 i = 0; i < s->n; i++)
            if (s->c[i].type == CH_PREP && i + 1 < s->n && chunk_has(s, i + 1, LEX_PLACENAME)) {
                fill_where(s, &tmp, i);
                c->where = tmp.where;
                c->nwhere = tmp.nwhere;
            }
    }
    for (i32 i = 0; i < s->n; i++)
        if (s->c[i].type == CH_NP && s->c[i].name && chunk_has(s, i, LEX_PLACENAME) && i > 0 &&
            s->c[i - 1].type == CH_PREP)
            fill_place(s, c, i, PLACE_ROLE_AT);
    if (!span_some(c->when.span)) give_when(s, c);
    for (i32 i = 0; i + 1 < s->n; i++)
        if (s->c[i].type == CH_PREP &&
            ANY(s, s->c[i + 1].head, "checkpoint", "camp", "post", "custody", "crossing")) {
            i32 e = phrase_end(s->d, s->c, s->n, i + 1, false);
            c->said.setting = token_span(s->d, s->c[i].from, s->c[e - 1].to);
            break;
        }
    fill_rule(s, c, "testimony");
}

/* "The commission heard 84 witnesses", "three dozen women were interviewed by investigators",
 * "listened to 140 survivors". */
static void hearing(struct scene *s, i32 v) {
    const struct chunk *g = &s->c[v];
    if (!ANY(s, g->head, "heard", "hears", "hear", "interviewed", "interviews", "questioned",
             "debriefed", "listened", "deposed", "polled"))
        return;
    i32 who = g->voice == VOICE_PASSIVE ? patient_subject(s, v) : object_of(s, v);
    if (ANY(s, g->head, "listened")) who = prep_at(s, v + 1, "to") ? v + 2 : -1;
    if (who < 0 || who >= s->n || !witness_group(s, who) || !s->c[who].num) return;
    bool doing = g->voice != VOICE_PASSIVE && who + 1 < s->n && s->c[who + 1].type == CH_VG &&
                 s->c[who + 1].form == FORM_ING; /* heard men shouting */
    if (!doing) testimony(s, who, v);
}

static void testimonies(struct scene *s) {
    for (i32 v = 0; v < s->n; v++) {
        if (s->c[v].type != CH_VG) continue;
        i32 e, sub = subject_of(s->d, s->c, s->n, v, &e);
        if (gives_account(s, v)) {
            i32 who = sub;
            for (i32 k = sub; sub >= 0 && k < e; k++)
                if (witness_group(s, k) && s->c[k].num) {
                    who = k;
                    break;
                }
            if (!witness_group(s, who)) who = patient_subject(s, v);
            /* "one of many dozens of residents who recounted" */
            if (v > 0 && s->c[v - 1].type == CH_WH)
                for (i32 k = v - 2; k >= 0 && k > v - 8 && s->c[k].type != CH_VG; k--)
                    if (witness_group(s, k) && s->c[k].num) {
                        who = k;
                        break;
                    }
            if (!witness_group(s, who)) { /* "dozens of people arriving from X described" */
                for (i32 k = v - 1; k >= 0 && k > v - 10 && s->c[k].type != CH_SUB; k--)
                    if (witness_group(s, k) && s->c[k].num) {
                        who = k;
                        break;
                    }
            }
            if (!witness_group(s, who)) { /* "Scores of people who got as far as X told of": the
                                             head of the sentence */
                i32 first = clause_start(s, 0);
                while (first < s->n && s->c[first].type != CH_NP)
                    first++;
                if (witness_group(s, first) && s->c[first].num && first + 1 < v &&
                    s->c[first + 1].type == CH_WH &&
                    frame_of(s, s->c[first].head) == frame_of(s, s->c[v].head))
                    who = first;
            }
            if (witness_group(s, who)) testimony(s, who, v);
        }
        hearing(s, v);
        /* "accounts … were collected from 70 residents", "testimony … was given by 63 residents" */
        /* "it took down 58 accounts": the number of accounts is the number of witnesses */
        i32 took = object_of(s, v) >= 0 ? object_of(s, v)
                   : v + 2 < s->n && s->c[v + 1].type == CH_ADV && s->c[v + 2].type == CH_NP ? v + 2
                                                                                             : -1;
        if (took >= 0 && s->c[took].num &&
            ANY(s, s->c[took].head, "accounts", "testimonies", "statements") &&
            ANY(s, s->c[v].head, "took", "taken", "collected", "recorded", "gathered", "heard",
                "documented", "received"))
            testimony(s, took, v);
        bool passive =
            s->c[v].voice != VOICE_ACTIVE && ANY(s, s->c[v].head, "given", "collected", "taken",
                                                 "gathered", "recorded", "heard", "provided");
        if (!passive) continue;
        i32 acc = -1, from = clause_start(s, v);
        for (i32 k = v - 1; k >= (from < v - 12 ? v - 12 : 0); k--)
            if (s->c[k].type == CH_NP && ANY(s, s->c[k].head, "accounts", "account", "testimony",
                                             "testimonies", "statements"))
                acc = k;
        if (acc < 0) continue;
        i32 who = -1;
        for (i32 k = v + 1; k + 1 < s->n && k < v + 8; k++)
            if ((prep_at(s, k, "by") || prep_at(s, k, "from")) && witness_group(s, k + 1)) {
                who = k + 1;
                break;
            }
        if (who >= 0) testimony(s, who, acc);
    }
}

/* ---- intent ---- */

static bool war_crime_near(const struct scene *s, i32 i) {
    for (i32 k = i + 1; k < s->n && k < i + 12; k++)
        if (s->c[k].type == CH_NP)
            for (i32 t = s->c[k].from; t < s->c[k].to; t++)
                if ((ANY(s, t, "war") && ANY(s, t + 1, "crime", "crimes")) ||
                    ANY(s, t, "crimes", "atrocities", "genocide"))
                    return true;
    return false;
}

static bool future_clause(const struct scene *s, i32 v) {
    const struct chunk *g = &s->c[v];
    if (g->future) return true;
    if (g->inf && ANY(s, g->from, "is", "are", "was", "were")) return true; /* are to be shown */
    if (g->inf) {
        for (i32 k = v - 1; k >= 0 && k > v - 12; k--) {
            if (s->c[k].type == CH_VG && chunk_flags(&s->c[k]) & LEX_FUTURE) return true;
            if (s->c[k].type == CH_NP &&
                ANY(s, s->c[k].head, "plans", "plan", "intention", "intentions", "aim", "goal",
                    "intent", "pledge", "promise", "vow"))
                return true;
            if (s->c[k].type == CH_VG && s->c[k].future) return true;
        }
        return g->to > g->from && v == 0;
    }
    return false;
}

static bool is_papers(const struct scene *s, i32 i) {
    return i >= 0 && i < s->n && s->c[i].type == CH_NP &&
           ANY(s, s->c[i].head, "record", "records", "file", "files", "material", "materials",
               "evidence", "findings", "document", "documents", "documentation", "dossier",
               "dossiers", "archive", "archives", "case", "cases", "names", "photographs",
               "footage", "testimony", "testimonies", "facts", "proof", "proofs", "crimes",
               "protocols", "results");
}

/* "The files will be placed in an archive", "will hand the evidence to the tribunal", "the record
 * will be open". */
static bool papers_go(const struct scene *s, i32 v) {
    const struct chunk *g = &s->c[v];
    bool go = ANY(s, g->head, "placed", "place", "put", "transferred", "transfer", "handed", "hand",
                  "shown", "show", "sent", "send", "forwarded", "forward", "submitted", "submit",
                  "opened", "open", "preserved", "preserve", "stored", "deposited", "presented",
                  "present", "passed", "pass", "delivered", "deliver", "made", "make", "given",
                  "give", "displayed", "shared", "share", "posted", "aired", "screened", "televise",
                  "televised", "broadcast", "go", "be", "entered", "added", "filed", "file",
                  "turned", "tabled", "circulated", "unsealed");
    if (!go) return false;
    bool passive = g->voice == VOICE_PASSIVE || ANY(s, g->head, "open", "go", "be");
    i32 p = passive ? patient_subject(s, v) : object_of(s, v);
    return is_papers(s, p) || (ANY(s, g->head, "televise", "broadcast", "televised") && p >= 0 &&
                               ANY(s, s->c[p].head, "trial", "trials", "hearing", "hearings"));
}

static bool says_intent(const struct scene *s, i32 v) {
    i32 h = s->c[v].head, o = object_of(s, v);
    bool will = future_clause(s, v);
    bool coord = !will && v >= 2 && s->c[v - 1].type == CH_CONJ;
    for (i32 k = v - 1; coord && k >= 0 && k > v - 8; k--)
        if (s->c[k].type == CH_VG) will = will || s->c[k].future;
    if (will && ANY(s, h, "publicise", "publicised", "publicize", "publicized", "publish",
                    "published", "prosecute", "prosecuted", "released", "release", "disclosed",
                    "tried", "punished", "investigate", "investigated"))
        return true;
    static const char *const deeds[] = {
        "made",     "make",       "shown",     "show",        "presented",   "present",  "put",
        "bring",    "brought",    "establish", "established", "hand",        "handed",   "refer",
        "referred", "submit",     "submitted", "hold",        "held",        "file",     "filed",
        "document", "documented", "collect",   "collected",   "take",        "taken",    "send",
        "sent",     "forward",    "forwarded", "deliver",     "delivered",   "open",     "opened",
        "pass",     "passed",     "give",      "given",       "lay",         "laid",     "turned",
        "preserve", "preserved",  "shared",    "share",       "set",         "carry",    "face",
        "answer",   "pursue",     "pursued",   "read",        "place",       "placed",   "record",
        "recorded", "report",     "reported",  "go",          "transferred", "transfer", "passed"};
    static const char *const aims[] = {
        "public",      "known",      "world",         "court",         "courts",      "trial",
        "tribunal",    "justice",    "facts",         "account",       "accountable", "evidence",
        "prosecutors", "prosecutor", "charges",       "everybody",     "everyone",    "press",
        "names",       "record",     "hague",         "investigators", "judges",      "judge",
        "crimes",      "crime",      "prosecution",   "inquiry",       "commission",  "internet",
        "online",      "dock",       "investigation", "chamber",       "bodies",      "journalists",
        "archive",     "museum"};
    for (i64 k = 0; will && k < LEN(deeds); k++) {
        if (!word_is(s->d, s->c[v].head, deeds[k])) continue;
        for (i32 q = v + 1;
             q < s->n && q < v + 9 && !(s->c[q].type == CH_MARK && s->c[q].mark == ';'); q++)
            for (i32 t = s->c[q].from; t < s->c[q].to; t++)
                for (i64 x = 0; x < LEN(aims); x++)
                    if (word_is(s->d, t, aims[x])) return true;
    }
    (void)o;
    /* "A register of war crimes was being drawn up" */
    bool drawn =
        s->c[v].voice == VOICE_PASSIVE && ANY(s, h, "drawn", "compiled", "prepared", "kept",
                                              "opened", "assembled", "built", "created", "set");
    for (i32 q = v - 1; drawn && q >= 0 && q > v - 9; q--)
        if (s->c[q].type == CH_NP &&
            ANY(s, s->c[q].head, "register", "list", "file", "files", "dossier", "archive",
                "record", "registry", "database", "case"))
            return true;
    if (will && papers_go(s, v)) return true;
    bool files = ANY(s, h, "recorded", "recording", "registered", "registering", "documented",
                     "documenting", "entered", "entering", "treated", "treating", "logged",
                     "catalogued", "classified", "filed", "prosecuted", "compiled", "compiling",
                     "investigated", "investigating", "listed", "classify", "classified",
                     "classifies", "regard", "treat", "consider", "record", "register");
    return files && war_crime_near(s, v);
}

static bool intent_noun(const struct scene *s, i32 i) {
    return ANY(s, s->c[i].head, "plans", "plan", "intention") && i + 1 < s->n &&
           s->c[i + 1].type == CH_VG && s->c[i + 1].inf &&
           ANY(s, s->c[i + 1].head, "publish", "publicise", "publicize", "prosecute", "bring",
               "hand", "release", "document", "record", "put");
}

static void intents(struct scene *s) {
    i32 last_frame = -3, last = -9;
    for (i32 i = 0; i < s->n; i++) {
        bool verb = s->c[i].type == CH_VG && says_intent(s, i),
             noun = s->c[i].type == CH_NP && intent_noun(s, i);
        if (!verb && !noun) continue;
        i32 fr = frame_of(s, s->c[i].head);
        if (fr == last_frame && i - last < 9 && clause_start(s, i) == clause_start(s, last))
            continue;
        struct hold h = clause_hold(s, i);
        if (h.neg || h.conditional || s->question) continue;
        if (fr >= 0 && (s->f[fr].question || s->f[fr].negates)) continue;
        i32 head = s->c[i].head, len = s->d->w[head].len;
        struct claim *c = claim_new(s, KIND_intent, head, head + (len > 1 ? len : 1));
        if (!c) return;
        c->modality = MODALITY_INTENDED;
        fill_where(s, c, i);
        fill_rule(s, c, "intent");
        last_frame = fr;
        last = i;
    }
}

/* ---- names of groups ---- */

static void name_claim(struct scene *s, i32 name, struct span other, i32 from, i32 to,
                       bool former) {
    struct claim *c = claim_new(s, KIND_party_name, from, to);
    if (!c) return;
    c->names = NEW(s->d->perm, struct party_name);
    c->nnames = 1;
    c->names[0] = (struct party_name){
        .name = name >= 0 ? token_span(s->d, s->c[name].from, s->c[name].to) : (struct span){0, 0},
        .other = other,
        .former = former};
    fill_rule(s, c, "party_name");
}

/* The noun group (with of-phrases) that begins at or behind token `tok`. */
static i32 chunk_from(const struct scene *s, i32 tok) {
    for (i32 i = 0; i < s->n; i++)
        if (s->c[i].from >= tok) {
            while (i < s->n &&
                   (s->c[i].type == CH_OPEN || (s->c[i].type == CH_PREP && prep_at(s, i, "as"))))
                i++;
            return i;
        }
    return -1;
}

static struct span name_span(const struct scene *s, i32 i, i32 *end) {
    i32 e = i + 1;
    while (e + 1 < s->n && prep_at(s, e, "of") && s->c[e + 1].type == CH_NP)
        e += 2;
    if (e < s->n && s->c[e].type == CH_MARK && s->c[e].mark == '\'' && e + 1 < s->n &&
        s->c[e + 1].type == CH_NP)
        e += 2;
    *end = e;
    return token_span(s->d, s->c[i].from, s->c[e - 1].to);
}

static bool named(const struct scene *s, i32 i) {
    return i >= 0 && i < s->n && s->c[i].type == CH_NP && !s->c[i].pron &&
           s->d->t.v[s->c[i].to - 1].flags & TOK_CAP;
}

static i32 name_before(const struct scene *s, i32 tok) {
    i32 best = -1;
    for (i32 i = 0; i < s->n && s->c[i].to <= tok; i++)
        if (s->c[i].type == CH_NP && !s->c[i].pron &&
            (s->c[i].name || chunk_flags(&s->c[i]) & (LEX_ORG | LEX_GROUPNAME) ||
             (s->c[i].to - s->c[i].from > 1 && named(s, i))))
            best = i;
    return best;
}

/* "known until its merger in 2034 as the X": token behind "as", 0 none. */
static i32 known_as(const struct scene *s, i32 t, i32 to) {
    for (i32 k = t + 1; k < to && k < t + 8; k++) {
        if (s->d->t.v[k].kind == TOK_MARK) return 0;
        if (word_is(s->d, k, "as")) return k + 1;
    }
    return 0;
}

/* Words behind which another name of a group stands: "known as", "which calls itself", "once
 * called". The token behind them, or 0. */
static i32 name_cue(const struct scene *s, i32 t, bool *former_out) {
    const struct sentence *se = &s->d->s.v[s->si];
    bool former = true;
    i32 after = 0;
    if (ANY(s, t, "call", "called", "calls", "calling", "style", "styles", "styling", "styled",
            "calling") &&
        ANY(s, t + 1, "itself", "themselves")) {
        after = t + 2;
        former = ANY(s, t - 1, "to") && ANY(s, t - 2, "used");
    } else if (ANY(s, t, "known") && ANY(s, t + 1, "as") &&
               !ANY(s, t - 1, "also", "better", "formerly", "previously", "originally", "then",
                    "once") &&
               ANY(s, t - 1, "was", "were", "been", "once")) {
        after = t + 2;
    } else if (ANY(s, t, "once", "then", "earlier", "initially") &&
               ANY(s, t + 1, "called", "known", "named")) {
        after = t + 2;
        if (ANY(s, after, "as")) after++;
    } else if (ANY(s, t, "called", "named", "styled") &&
               ANY(s, t - 1, "was", "were", "been", "once") && t > se->from + 1 &&
               s->d->t.v[t - 2].kind == TOK_WORD &&
               ANY(s, t - 2, "which", "that", "once", "had", "then", "group", "formerly")) {
        after = t + 1;
    } else if (ANY(s, t, "later", "now", "today", "currently", "subsequently", "once", "then",
                   "formerly") &&
               t > se->from && s->d->t.v[t - 1].kind == TOK_MARK && s->d->t.v[t - 1].mark == '(') {
        former = ANY(s, t, "once", "then", "formerly");
        after = t + 1;
        if (ANY(s, after, "known", "called", "named", "renamed")) after++;
        if (ANY(s, after, "as")) after++;
    } else if (ANY(s, t, "known") && !ANY(s, t + 1, "as") && known_as(s, t, se->to)) {
        after = known_as(s, t, se->to);
        former = false;
        for (i32 k = t + 1; k < after; k++)
            former =
                former || ANY(s, k, "until", "then", "before", "formerly", "previously", "till");
    } else if (ANY(s, t, "began", "started", "founded", "established", "originated") &&
               (ANY(s, t + 1, "as") || (ANY(s, t + 1, "life", "out") && ANY(s, t + 2, "as")))) {
        after = t + 2 + !ANY(s, t + 1, "as");
    } else if (ANY(s, t, "former") && ANY(s, t - 1, "the") && t > se->from + 1 &&
               s->d->t.v[t - 2].kind == TOK_MARK &&
               (s->d->t.v[t - 2].mark == '(' || s->d->t.v[t - 2].mark == ',')) {
        after = t + 1;
    } else if (ANY(s, t, "also") && ANY(s, t + 1, "known") && ANY(s, t + 2, "as")) {
        after = t + 3;
        former = false;
    } else if (ANY(s, t, "under") && ANY(s, t + 1, "the") && ANY(s, t + 2, "name")) {
        after = t + 3;
        if (ANY(s, after, "of")) after++;
    } else if (ANY(s, t, "renamed", "rebranded") && ANY(s, t + 1, "itself", "as")) {
        after = t + 2;
        former = false;
    }
    *former_out = former;
    return after;
}

static void names(struct scene *s) {
    const struct sentence *se = &s->d->s.v[s->si];
    for (i32 t = se->from; t + 2 < se->to; t++) {
        i32 after = 0;
        bool former = true;
        if (ANY(s, t, "formerly", "previously", "originally")) {
            after = t + 1;
            if (ANY(s, after, "known", "called", "named", "operating")) after++;
            if (ANY(s, after, "as")) after++;
        } else if (ANY(s, t, "before") && ANY(s, t + 1, "that", "then") &&
                   ANY(s, t + 2, "it", "they") && ANY(s, t + 3, "was", "were")) {
            after = t + 4;
            if (ANY(s, after, "called", "known", "named")) after++;
            if (ANY(s, after, "as")) after++;
        } else if (ANY(s, t, "former") && t > se->from &&
                   (ANY(s, t - 1, "the") || s->d->t.v[t - 1].kind == TOK_MARK) &&
                   s->d->t.v[t + 1].flags & TOK_CAP) {
            i32 at = -1;
            for (i32 i = 0; i < s->n; i++)
                if (s->c[i].from <= t && t < s->c[i].to) at = i;
            if (at < 2 || s->c[at - 1].type != CH_MARK || !named(s, at) || !named(s, at - 2) ||
                chunk_has(s, at, LEX_PERSON | LEX_TITLE))
                continue;
            struct span old = token_span(s->d, t + 1, s->c[at].to);
            name_claim(s, at - 2, old, t, t + 1, true);
            continue;
        } else if (ANY(s, t, "until") && s->d->w[t].pos == POS_WHEN && s->d->w[t].len) {
            after = t + s->d->w[t].len;
            if (ANY(s, after, "known", "called")) after++;
            if (ANY(s, after, "as")) after++;
        } else {
            after = name_cue(s, t, &former);
            if (!after) continue;
        }
        i32 i = chunk_from(s, after), end, n = name_before(s, t);
        bool body = i >= 0 && i < s->n && s->c[i].type == CH_NP &&
                    chunk_flags(&s->c[i]) & (LEX_PERP | LEX_ORG) && s->c[i].from > se->from &&
                    s->d->t.v[t - 1].mark == '(';
        if (!named(s, i) && !body) continue;
        if (n >= 0 && !named(s, n) && !(chunk_flags(&s->c[n]) & LEX_ORG)) continue;
        if (n < 0) continue;
        i32 e;
        struct span other = name_span(s, i, &e);
        (void)end;
        name_claim(s, n, other, t, after, former);
        t = s->c[e - 1].to;
    }
}

/* "The ministry said 13.": a number alone speaks of what the sentence before spoke of. */
static void elliptic(struct scene *s) {
    if (s->out->n < 1 || s->first_claim != s->out->n) return;
    const struct claim *p = &s->out->v[s->out->n - 1];
    if (!p->ncounts && p->kind != KIND_bodies_found && p->kind != KIND_killing &&
        p->kind != KIND_munitions_found && p->kind != KIND_hazard)
        return;
    for (i32 i = 0; i < s->n; i++) {
        i32 fr = s->c[i].type == CH_NP && s->c[i].pure_num ? frame_of(s, s->c[i].from) : -1;
        bool whole = fr >= 0 && s->f[fr].nparts == 1 && s->f[fr].from[0] == s->c[i].from &&
                     s->f[fr].to[0] == s->c[i].to;
        bool there = fr >= 0 && i >= 2 && s->c[i - 1].type == CH_VG &&
                     ANY(s, s->c[i - 2].from, "there") && s->f[fr].to[0] == s->c[i].to;
        bool told =
            fr >= 0 && i >= 1 && s->c[i - 1].type == CH_VG &&
            ANY(s, s->c[i - 1].head, "counted", "found", "recovered", "seized", "discovered");
        bool were = fr >= 0 && i + 1 < s->n && s->c[i + 1].type == CH_VG &&
                    s->c[i + 1].voice == VOICE_PASSIVE &&
                    ANY(s, s->c[i + 1].head, "found", "recovered", "discovered", "counted");
        bool figure =
            fr >= 0 && i >= 2 && s->f[fr].nparts == 1 && s->f[fr].from[0] == s->c[i - 2].from &&
            s->f[fr].to[0] == s->c[i].to && s->c[i - 2].type == CH_NP &&
            ANY(s, s->c[i - 2].head, "figure", "number", "total", "count", "it", "toll", "tally",
                "estimate") &&
            (prep_at(s, i - 1, "of") || prep_at(s, i - 1, "at") || ANY(s, s->c[i - 1].from, "as"));
        if (!whole && !there && !told && !were && !figure) continue;
        enum kind k = p->kind;
        enum what w = p->ncounts                  ? p->counts[0].what
                      : k == KIND_bodies_found    ? WHAT_BODIES
                      : k == KIND_munitions_found ? WHAT_DEPOTS
                      : k == KIND_hazard          ? WHAT_DEVICES
                                                  : WHAT_KILLED;
        struct hold h = clause_hold(s, i);
        struct claim *c = h.neg || h.open ? NULL : claim_new(s, k, s->c[i].from, s->c[i].to);
        if (!c) return;
        fill_number(s, c, i, w);
        fill_rule(s, c, "elliptic");
        return;
    }
}

/* "All named the Omrasht Front": those who gave accounts name the group. */
static void naming(struct scene *s) {
    bool before = false;
    for (i64 i = s->first_claim - 1; i >= 0 && i >= s->first_claim - 3; i--)
        before = before || s->out->v[i].kind == KIND_testimony;
    for (i32 v = 1; before && v + 1 < s->n; v++) {
        if (s->c[v].type != CH_VG ||
            !ANY(s, s->c[v].head, "named", "blamed", "identified", "accused"))
            continue;
        bool they = s->c[v - 1].pron && ANY(s, s->c[v - 1].from, "all", "they", "most", "many");
        if (!they || !chunk_is_group(s, v + 1) || s->c[v].neg) continue;
        struct claim *c = claim_new(s, KIND_killing, s->c[v].head, s->c[v].head + 1);
        if (!c) return;
        fill_perp(s, c, v + 1);
        fill_rule(s, c, "named");
        return;
    }
}

static bool same_speaker(const struct claim *c, struct span who) {
    return c->said.nchain && !c->said.chain[0].is_publication &&
           c->said.chain[0].who.start == who.start && c->said.chain[0].who.end == who.end;
}

/* "X said that A and blamed the Front": of A, as X says in the same sentence. */
static bool blamed_here(struct scene *s, const struct frame *f) {
    bool any = false;
    for (i64 i = s->first_claim; i < s->out->n; i++) {
        struct claim *c = &s->out->v[i];
        bool crime = c->kind != KIND_testimony && c->kind != KIND_denial &&
                     c->kind != KIND_intent && c->kind != KIND_displacement &&
                     c->kind != KIND_evacuation && c->kind != KIND_medical_evacuation;
        if (!crime || !same_speaker(c, f->who) || c->polarity != POLARITY_POSITIVE || c->nperps ||
            c->trigger.start > f->accused.start)
            continue;
        fill_perp_span(s, c, f->accused);
        fill_rule(s, c, "blamed");
        any = true;
    }
    return any;
}

static bool is_assault(enum kind k) {
    return k == KIND_attack || k == KIND_shelling || k == KIND_airstrike || k == KIND_bombing;
}

/* What was told just before that somebody may be blamed for: the assault, where one and its harm
 * were told; -1 nothing. */
static i32 kind_before(const struct scene *s) {
    i32 found = -1;
    for (i64 i = s->out->n - 1; i >= 0 && i >= s->first_claim - 4; i--) {
        const struct claim *c = &s->out->v[i];
        enum kind q = c->kind;
        bool harm = q == KIND_killing || q == KIND_death || q == KIND_injury || is_assault(q) ||
                    q == KIND_abduction || q == KIND_hazard || q == KIND_arson ||
                    q == KIND_destruction || q == KIND_torture || q == KIND_testimony ||
                    q == KIND_robbery || q == KIND_detention;
        if (!harm || c->polarity != POLARITY_POSITIVE || c->modality != MODALITY_ASSERTED) continue;
        if (found < 0)
            found = q == KIND_death || q == KIND_testimony ? KIND_killing : (i32)q;
        else if (is_assault(q) && !is_assault((enum kind)found))
            found = (i32)q;
        else if (found == KIND_injury && (q == KIND_killing || q == KIND_death))
            found = KIND_killing; /* "two were killed, a woman was hurt": of the killing */
    }
    return found;
}

/* "X blamed the Front": X names who did what was told before. */
static void blamed(struct scene *s, i32 k) {
    const struct frame *f = &s->f[k];
    if (!span_some(f->accused) || !f->nparts || f->question || f->negates || f->carried) return;
    for (i64 i = s->first_claim; i < s->out->n; i++)
        for (i64 p = 0; p < s->out->v[i].nperps; p++)
            if (span_overlaps(s->out->v[i].perps[p].span, f->accused)) return;
    i32 at = -1;
    for (i32 i = 0; i < s->n; i++)
        if (s->d->t.v[s->c[i].from].start == f->accused.start) at = i;
    if (at < 0 || !chunk_is_group(s, at) || blamed_here(s, f)) return;
    i32 q = kind_before(s);
    struct claim *c = q < 0 ? NULL : claim_new(s, (enum kind)q, s->c[at].head, s->c[at].head + 1);
    if (!c) return;
    struct span cue = token_span(s->d, f->cue_from, f->cue_to);
    bool own = c->said.cue.start == cue.start && c->said.cue.end == cue.end && span_some(cue) &&
               cue.end <= c->said.content.start;
    if (f->act == ACT_ALLEGES && own) { /* the word of blame names it */
        c->trigger = c->said.cue;
        c->said.content.start = c->trigger.start;
        if (c->sentence.start > c->trigger.start) c->sentence.start = c->trigger.start;
    }
    fill_perp_span(s, c, f->accused);
    fill_rule(s, c, "blamed");
}

/* "army deserters were to blame", "the Front was responsible": of what was told just before, where
 * the words do not say of what. */
static void to_blame(struct scene *s, i32 v) {
    const struct chunk *g = &s->c[v];
    bool blame = ANY(s, g->head, "blame") && g->inf && g->to - g->from > 1 && !g->neg && !g->modal;
    bool responsible = ANY(s, g->head, "was", "were", "is", "are") && !g->neg && v + 1 < s->n &&
                       (s->c[v + 1].type == CH_ADJ || s->c[v + 1].type == CH_NP) &&
                       s->c[v + 1].to == s->c[v + 1].from + 1 &&
                       ANY(s, s->c[v + 1].head, "responsible");
    i32 behind = v + 1 + responsible, e;
    if ((!blame && !responsible) || (behind < s->n && prep_at(s, behind, "for"))) return;
    i32 sub = subject_of(s->d, s->c, s->n, v, &e), q = kind_before(s);
    struct hold h = clause_hold(s, v);
    if (sub < 0 || q < 0 || !chunk_is_group(s, sub) || h.neg || h.open || s->question) return;
    i32 at = responsible ? s->c[v + 1].head : g->head;
    struct claim *c = claim_new(s, (enum kind)q, at, at + 1);
    if (!c) return;
    if (h.possible) c->modality = MODALITY_POSSIBLE;
    fill_perp(s, c, sub);
    fill_rule(s, c, "to_blame");
}

/* "Allegations that our guns struck a hospital are false": the words deny what they name. */
static void false_claims(struct scene *s) {
    for (i32 i = 1; i < s->n; i++) {
        bool untrue = s->c[i].type == CH_ADJ && chunk_flags(&s->c[i]) & LEX_NEGATES &&
                      s->c[i - 1].type == CH_VG && !s->c[i - 1].neg;
        bool claim = false;
        for (i32 k = 0; untrue && k < i; k++)
            claim = claim ||
                    (s->c[k].type == CH_NP &&
                     ANY(s, s->c[k].head, "allegations", "allegation", "accusations", "accusation",
                         "claims", "claim", "reports", "charges", "rumours", "rumors"));
        if (!claim || s->question) continue;
        for (i64 k = s->first_claim; k < s->out->n; k++)
            if (s->out->v[k].kind == KIND_denial) return;
        struct claim *c = claim_new(s, KIND_denial, s->c[i].head, s->c[i].head + 1);
        if (!c) return;
        c->said.act = ACT_DENIES;
        c->polarity = POLARITY_NEGATIVE;
        fill_rule(s, c, "denial.untrue");
        return;
    }
}

/* "claimed responsibility for the ambush (on behalf of the Rangers)" */
static void responsibility(struct scene *s, i32 v) {
    i32 h = s->c[v].head, to = h + 6, at = -1, by = -1;
    if (!ANY(s, h, "claimed", "claims", "claim", "claiming", "took", "accepted", "assumed") ||
        s->c[v].neg)
        return;
    for (i32 t = h; t < to && t + 1 < s->d->t.n; t++)
        if (ANY(s, t, "responsibility") && ANY(s, t + 1, "for")) at = t + 2;
    for (i32 t = s->d->s.v[s->si].from; at < 0 && s->c[v].voice == VOICE_PASSIVE && t < h; t++)
        if (ANY(s, t, "responsibility") && ANY(s, t + 1, "for")) at = t + 2, by = agent_by(s, v);
    if (at < 0) return;
    i32 what = chunk_from(s, at), e, sub = subject_of(s->d, s->c, s->n, v, &e);
    if (sub >= 0 && ANY(s, s->c[sub].from, "no", "nobody", "none", "neither")) return;
    if (what < 0 || what >= s->n || s->c[what].type != CH_NP) return;
    const struct lex_row *r = s->c[what].row;
    enum kind k = r && r->kind1 ? (enum kind)(r->kind1 - 1) : KIND_attack;
    struct claim *c = NULL;
    for (i64 i = s->first_claim; i < s->out->n; i++)
        if (s->out->v[i].trigger.start == s->d->t.v[s->c[what].head].start) c = &s->out->v[i];
    i32 head = s->c[what].head, len = s->d->w[head].len > 1 ? s->d->w[head].len : 1;
    bool there = c != NULL;
    if (!c) c = claim_new(s, k, head, head + len);
    if (!c) return;
    i32 who = s->c[v].voice == VOICE_PASSIVE ? by : sub;
    for (i32 i = what; i + 2 < s->n; i++)
        if (ANY(s, s->c[i].head, "behalf") && prep_at(s, i + 1, "of")) who = i + 2;
    if (who >= 0 && s->c[who].type == CH_NP && !s->c[who].pron)
        fill_perp_span(s, c, token_span(s->d, s->c[who].from, s->c[who].to));
    for (i64 i = 0; i < c->nperps; i++)
        c->perps[i].how = HOW_CLAIMED;
    if (there) return;
    fill_where(s, c, what);
    fill_when(s, c, what);
    fill_rule(s, c, "responsibility");
}

void events_said(struct scene *s) {
    for (i32 k = 0; k < s->nf; k++)
        if (s->f[k].negates && !s->f[k].carried && s->f[k].act == ACT_DENIES && s->f[k].nparts)
            denial(s, k);
    false_claims(s);
    for (i32 i = 0; i < s->n; i++)
        if (s->c[i].type == CH_VG) responsibility(s, i), to_blame(s, i);
    testimonies(s);
    intents(s);
    names(s);
    elliptic(s);
    for (i32 k = 0; k < s->nf; k++)
        blamed(s, k);
    naming(s);
}
