#include "read/roll_list.h"

#include "read/roll.h"

/* AGES_APART: "(24-25)", years that sources give one person; the lower stands */
enum { AGE_MAX = 115, AGES_APART = 2, DESCRIBED = 8, NICK = 6, CLAUSE = 7 };

static bool mark_at(const struct scene *s, i32 i, char m) {
    return i >= 0 && i < s->n && s->c[i].type == CH_MARK && s->c[i].mark == m;
}

static bool word_any(const struct scene *s, i32 tok, const char *const *w, i64 n) {
    for (i64 q = 0; q < n; q++)
        if (word_is(s->d, tok, w[q])) return true;
    return false;
}
#define ANY(s, tok, ...)                                                                           \
    word_any((s), (tok), (const char *const[]){__VA_ARGS__},                                       \
             LEN(((const char *const[]){__VA_ARGS__})))

static bool has_word(const struct scene *s, i32 i, const char *const *w, i64 n) {
    for (i32 k = s->c[i].from; k < s->c[i].to; k++)
        if (word_any(s, k, w, n)) return true;
    return false;
}
#define HAS(s, i, ...)                                                                             \
    has_word((s), (i), (const char *const[]){__VA_ARGS__},                                         \
             LEN(((const char *const[]){__VA_ARGS__})))

/* ---- ages ---- */

static i32 number_value(const struct scene *s, i32 tok) {
    struct number n;
    const struct token *t = s->d->t.v;
    if (t[tok].kind != TOK_NUMBER && t[tok].kind != TOK_WORD) return -1;
    if (!number_at(s->d->text, t, tok, tok + 1, &n) || n.max < n.min || n.max > n.min + AGES_APART)
        return -1;
    return n.min >= 0 && n.min <= AGE_MAX ? (i32)n.min : -1;
}

static bool token_mark(const struct scene *s, i32 tok, char m) {
    const struct tokens *t = &s->d->t;
    return tok >= 0 && tok < t->n && t->v[tok].kind == TOK_MARK && t->v[tok].mark == m;
}

/* Years in tokens [from, to): "(50 years old)", "(12)", "aged 30", "27-year-old"; months and days
 * are no years. -1 none. */
static i32 age_in(const struct scene *s, i32 from, i32 to) {
    for (i32 i = from; i < to; i++) {
        i32 v = number_value(s, i);
        if (v < 0) continue;
        if (ANY(s, i + 1, "month", "months", "day", "days", "week", "weeks"))
            return ANY(s, i + 2, "old") || token_mark(s, i + 2, ')') ? 0 : -1;
        bool years = ANY(s, i + 1, "year", "years", "yrs", "yr"),
             aged = ANY(s, i - 1, "aged", "age");
        bool or_so = ANY(s, i + 1, "or") && number_value(s, i + 2) >= v; /* "(12 or 13)" */
        bool brackets = token_mark(s, i - 1, '(') &&
                        (or_so || token_mark(s, i + 1, ')') || token_mark(s, i + 1, ','));
        if (years || aged || brackets) return v;
    }
    return -1;
}

/* ---- what a noun group may be ---- */

static bool is_title_only(const struct scene *s, i32 i) {
    return i < s->n && s->c[i].type == CH_NP && chunk_flags(&s->c[i]) & LEX_TITLE &&
           !s->c[i].name && s->c[i].to - s->c[i].from <= 2 && mark_at(s, i + 1, '.') &&
           i + 2 < s->n && s->c[i + 2].type == CH_NP && s->c[i + 2].name;
}

static bool is_named(const struct scene *s, i32 i) {
    const struct chunk *c = &s->c[i];
    if (c->type != CH_NP || !c->name || (c->num && !HAS(s, i, "old"))) return false;
    if (chunk_has(s, i, LEX_ORG | LEX_GROUPNAME | LEX_PLACENAME | LEX_WEAPON | LEX_BUILDING))
        return false;
    if (HAS(s, i, "family", "families")) return false;
    return !word_is(s->d, c->from, "the") || chunk_has(s, i, LEX_PERSON | LEX_TITLE);
}

static bool is_possessed(const struct scene *s, i32 i) {
    return HAS(s, i, "his", "her", "their", "'s", "’s");
}

