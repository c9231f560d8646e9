/* Words that come through others: "the radio, citing the ministry, said", "according to a statement
 * carried by the agency". The chain runs from who said it to who passed it on (docs/annotation.md
 * §3). */
#include "read/source.h"

static bool is_one_of(const struct doc *d, i32 tok, const char *const *words, i64 n) {
    for (i64 i = 0; i < n; i++)
        if (word_is(d, tok, words[i])) return true;
    return false;
}

static bool cites(const struct doc *d, const struct chunk *c) {
    return c->type == CH_VG && c->form == FORM_ING && !c->finite &&
           (word_is(d, c->head, "citing") || word_is(d, c->head, "quoting"));
}

/* Who can be cited: a name, an office, a body; not "citing fears" or "citing an error". */
static bool may_be_cited(const struct doc *d, const struct chunk *c) {
    return c->type == CH_NP && !c->pron && may_speak(d, c) &&
           (c->name || (c->row && chunk_flags(c) & (LEX_SPEAKER | LEX_ORG)));
}

/* A medium, or a body or a name that is no person, which passes the words of others on. */
static bool passes_on(const struct doc *d, const struct chunk *c) {
    if (c->type != CH_NP || c->pron) return false;
    return hearer_medium(d, c) || role_of(d, c->from, c->to) == ROLE_MEDIA ||
           (chunk_flags(c) & LEX_ORG && !(chunk_flags(c) & LEX_PERSON));
}

i32 source_cites(const struct doc *d, const struct chunk *c, i32 i, i32 e, struct frame *f) {
    for (i32 k = i + 2; k + 1 < e; k++) {
        if (!cites(d, &c[k]) || !is_mark(&c[k - 1], ',')) continue;
        if (!passes_on(d, &c[i]) || !may_be_cited(d, &c[k + 1])) return i;
        f->hearer = token_span(d, c[i].from, c[k - 2].to);
        return k + 1;
    }
    return i;
}

i32 source_carried(const struct doc *d, const struct chunk *c, i32 n, i32 i, struct frame *f) {
    static const char *const verbs[] = {"carried", "published", "broadcast",   "quoted",
                                        "cited",   "aired",     "distributed", "circulated"};
    i32 k = i;
    if (k + 1 < n && is_mark(&c[k], ',')) k++;
    if (k + 2 >= n || c[k].type != CH_VG || c[k].voice == VOICE_ACTIVE ||
        !is_one_of(d, c[k].head, verbs, LEN(verbs)))
        return i;
    for (k++; k + 1 < n && (c[k].type == CH_WHEN || c[k].type == CH_ADV); k++) {
    }
    if (k + 1 >= n || !prep_is(d, &c[k], "by") || !passes_on(d, &c[k + 1])) return i;
    i32 end = phrase_end(d, c, n, k + 1, false);
    f->hearer = token_span(d, c[k + 1].from, c[end - 1].to);
    return end;
}

i32 source_grounds(const struct doc *d, const struct chunk *c, i32 n, i32 s, i32 *end) {
    static const char *const words[] = {"grounds", "reason", "reasons", "evidence"};
    static const char *const has[] = {"has", "have", "had", "found", "finds"};
    if (!is_one_of(d, c[s].head, words, LEN(words)) || c[s].neg || c[s - 1].type != CH_VG ||
        c[s - 1].neg || !is_one_of(d, c[s - 1].head, has, LEN(has)))
        return -1;
    return subject_of(d, c, n, s - 1, end);
}

/* The frame whose cue stands before the comma at chunk k, with nothing but dates between. */
static i32 frame_before(const struct chunk *c, i32 k, const struct frame *f, i32 nf) {
    while (k > 0 && (c[k - 1].type == CH_WHEN || c[k - 1].type == CH_ADV))
        k--;
    for (i32 i = 0; i < nf; i++)
        if (k > 0 && f[i].cue_to == c[k - 1].to && !span_some(f[i].hearer)) return i;
    return -1;
}

static void drop_from(struct frame *f, i32 token) {
    for (i32 p = 0; p < f->nparts; p++)
        if (f->from[p] >= token) f->nparts = p;
}

i32 source_citing(const struct doc *d, i32 si, const struct chunk *c, i32 n, struct frame *f,
                  i32 nf, struct memory *mem) {
    for (i32 v = 2; v + 1 < n; v++) {
        if (!cites(d, &c[v]) || !is_mark(&c[v - 1], ',') || !may_be_cited(d, &c[v + 1])) continue;
        i32 k = frame_before(c, v - 1, f, nf), end = phrase_end(d, c, n, v + 1, true);
        if (k < 0 || (end < n && !is_clause_mark(&c[end]))) continue;
        i32 s = 0; /* the chunk where the speaker of the cue begins */
        while (s < n && c[s].from < f[k].src_from)
            s++;
        if (s >= n || !passes_on(d, &c[s])) continue;
        struct frame g = f[k];
        g.hearer = f[k].who;
        drop_from(&g, c[v].from);
        if (!g.nparts || !set_source(d, c, v + 1, end, si, &g, mem)) continue;
        f[k] = g;
        for (i32 i = 0; i < nf; i++) { /* "quoting" is a cue no more */
            if (f[i].cue_from != c[v].from) continue;
            memmove(&f[i], &f[i + 1], sizeof *f * (size_t)(nf - i - 1));
            nf--, i--;
        }
    }
    return nf;
}
