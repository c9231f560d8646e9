/* Who counted: "the monitors recorded nine deaths", "the mission has documented 112 cases of": a
 * body that keeps a tally states what it tallied, without a verb of saying. */
#include "read/source.h"

static bool is_one_of(const struct doc *d, i32 tok, const char *const *words, i64 n) {
    for (i64 i = 0; i < n; i++)
        if (word_is(d, tok, words[i])) return true;
    return false;
}

/* A number of people or cases, or a noun of harm. */
static bool is_tallied(const struct doc *d, const struct chunk *c) {
    static const char *const nouns[] = {"cases", "case", "instances", "incidents", "violations"};
    if (c->type != CH_NP || c->name) return false;
    if (is_one_of(d, c->head, nouns, LEN(nouns))) return true;
    return (c->row && c->row->kind1) || (c->num && chunk_flags(c) & (LEX_PERSON | LEX_BODY));
}

bool source_record(const struct doc *d, i32 si, const struct chunk *c, i32 n, i32 v,
                   struct frame *f, struct memory *mem) {
    static const char *const verbs[] = {"recorded", "documented", "registered", "tallied",
                                        "verified", "logged",     "counted",    "catalogued"};
    const struct chunk *g = &c[v];
    i32 end, o = v + 1;
    if (g->type != CH_VG || g->neg || g->modal || g->voice == VOICE_PASSIVE ||
        !is_one_of(d, g->head, verbs, LEN(verbs)))
        return false;
    while (o < n && (c[o].type == CH_WHEN || c[o].type == CH_ADV))
        o++;
    if (o >= n || !is_tallied(d, &c[o])) return false;
    i32 s = subject_of(d, c, n, v, &end);
    if (s < 0 || !may_speak(d, &c[s])) return false;
    bool keeps =
        chunk_flags(&c[s]) & LEX_ORG || role_of(d, c[s].from, c[end - 1].to) != ROLE_UNKNOWN;
    if (!keeps) return false;
    f->cue_from = g->from;
    f->cue_to = g->to;
    f->act = ACT_STATES;
    i32 stop = c[n - 1].type == CH_MARK ? n - 1 : n;
    f->nparts = 1;
    f->from[0] = c[o].from;
    f->to[0] = c[stop - 1].to;
    return set_source(d, c, s, end, si, f, mem);
}