/* "his wife", "her baby". */
static bool is_kin(const struct scene *s, i32 i) {
    const struct chunk *c = &s->c[i];
    bool one = !c->num || s->d->nums[c->num - 1].refused;
    bool kin = chunk_flags(c) & LEX_RELATIVE ||
               (!c->plural && HAS(s, i, "child", "baby", "infant", "toddler", "newborn"));
    bool of = word_is(s->d, c->from, "the") && !c->plural && i + 1 < s->n &&
              prep_at(s, i + 1, "of"); /* "the mother of X" */
    return c->type == CH_NP && kin && one && (of || is_possessed(s, i));
}

/* "his wife AND DAUGHTER", "a husband, WIFE and CHILD": kin without a word before it, which only
 * counts behind other kin. */
static bool is_bare_kin(const struct scene *s, i32 i) {
    const struct chunk *c = &s->c[i];
    if (i >= s->n || c->type != CH_NP || c->plural || c->pron || c->neg) return false;
    if (c->num && !s->d->nums[c->num - 1].refused) return false;
    bool kin =
        chunk_flags(c) & LEX_RELATIVE || ANY(s, c->head, "child", "baby", "infant", "toddler");
    return kin && s->d->w[c->head].form == FORM_SING && !is_possessed(s, i) &&
           !ANY(s, c->from, "the", "a", "an", "another", "this", "that", "one", "each", "no");
}

/* "grandfather A", "mother 40-year-old B": kin as a title. */
static bool is_kin_title(const struct scene *s, i32 i) {
    return is_bare_kin(s, i) && i + 1 < s->n && is_named(s, i + 1);
}

static bool tells_kin(const struct scene *s, i32 from, i32 to) {
    for (i32 i = from; i < to; i++)
        if (s->c[i].type == CH_NP && (chunk_flags(&s->c[i]) & LEX_RELATIVE || is_kin(s, i)))
            return true;
    return false;
}

bool roll_is_counted(const struct scene *s, i32 i) {
    const struct chunk *c = &s->c[i];
    if (c->type != CH_NP || !chunk_is_person(s, i) || c->pron || c->neg) return false;
    if (c->num && !s->d->nums[c->num - 1].refused)
        return !(chunk_flags(c) & (LEX_UNIT | LEX_ORG)) && !c->pure_num;
    bool one = ANY(s, c->from, "a", "an", "another");
    return one && s->d->w[c->head].form == FORM_SING &&
           chunk_flags(c) & (LEX_PERSON | LEX_RELATIVE) && !(chunk_flags(c) & LEX_ORG) &&
           !HAS(s, i, "family", "couple", "group", "people");
}

static bool is_children(const struct scene *s, i32 i) {
    const struct chunk *c = &s->c[i];
    if (c->type != CH_NP || c->num || !c->plural) return false;
    bool sons = chunk_flags(c) & LEX_RELATIVE && i + 1 < s->n && s->c[i + 1].type == CH_NP &&
                s->c[i + 1].name; /* "and sons A and B" */
    return sons || (is_possessed(s, i) && chunk_flags(c) & LEX_PERSON);
}

static bool is_item(const struct scene *s, i32 i) {
    return i >= 0 && i < s->n && s->c[i].type == CH_NP &&
           (is_named(s, i) || is_kin(s, i) || roll_is_counted(s, i) || is_children(s, i));
}

/* "a teacher", "journalist", "son of X": says of the person before who that is. */
static bool is_description(const struct scene *s, i32 i) {
    const struct chunk *c = &s->c[i];
    if (c->type != CH_NP || c->name || c->plural || is_possessed(s, i)) return false;
    if (c->num && !s->d->nums[c->num - 1].refused) return false;
    return chunk_flags(c) & LEX_PERSON && !(chunk_flags(c) & LEX_ORG);
}

struct span roll_name(const struct scene *s, i32 np) {
    const struct doc *d = s->d;
    i32 from = s->c[np].from, to = s->c[np].to;
    for (i32 k = from; k + 1 < to; k++)
        if (word_flags(d, k) & (LEX_RELATIVE | LEX_PERSON) ||
            ANY(s, k, "old", "'s", "’s", "'", "’"))
            from = k + 1;
    while (from < s->c[np].head && d->w[from].pos != POS_NAME)
        from++;
    return token_span(d, from, to);
}

