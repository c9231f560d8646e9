/* Search in any script over everything that whoever asks may see: items, claims, incidents,
 * persons, and names in the registers; narrowed by facets; a screen of each noun, the next by its
 * cursor. */
#include "flow/filter.h"
#include "flow/find.h"
#include "flow/show.h"
#include "text/fold.h"

enum { SEARCH_LIMIT = 50, EXCERPT = 160 };

struct search {
    struct list_filter f;
    struct str noun; /* only this one; "" all */
    i64 limit, hits;
    bool narrowed; /* by a facet that registers and persons do not have */
};

static void hit(struct op_ctx *c, struct arena *a, const struct found *h) {
    struct json *j = json_obj(a);
    json_set_i(a, j, "v", 1);
    json_set_str(a, j, "noun", str_c(h->noun));
    json_set_str(a, j, "id", h->id);
    json_set_str(a, j, "name", h->name);
    if (h->words.n) json_set_str(a, j, "words", show_short(a, h->words, EXCERPT));
    op_row(c, j);
}

static rc rows(struct op_ctx *c, struct arena *a, struct book *b, const struct list_page *p,
               void *ctx, struct err *e) {
    struct found_list *x = ctx;
    struct found *all;
    i64 n;
    TRY(find_rows(c, a, b, p, x, &all, &n, e));
    for (i64 i = 0; i < n; i++)
        hit(c, a, &all[i]);
    x->hits += n;
    return RC_OK;
}

static bool wants(const struct search *s, const char *noun) {
    return !s->noun.n || str_eqc(s->noun, noun);
}

static rc search_noun(struct op_ctx *c, struct search *s, enum list_noun noun, const char *name,
                      struct err *e) {
    struct found_list x = {.noun = noun, .words = s->f.words};
    struct str next;
    i64 n;
    if (!wants(s, name)) return RC_OK;
    struct walk w = {.noun = noun,
                     .filter = &s->f,
                     .after = op_str(c, "after"),
                     .limit = s->limit,
                     .with = find_with(noun),
                     .each = rows,
                     .ctx = &x};
    TRY(filter_walk(c, &w, &n, &next, e));
    s->hits += x.hits;
    if (next.n) op_say(c, "more: --noun %s --after %.*s", name, SARG(next));
    return RC_OK;
}

static rc search_names(struct op_ctx *c, struct search *s, struct err *e) {
    struct found *all;
    i64 n;
    if (s->narrowed || !s->f.words.n || op_given(c, "after")) return RC_OK;
    TRY(find_names(c, s->f.words, &all, &n, e));
    for (i64 i = 0; i < n; i++) {
        if (!wants(s, all[i].noun)) continue;
        hit(c, c->perm, &all[i]);
        s->hits++;
    }
    if (!wants(s, "person")) return RC_OK;
    TRY(find_persons(c, s->f.words, s->limit, &all, &n, e));
    for (i64 i = 0; i < n; i++)
        hit(c, c->perm, &all[i]);
    s->hits += n;
    return RC_OK;
}

static struct str all_words(struct op_ctx *c) {
    struct buf all = buf_make(c->perm, NAME_BYTES_MAX);
    for (const struct op_value *v = op_values(c, "WORDS"); v; v = v->more) {
        buf_put(&all, v->v);
        buf_c(&all, ' ');
    }
    return buf_str(&all);
}

/* Fields that a noun does not have find nothing of it. */
static rc search_lists(struct op_ctx *c, struct search *s, struct err *e) {
    const struct list_filter *f = &s->f;
    bool of_claims = f->speaker_role.n > 0;
    bool of_incidents = of_claims || f->kind >= 0 || f->place.n || f->place_words.n || f->status;
    if (!of_incidents) TRY(search_noun(c, s, LIST_ITEMS, "item", e));
    TRY(search_noun(c, s, LIST_CLAIMS, "claim", e));
    return of_claims ? RC_OK : search_noun(c, s, LIST_INCIDENTS, "incident", e);
}

static rc run(struct op_ctx *c, struct err *e) {
    struct search s = {.noun = op_str(c, "noun")};
    struct str words = all_words(c);
    TRY(filter_read(c, &s.f, e));
    TRY(op_int(c, "limit", 1, LIST_MOST_MAX, SEARCH_LIMIT, &s.limit, e));
    s.f.words = text_fold_name(c->perm, words);
    const struct list_filter *f = &s.f;
    s.narrowed = f->kind >= 0 || f->status || f->publication.n || f->place.n || f->place_words.n ||
                 f->lang.n || f->speaker_role.n || f->day_from <= f->day_to;
    if (!s.f.words.n && (words.n || !s.narrowed))
        return fail(e, RC_USAGE, "there is no word to search for");
    if (op_given(c, "after") && !s.noun.n)
        return fail(e, RC_USAGE, "--after goes on with one noun: name it with --noun");
    TRY(search_lists(c, &s, e));
    TRY(search_names(c, &s, e));
    if (s.hits) return RC_OK;
    op_say(c, "nothing found");
    return RC_NO;
}

static const struct op_arg ARGS[] = {
    {"WORDS", "WORDS", ARG_POS_MANY, false, "words in any script; all must occur", NULL},
    FACETS_OF_SEARCH,
    {"limit", "N", ARG_OPT, false, "at most so many of each noun; 50 when not said", NULL,
     ARG_NUMBER},
    FILTER_AFTER,
    {0}};

const struct op OP_SEARCH = {
    .name = "search",
    .group = "reconcile",
    .summary = "full text over items, claims, incidents and names, in any script",
    .details =
        "Spelling marks do not matter: vowel signs, alef forms, accents, ё and е, upper and lower "
        "case are folded. Claims are searched in their sentence, items in their whole text. Who "
        "may not see names of persons does not find by them.",
    .perm = PERM_READ,
    .args = ARGS,
    .columns = "noun id name words",
    .examples = {"cairn -C case search bodies Marat",
                 "cairn -C case search killed --status machine --lang en", NULL},
    .run = run,
};