static bool tells_relative(const struct scene *s, i32 i) {
    for (i32 k = s->c[i].from; k < s->c[i].to; k++)
        if (word_flags(s->d, k) & LEX_RELATIVE) return true;
    return HAS(s, i, "children", "child", "baby");
}

bool roll_is_along(const struct scene *s, i32 i) {
    if (i >= s->n || s->c[i].type != CH_PREP) return false;
    i32 t = s->c[i].from;
    bool kin = i + 1 < s->n && s->c[i + 1].type == CH_NP && is_possessed(s, i + 1) &&
               tells_relative(s, i + 1);
    return ANY(s, t, "along", "alongside", "together") || (kin && ANY(s, t, "with")) ||
           (word_is(s->d, t, "as") && word_is(s->d, t + 1, "well"));
}

static bool is_called(const struct scene *s, i32 i) {
    return i > 0 && i + 1 < s->n && s->c[i].type == CH_VG && s->c[i].voice == VOICE_BARE &&
           ANY(s, s->c[i].head, "named", "called") && s->c[i + 1].type == CH_NP && s->c[i + 1].name;
}

/* ---- one item ---- */

static i32 bracket_end(const struct scene *s, i32 i) {
    i32 k = i + 1;
    while (k < s->n && !mark_at(s, k, ')') && !mark_at(s, k, '('))
        k++;
    return k < s->n && mark_at(s, k, ')') ? k + 1 : 0;
}

/* "(son)", "(female, 12)", "(child of A and B)" */
static enum who bracket_class(const struct scene *s, i32 from, i32 to, i32 age) {
    bool grown = age >= CHILD_YEARS;
    for (i32 k = from; k < to; k++) {
        if (ANY(s, k, "child", "infant", "baby", "boy", "girl", "toddler") && !grown)
            return WHO_CHILD;
        if (ANY(s, k, "wife", "mother", "woman", "grandmother")) return WHO_WOMAN;
        if (ANY(s, k, "husband", "father", "man", "grandfather")) return WHO_MAN;
        if (ANY(s, k, "female", "daughter", "sister") && grown) return WHO_WOMAN;
        if (ANY(s, k, "male", "son", "brother") && grown) return WHO_MAN;
    }
    return WHO_UNKNOWN;
}

static void hear(struct roll_item *it, i32 age, enum who who) {
    if (it->age < 0) it->age = age;
    if (who != WHO_UNKNOWN && it->who != WHO_CHILD) it->who = who;
    if (it->age >= 0 && it->age < CHILD_YEARS && !it->group) it->who = WHO_CHILD;
}

/* Behind a name in quotation marks: “Umm Kesh”. 0: none. */
static i32 nick_end(const struct scene *s, i32 i) {
    if (i >= s->n || s->c[i].type != CH_OPEN) return 0;
    for (i32 k = i + 1; k < s->n && k < i + NICK; k++)
        if (s->c[k].type == CH_CLOSE) return k + 1;
    return 0;
}

/* "a clerk AT THE COURT OF KALEN,": what is said of a job, up to a comma. */
static i32 job_end(const struct scene *s, i32 i) {
    i32 k = i;
    while (k + 1 < s->n && s->c[k].type == CH_PREP && !roll_is_along(s, k) &&
           s->c[k + 1].type == CH_NP && !s->c[k + 1].num && !is_kin(s, k + 1) &&
           (prep_at(s, k, "of") || !is_named(s, k + 1)))
        k += 2;
    return k > i && (mark_at(s, k, ',') || mark_at(s, k, ')')) ? k : 0;
}

/* Behind the brackets, the age and the of-phrases of the group at i. */
static i32 details(const struct scene *s, i32 i, struct roll_item *it) {
    i32 e = i + 1;
    hear(it, age_in(s, s->c[i].from, s->c[i].to), WHO_UNKNOWN);
    for (;;) {
        if (mark_at(s, e, '(')) {
            i32 k = bracket_end(s, e);
            if (!k) return e;
            i32 from = s->c[e].from, to = s->c[k - 1].to, age = age_in(s, from, to);
            hear(it, age, bracket_class(s, from, to, age));
            bool kunya = it->named && age < 0 && s->c[k - 2].type == CH_NP && s->c[k - 2].name &&
                         k < s->n && s->c[k].type == CH_NP && s->c[k].name && !s->c[k].num &&
                         !is_possessed(s, k); /* "Hiba (Umm Kesh) Besk" */
            e = k + kunya;
        } else if ((prep_at(s, e, "of") || prep_at(s, e, "from")) && e + 1 < s->n &&
                   s->c[e + 1].type == CH_NP) {
            e += 2;
        } else if (e < s->n && s->c[e].type == CH_ADJ) {
            e++;
        } else {
            i32 k = nick_end(s, e);
            if (!k && is_description(s, i)) k = job_end(s, e);
            if (!k) return e;
            e = k;
        }
    }
}

static bool ends_item(const struct scene *s, i32 i) {
    return i >= s->n || s->c[i].type == CH_CONJ || s->c[i].type == CH_MARK ||
           s->c[i].type == CH_VG || roll_is_along(s, i);
}

/* "12", "24-25". */
static i32 bare_age(const struct scene *s, const struct chunk *c) {
    if (c->to - c->from == 1) return number_value(s, c->from);
    const struct number *n = c->num ? &s->d->nums[c->num - 1] : NULL;
    bool near = n && n->min >= 0 && n->max > n->min && n->max <= n->min + AGES_APART;
    return near && n->max <= AGE_MAX ? (i32)n->min : -1;
}

/* ", 12," and ", aged 12," behind a name: the chunk behind, or 0. */
static i32 age_behind(const struct scene *s, i32 e, struct roll_item *it) {
    if (!mark_at(s, e, ',') || it->age >= 0 || e + 1 >= s->n) return 0;
    i32 k = e + 1;
    if (s->c[k].type == CH_NP && s->c[k].pure_num && ends_item(s, k + 1)) {
        i32 v = bare_age(s, &s->c[k]);
        if (v < 0) return 0;
        hear(it, v, WHO_UNKNOWN);
        return k + 1;
    }
    if (s->c[k].type == CH_NP && (s->c[k].name || roll_is_counted(s, k))) return 0;
    i32 end = k;
    while (end < s->n && end < k + 4 && !mark_at(s, end, ',') && s->c[end].type != CH_CONJ)
        end++;
    bool who = s->c[k].type == CH_WH;
    if (s->c[k].type == CH_VG && !ANY(s, s->c[k].head, "aged")) return 0;
    for (i32 j = k + who; j < end; j++)
        if (s->c[j].type == CH_VG && !ANY(s, s->c[j].head, "aged", "was", "is")) return 0;
    i32 v = end > k ? age_in(s, s->c[k].from, s->c[end - 1].to) : -1;
    if (v < 0) return 0;
    hear(it, v, WHO_UNKNOWN);
    return end;
}

static struct roll_item item_of(const struct scene *s, i32 i) {
    struct roll_item it = {.np = i, .age = -1};
    it.named = is_named(s, i) || is_kin(s, i) || is_bare_kin(s, i);
    it.group = !it.named && !roll_is_counted(s, i);
    if (is_kin(s, i) && s->c[i].plural && !s->c[i].name) it.named = false, it.group = true;
    it.end = details(s, i, &it);
    hear(&it, -1, roll_class(s, i, it.age));
    return it;
}

/* A name that says again who the item before it is: "a teacher, A", "his wife A", "A, a teacher".
 */
static bool same_person(const struct scene *s, const struct roll_item *last, i32 i, bool beside) {
    const struct chunk *a = &s->c[last->np];
    bool num = a->num && !s->d->nums[a->num - 1].refused;
    bool one = roll_is_counted(s, last->np) && !num;
    bool kin = (is_kin(s, last->np) || is_bare_kin(s, last->np)) && !a->name &&
               s->d->w[a->head].form != FORM_PLUR;
    if (is_named(s, i) && !is_possessed(s, i) && (one || kin)) return true;
    bool other = is_called(s, i + 1) ||
                 (last->age >= 0 && age_in(s, s->c[i].from, s->c[i].to) >= 0); /* another's age */
    return !beside && !other && last->named && a->name && is_description(s, i);
}

static void merge(const struct scene *s, struct roll *r, struct roll_item *last, i32 i) {
    bool name = s->c[i].name && is_named(s, i);
    last->end = details(s, i, last);
    hear(last, -1, roll_class(s, last->np, last->age)); /* "his son, 32-year-old A": a man */
    hear(last, -1, roll_class(s, i, last->age));
    last->named = true;
    if (name && !s->c[last->np].name) last->np = i;
    r->merged = true;
}

/* "a daughter WHOSE AGE IS UNKNOWN,", "A, WHO WAS A TEACHER,": the comma behind a clause that tells
 * of no harm; 0: none. */
static i32 clause_behind(const struct scene *s, i32 e) {
    i32 k = e + mark_at(s, e, ',');
    if (k >= s->n || s->c[k].type != CH_WH || !ANY(s, s->c[k].from, "who", "whose")) return 0;
    for (i32 i = k + 1; i < s->n && i < k + CLAUSE; i++) {
        const struct chunk *c = &s->c[i];
        if (mark_at(s, i, ',')) return i;
        bool harm = c->type == CH_VG && c->row && c->row->kind1;
        if (harm || c->type == CH_MARK || c->type == CH_CONJ || c->type == CH_WH ||
            (c->type == CH_VG && ANY(s, c->head, "survived", "escaped", "lived")))
            return 0;
    }
    return 0;
}

/* The same from its other end: where the clause before the comma at i begins, or 0. */
static i32 clause_before(const struct scene *s, i32 i) {
    if (!mark_at(s, i, ',')) return 0;
    for (i32 k = i - 1; k > 0 && k > i - CLAUSE; k--)
        if (s->c[k].type == CH_WH) {
            i32 e = mark_at(s, k - 1, ',') ? k - 1 : k;
            return clause_behind(s, e) == i ? e : 0;
        }
    return 0;
}

/* Everything that is said of the last item: apposition, name, age. */
static i32 whole_item(const struct scene *s, struct roll *r) {
    struct roll_item *it = &r->v[r->n - 1];
    for (i32 guard = 0; guard < DESCRIBED; guard++) {
        i32 e = it->end, k = age_behind(s, e, it);
        if (!k && it->named) k = clause_behind(s, e);
        if (k) {
            it->end = k;
            continue;
        }
        bool comma = mark_at(s, e, ','), called = is_called(s, e);
        k = e + (comma || called);
        if (k < s->n && (comma || called) && is_title_only(s, k)) k += 2;
        if (k >= s->n || s->c[k].type != CH_NP || it->group || !same_person(s, it, k, !comma))
            return e;
        merge(s, r, it, k);
    }
    return it->end;
}

/* ---- the list ---- */

/* "A, 40; B, 36; and his wife C": somebody else by name or kinship behind a semicolon. */
static bool goes_on_behind(const struct scene *s, i32 i) {
    while (i < s->n && s->c[i].type == CH_CONJ)
        i++;
    return i < s->n && s->c[i].type == CH_NP &&
           (is_named(s, i) || is_kin(s, i) || is_children(s, i));
}

/* Separators from e on; 0: the list ends. */
static i32 over_separator(const struct scene *s, i32 e, struct roll_sep *p) {
    i32 j = e;
    *p = (struct roll_sep){0};
    for (; j < s->n; j++) {
        if (s->c[j].type == CH_CONJ && word_is(s->d, s->c[j].from, "but")) return 0;
        bool opens = mark_at(s, j, ':') || mark_at(s, j, '-');
        bool next = mark_at(s, j, ';') && goes_on_behind(s, j + 1);
        if (s->c[j].type != CH_CONJ && !mark_at(s, j, ',') && !roll_is_along(s, j) && !opens &&
            !next)
            break;
        p->along = p->along || roll_is_along(s, j);
        p->opens = p->opens || opens;
        p->comma = p->comma || mark_at(s, j, ',');
    }
    return j > e ? j : 0;
}

/* "killed eleven people, two residents said": behind its verb a list ends where a clause begins. */
static bool begins_clause(const struct scene *s, i32 e) {
    return e < s->n && s->c[e].type == CH_VG && !is_called(s, e) &&
           (s->c[e].finite || s->c[e].voice == VOICE_BARE);
}

/* "two daughters A and B", "a girl named A": the name follows at once. */
static bool follows_at_once(const struct scene *s, const struct roll *r, i32 e) {
    const struct roll_item *last = &r->v[r->n - 1];
    return e < s->n && s->c[e].type == CH_NP && (last->group || !last->named) && is_named(s, e) &&
           !is_possessed(s, e) && s->c[last->np].plural;
}

static i64 people_in(const struct scene *s, const struct roll_item *it) {
    const struct chunk *c = &s->c[it->np];
    if (it->named || !c->num || s->d->nums[c->num - 1].refused) return 1;
    const struct number *n = &s->d->nums[c->num - 1];
    return n->max > 0 ? n->max : n->min;
}

/* May item k be one of the people of a number before it? Behind a comma only bare names may. */
static bool may_stand(const struct scene *s, const struct roll *r, i32 k, bool opened) {
    const struct roll_item *it = &r->v[k];
    if (it->along) return false;
    return opened || (it->named && !is_possessed(s, it->np) && s->c[it->np].name);
}

static enum who sex_of(const struct scene *s, i32 np, const struct roll_item *it) {
    if (it->who != WHO_UNKNOWN) return it->who;
    bool child = HAS(s, np, "children", "child", "kids", "grandchildren", "boys", "girls",
                     "infants", "babies", "toddlers");
    if (it->age < 0) return child ? WHO_CHILD : WHO_UNKNOWN;
    if (it->age < CHILD_YEARS) return WHO_CHILD;
    if (HAS(s, np, "sons", "brothers", "men", "son", "brother")) return WHO_MAN;
    if (HAS(s, np, "daughters", "sisters", "women", "daughter", "sister")) return WHO_WOMAN;
    return WHO_UNKNOWN;
}

/* "their children A, B and C": who the first is told to be, the bare names behind it are too. */
static void settle_names(const struct scene *s, struct roll *r, i32 k) {
    struct roll_item *a = &r->v[k];
    if (!s->c[a->np].name || !HAS(s, a->np, "children", "kids", "sons", "daughters", "brothers",
                                  "sisters", "grandchildren"))
        return;
    for (i32 j = k; j < r->n; j++) {
        struct roll_item *b = &r->v[j];
        bool bare =
            j == k || (b->named && s->c[b->np].name && !is_possessed(s, b->np) && !b->along);
        if (!bare) return;
        b->who = sex_of(s, a->np, b);
    }
}

/* The items behind number k that name its people. */
static void settle(const struct scene *s, struct roll *r, i32 k) {
    struct roll_item *a = &r->v[k];
    if (a->named) settle_names(s, r, k);
    if (a->named) return;
    i64 want = a->group ? 0 : people_in(s, a), sum = 0;
    if (!a->group && want < 2) return;
    bool opened = k + 1 < r->n && r->v[k + 1].opens, numbers = false;
    i32 j = k + 1;
    for (; j < r->n && (a->group || sum < want); j++) {
        if (r->v[j].stood) continue;
        if (!may_stand(s, r, j, opened)) break;
        numbers = numbers || !r->v[j].named;
        sum += r->v[j].group ? 0 : people_in(s, &r->v[j]);
    }
    if (a->group) {
        for (i32 i = k + 1; i < j; i++)
            if (!opened || !is_possessed(s, r->v[i].np)) r->v[i].who = sex_of(s, a->np, &r->v[i]);
        return;
    }
    bool full = sum == want;
    if (sum > want) return;
    a->stood = full && numbers;
    for (i32 i = k + 1; i < j; i++) {
        if (!a->stood) r->v[i].inside = true;
        r->v[i].who = sex_of(s, a->np, &r->v[i]);
    }
}

/* "her" cut off from "two children", which chunks take for an object. */
static bool is_lone_her(const struct scene *s, i32 i) {
    return i >= 0 && i + 1 < s->n && s->c[i].type == CH_NP && s->c[i].to - s->c[i].from == 1 &&
           ANY(s, s->c[i].from, "her") && s->c[i + 1].type == CH_NP;
}

/* "her 2- or 3-year-old son": the chunk with the second age, else i. */
static i32 over_or_age(const struct scene *s, i32 i) {
    bool ages = i + 3 < s->n && s->c[i].type == CH_NP && s->c[i].pure_num &&
                mark_at(s, i + 1, '-') && s->c[i + 2].type == CH_CONJ &&
                s->c[i + 3].type == CH_NP && age_in(s, s->c[i + 3].from, s->c[i + 3].to) >= 0;
    return ages ? i + 3 : i;
}

void roll_read(const struct scene *s, i32 i, bool right, struct roll_sep sep, struct roll *r) {
    i32 first = r->n, begin = i;
    while (i < s->n && r->n < ROLL_MAX) {
        if (is_title_only(s, i)) i += 2;
        if (is_lone_her(s, i)) i++;
        i = over_or_age(s, i);
        bool bare =
            is_kin_title(s, i) || (r->n > first && is_bare_kin(s, i) && tells_kin(s, begin, i));
        if (!is_item(s, i) && !bare) break;
        struct roll_item it = item_of(s, i);
        if (right && r->n > first && begins_clause(s, it.end)) break;
        it.opens = sep.opens;
        it.along = sep.along;
        r->v[r->n++] = it;
        i32 e = whole_item(s, r);
        if (follows_at_once(s, r, e)) {
            sep = (struct roll_sep){0};
            i = e;
            continue;
        }
        i = over_separator(s, e, &sep);
        if (!i) break;
    }
}

void roll_settle(const struct scene *s, struct roll *r) {
    for (i32 k = r->n - 1; k >= 0; k--)
        settle(s, r, k);
}

i32 roll_item_left(const struct scene *s, i32 v) {
    i32 j = v - 1;
    while (j >= 0 && (s->c[j].type == CH_ADV || (s->c[j].type == CH_VG && j == v - 1)))
        j--;
    if (j > 0 && s->c[j].type == CH_WH && ANY(s, s->c[j].from, "who")) j--;
    if (mark_at(s, j, ',') || mark_at(s, j, '-')) j--;
    if (mark_at(s, j, ')')) {
        while (j >= 0 && !mark_at(s, j, '('))
            j--;
        j--;
    }
    return is_item(s, j) && !roll_is_along(s, j - 1) ? j : -1;
}

/* A list behind "including" is of parts of another number; without a number before it, it begins
 * there. */
static i32 including_from(const struct scene *s, i32 p, i32 np, i32 best) {
    i32 whole = p - 2 - mark_at(s, p - 2, ',');
    bool number = whole < 0 || s->c[whole].type != CH_NP || s->c[whole].num;
    return number ? np : is_item(s, p) ? p : best;
}

i32 roll_leftmost(const struct scene *s, i32 np) {
    i32 best = np, j = np, safe = np; /* safe: the item behind the last comma passed */
    while (j > 0) {
        i32 p = j - 1;
        if (mark_at(s, p, ',')) safe = best;
        i32 clause = clause_before(s, p);
        if (clause > 0) {
            j = clause;
            continue;
        }
        if (mark_at(s, p, ')')) {
            while (p >= 0 && !mark_at(s, p, '('))
                p--;
            if (p < 0) return best;
        } else if (s->c[p].type == CH_NP) {
            if (p > 0 && s->c[p - 1].type == CH_PREP && !roll_is_along(s, p - 1)) {
                if (word_is(s->d, s->c[p - 1].from, "including") || prep_at(s, p - 1, "among"))
                    return including_from(s, p, np, best);
                bool job = p > 1 && is_description(s, p - 2); /* "a clerk at the court, his wife" */
                if (!job && !prep_at(s, p - 1, "of") && !prep_at(s, p - 1, "from"))
                    return safe; /* "between Marat and Kalen, two farmers were" */
                p--;
            } else if (is_item(s, p) || is_title_only(s, p)) {
                best = p;
            } else if (is_lone_her(s, p)) {
                j = p;
                continue;
            } else if (mark_at(s, j, '.')) {
                return best;
            }
        } else if (s->c[p].type != CH_CONJ && s->c[p].type != CH_ADJ && !roll_is_along(s, p) &&
                   !mark_at(s, p, ',') && !mark_at(s, p, '-') && !is_called(s, p) &&
                   !(mark_at(s, p, '.') && p > 0 && is_title_only(s, p - 1))) {
            return best;
        }
        j = p;
    }
    return best;
}
