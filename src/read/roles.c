#include "read/roles_set.h"

const char *const slot_label[SLOTS] = {"PerpInd", "PerpOrg", "Target", "Victim", "Weapon"};
const char *const incident_label[INCIDENTS] = {"attack", "bombing", "kidnapping",
                                               "arson",  "robbery", "forced work stoppage"};

/* ---- the whole report ---- */

/* Classes in the order they stand in a sentence, two by two; acts by place in the report. */
static void classes(struct role_set *s, const struct role_text *r) {
    i32 count[ROLE_CLASS_COUNT] = {0};
    for (i32 si = 0; si < r->s.n; si++) {
        u32 last = 0;
        for (i32 i = r->s.v[si].from; i < r->s.v[si].to; i++) {
            u32 c = r->cls[i];
            if (!c) continue;
            count[c]++;
            if (last) put(s, feature3(7, last, c, si < 3));
            if (c <= RC_LAST_ACT) put(s, feature2(8, c, si < 8 ? (u32)si : 8));
            last = c;
        }
    }
    for (u32 c = 1; c < ROLE_CLASS_COUNT; c++) {
        i32 n = count[c];
        put(s, feature2(9, c, n < 3 ? (u32)n : n < 6 ? 3 : n < 12 ? 4 : 5));
        put(s, feature2(10, c, r->s.n ? (u32)(n * 8 / r->s.n) : 0));
    }
}

i32 incident_features(struct arena scratch, const struct role_text *r, u32 *f) {
    struct role_set *s = NEW(&scratch, struct role_set);
    s->v = f, s->most = INCIDENT_WORDS;
    put(s, feature1(1, 0));
    put(s, feature2(2, 0, r->t.n < 150 ? 0 : r->t.n < 400 ? 1 : 2));
    classes(s, r);
    for (i32 i = 0; i < r->t.n; i++) {
        if (!role_counts(r, i)) continue;
        put(s, feature1(3, r->w[i].lower));
        if (r->sent[i] < 2) put(s, feature1(4, r->w[i].lower));
        if (r->sent[i] < 5) put(s, feature1(6, r->w[i].lower));
        for (i32 k = i + 1, got = 0; k < r->t.n && k < i + 4 && got < 2; k++) {
            if (r->sent[k] != r->sent[i]) break;
            if (!role_counts(r, k)) continue;
            put(s, feature3(5, r->w[i].lower, r->w[k].lower, (u32)got));
            got++;
        }
    }
    return s->n;
}

void incident_scores(struct arena scratch, const struct linear *m, const struct role_text *r,
                     i16 *out) {
    u32 *f = NEWN(&scratch, u32, INCIDENT_FEATURES);
    struct linear_sum words, scenes;
    i32 n = incident_features(scratch, r, f);
    linear_zero(m, &words), linear_zero(m, &scenes);
    for (i32 i = 0; i < n; i++)
        linear_add(m, f[i], &words);
    n = scene_report_features(r, f);
    for (i32 i = 0; i < n; i++)
        linear_add(m, f[i], &scenes);
    for (i32 k = 0; k < INCIDENT_CLASSES; k++)
        out[k] = (i16)(words.v[k] / 2 + scenes.v[k]);
}

/* ---- one string ---- */

static u32 bucket(i32 n) {
    return n < 4 ? (u32)n : n < 6 ? 4 : n < 10 ? 5 : n < 20 ? 6 : 7;
}

static bool verb(const struct role_text *r, i32 i) {
    return r->tag[i] == UPOS_VERB;
}

static void inner(struct role_set *s, const struct role_text *r, const struct role_mention *m) {
    u32 head = r->w[m->to - 1].lower, tags = 0;
    for (i32 i = m->from; i < m->to; i++) {
        put(s, feature1(10, r->w[i].lower));
        tags = tags * 18 + r->tag[i] + 1;
    }
    u32 base = r->w[m->head].lower;
    put(s, feature1(11, head));
    put(s, feature1(12, base));
    put(s, feature1(13, r->w[m->from].lower));
    put(s, feature1(14, m->key));
    put(s, feature1(15, tags));
    put(s, feature1(16, (u32)(m->to - m->from)));
    put(s, feature1(17, r->w[m->head].end[2]));
    put(s, feature2(18, r->w[m->head].end[0], r->tag[m->head]));
    put(s, feature2(19, base, (u32)(m->to - m->from)));
    put(s, feature2(21, r->w[m->from].end[2], m->to - m->from > 1));
    put(s, feature3(22, r->w[m->from].end[1], r->tag[m->from], r->tag[m->to - 1]));
    put(s, feature3(23, r->tag[m->from], r->tag[m->to - 1], (u32)(m->to - m->from)));
    if (m->to - m->from > 1) put(s, feature2(20, r->w[m->to - 2].lower, head));
}

/* What the group leaves out of its noun group. */
static void shape(struct role_set *s, const struct role_text *r, const struct role_mention *m) {
    u32 left = m->from > m->np_from ? r->w[m->from - 1].lower : 0;
    u32 right = m->to < m->np_to ? r->w[m->to].lower : 0;
    u32 kind = (u32)(left != 0) | (u32)(right != 0) << 1 | (u32)(m->to > m->np_to) << 2;
    put(s, feature1(25, kind));
    put(s, feature2(26, kind, (u32)(m->to - m->from)));
    u32 first = r->tag[m->from], last = r->tag[m->to - 1];
    if (left) {
        put(s, feature1(27, left));
        put(s, feature2(28, r->tag[m->from - 1], first));
        put(s, feature2(32, r->w[m->from - 1].end[2], first));
        put(s, feature2(33, left, r->w[m->head].lower));
    }
    if (right) {
        put(s, feature1(29, right));
        put(s, feature2(30, r->tag[m->to], last));
        put(s, feature2(34, r->tag[m->to], (u32)(m->to - m->from)));
    }
    put(s, feature2(31, r->tag[m->from], kind));
}

static void around(struct role_set *s, const struct role_text *r, const struct role_mention *m) {
    i32 end = m->to > m->np_to ? m->to : m->np_to, from = r->s.v[m->sent].from,
        to = r->s.v[m->sent].to, b = m->np_from - 1;
    u32 head = r->w[m->head].lower;
    while (b >= from && (r->tag[b] == UPOS_DET || r->tag[b] == UPOS_PRON))
        b--;
    u32 p1 = b >= from ? r->w[b].lower : 1, p2 = b - 1 >= from ? r->w[b - 1].lower : 1,
        p3 = b - 2 >= from ? r->w[b - 2].lower : 1;
    u32 n1 = end < to ? r->w[end].lower : 2, n2 = end + 1 < to ? r->w[end + 1].lower : 2,
        n3 = end + 2 < to ? r->w[end + 2].lower : 2;
    put(s, feature1(40, p1));
    put(s, feature2(41, p1, p2));
    put(s, feature1(42, p2));
    put(s, feature3(43, p1, p2, p3));
    put(s, feature1(44, n1));
    put(s, feature2(45, n1, n2));
    put(s, feature1(46, n2));
    put(s, feature3(47, n1, n2, n3));
    put(s, feature2(48, p1, n1));
    put(s, feature2(49, p1, head));
    put(s, feature2(50, n1, head));
    put(s, feature1(51, bucket(m->sent)));
}

static void governed(struct role_set *s, const struct role_text *r, const struct role_mention *m) {
    i32 from = r->s.v[m->sent].from, to = r->s.v[m->sent].to, verbs = 0;
    u32 head = r->w[m->head].lower, prep = 0;
    bool name = r->tag[m->head] == UPOS_PROPN;
    for (i32 i = m->np_from - 1; i >= from && verbs < 2; i--) {
        if (r->tag[i] == UPOS_ADP && !prep) prep = r->w[i].lower;
        if (!verb(r, i)) continue;
        u32 v = r->w[i].lower, pas = role_passive(r, i, from);
        put(s, feature3(60 + (u32)verbs, v, pas, prep));
        put(s, feature2(62 + (u32)verbs, v, pas));
        if (!verbs) put(s, feature2(64, v, head)), put(s, feature3(65, v, pas, name));
        verbs++;
    }
    verbs = 0;
    for (i32 i = m->np_to; i < to && verbs < 2; i++) {
        if (!verb(r, i)) continue;
        u32 v = r->w[i].lower, pas = role_passive(r, i, m->np_to);
        put(s, feature2(70 + (u32)verbs, v, pas));
        put(s, feature3(72, v, pas, i - m->np_to < 4));
        if (!verbs) put(s, feature2(74, v, head)), put(s, feature3(75, v, pas, name));
        verbs++;
    }
    for (i32 i = m->np_from - 1, nouns = 0; i >= from && nouns < 1; i--) {
        if (r->tag[i] != UPOS_NOUN) continue;
        put(s, feature2(80, r->w[i].lower, prep));
        nouns++;
    }
}

static bool act(const struct role_text *r, i32 i) {
    return r->cls[i] && r->cls[i] <= RC_LAST_ACT;
}

static u32 near(i32 d) {
    return d < 2 ? 0 : d < 5 ? 1 : d < 10 ? 2 : 3;
}

/* The words of acts around, by class: "killed by X", "X was killed", "murder of X". */
static void acts(struct role_set *s, const struct role_text *r, const struct role_mention *m) {
    i32 from = r->s.v[m->sent].from, to = r->s.v[m->sent].to, got = 0;
    u32 head = r->cls[m->head], prep = 0, name = r->tag[m->head] == UPOS_PROPN, left = 0, right = 0;
    u32 what = head * 2 + name;
    for (i32 i = m->np_from - 1; i >= from && got < 2; i--) {
        if (r->tag[i] == UPOS_ADP && !prep) prep = r->w[i].lower;
        if (!act(r, i)) continue;
        u32 c = r->cls[i], how = verb(r, i) + 2 * role_passive(r, i, from);
        put(s, feature3(100 + (u32)got, c, prep, how));
        put(s, feature3(102 + (u32)got, c, near(m->np_from - i), what));
        if (!got) put(s, feature3(104, c * 4 + how, prep, what)), left = c * 4 + how;
        got++;
    }
    got = 0;
    for (i32 i = m->np_to; i < to && got < 2; i++) {
        if (!act(r, i)) continue;
        u32 c = r->cls[i], how = verb(r, i) + 2 * role_passive(r, i, m->np_to);
        put(s, feature3(110 + (u32)got, c, near(i - m->np_to), how));
        put(s, feature3(112 + (u32)got, c, how, what));
        if (!got) right = c * 4 + how;
        got++;
    }
    put(s, feature2(114, left, right));
    put(s, feature3(115, left, right, what));
    put(s, feature1(116, what));
    put(s, feature2(117, head, (u32)(m->to - m->from)));
    u32 seen = 0;
    for (i32 i = from; i < to; i++)
        if (r->cls[i] && (i < m->np_from || i >= m->np_to)) seen |= 1u << r->cls[i];
    for (u32 c = 1; c < ROLE_CLASS_COUNT; c++)
        if (seen >> c & 1) put(s, feature2(118, c, what));
}

static void window(struct role_set *s, const struct role_text *r, const struct role_mention *m) {
    i32 from = r->s.v[m->sent].from, to = r->s.v[m->sent].to;
    for (i32 i = from; i < to; i++) {
        if ((i >= m->np_from && i < m->np_to) || !role_counts(r, i)) continue;
        i32 d = i < m->np_from ? m->np_from - i : i - m->np_to + 1;
        if (d <= 12) put(s, feature2(90, r->w[i].lower, i < m->np_from));
        put(s, feature1(91, r->w[i].lower));
    }
}

/* Does its sentence tell of an incident, is it the one that does so most? */
static void scene(struct role_set *s, const struct role_text *r, const struct role_mention *m) {
    i32 kind, top_kind, top = 0, much = scene_best(r, m->sent, &kind);
    u32 what = r->cls[m->head] * 2u + (r->tag[m->head] == UPOS_PROPN);
    for (i32 i = 1; i < r->s.n; i++)
        if (scene_best(r, i, &top_kind) > scene_best(r, top, &top_kind)) top = i;
    i32 gap = (scene_best(r, top, &top_kind) - much) / ROLE_UNIT, far = m->sent - top;
    i32 b = much / ROLE_UNIT < -6 ? 10 : much / ROLE_UNIT > 4 ? 20 : much / ROLE_UNIT + 16;
    gap = gap < 6 ? gap : 6;
    put(s, feature2(130, (u32)b, (u32)kind));
    put(s, feature2(131, (u32)b, what));
    put(s, feature2(132, (u32)gap, what));
    put(s, feature3(133, far == 0, far > 0, (u32)gap));
    put(s, feature3(134, (u32)kind, what, b > 14));
}

/* What stands beside a name: "mayor X", "X, a farmer". */
static void beside(struct role_set *s, const struct role_text *r, const struct role_mention *m) {
    i32 from = r->s.v[m->sent].from, to = r->s.v[m->sent].to;
    u32 name = r->tag[m->head] == UPOS_PROPN;
    bool comma = m->np_to < to && r->t.v[m->np_to].mark == ',';
    for (i32 i = m->np_to + 1; comma && i < to && i < m->np_to + 6; i++) {
        if (r->t.v[i].kind == TOK_MARK) break;
        if (r->tag[i] != UPOS_NOUN) continue;
        put(s, feature2(120, r->w[i].lower, name));
        put(s, feature2(121, r->cls[i], name));
        break;
    }
    for (i32 i = m->from - 1; i >= from && i >= m->from - 4; i--)
        if (r->cls[i] > RC_LAST_ACT) {
            put(s, feature3(122, r->cls[i], name, i >= m->np_from));
            break;
        }
    for (i32 i = m->np_from; i < m->np_to; i++)
        if ((i < m->from || i >= m->to) && r->cls[i])
            put(s, feature3(123, r->cls[i], i < m->from, name));
}

/* The other names of a name: "soro" of "ilin soro", "dpf" of "dorvan people's front (dpf)". What
 * is told of them is told of it. */
static void other_names(struct role_set *s, const struct role_text *r, i32 item) {
    const struct role_mention *m = &r->m[r->by_item[r->item[item].first]];
    u32 last = r->w[m->head].lower;
    if (r->tag[m->head] != UPOS_PROPN) return;
    for (i64 k = 0; k < r->n; k++) {
        const struct role_mention *o = &r->m[k];
        if (o->item == item || o->to - o->from > 1 || o->np_to - o->np_from > 2) continue;
        bool same = r->w[o->head].lower == last && o->sent > m->sent && !r->cls[o->head];
        if (same || (m->to + 1 == o->from && r->t.v[m->to].mark == '(')) {
            acts(s, r, o);
            put(s, feature1(124, same));
        }
    }
}

i32 role_features(const struct role_text *r, i32 item, const i16 *doc, u32 *f) {
    struct role_set s = {.v = f, .most = ROLE_FEATURES};
    const struct role_item *it = &r->item[item];
    i32 n = it->n;
    put(&s, feature1(1, 0));
    put(&s, feature1(2, bucket(n)));
    put(&s, feature2(4, bucket(n), r->tag[r->m[r->by_item[it->first]].head]));
    for (i32 k = 0; k < n; k++) {
        const struct role_mention *m = &r->m[r->by_item[it->first + k]];
        if (!k) inner(&s, r, m), put(&s, feature2(3, bucket(m->sent), 1));
        shape(&s, r, m);
        around(&s, r, m);
        governed(&s, r, m);
        acts(&s, r, m);
        scene(&s, r, m);
        beside(&s, r, m);
    }
    other_names(&s, r, item);
    for (i32 t = 0; t < INCIDENTS; t++) {
        i32 b = doc[t] / (ROLE_UNIT / 2);
        b = b < -8 ? -8 : b > 8 ? 8 : b;
        put(&s, feature2(5, (u32)t, (u32)(b + 16)));
    }
    for (i32 k = 0; k < n; k++)
        window(&s, r, &r->m[r->by_item[it->first + k]]);
    return s.n;
}

struct role_score *role_scores(struct arena *a, const struct linear *m, const struct role_text *r,
                               const i16 *doc) {
    struct role_score *sc = NEWN(a, struct role_score, r->items + 1);
    u32 f[ROLE_FEATURES];
    for (i32 i = 0; i < r->items; i++) {
        struct linear_sum sum;
        i32 n = role_features(r, i, doc, f);
        linear_zero(m, &sum);
        for (i32 k = 0; k < n; k++)
            linear_add(m, f[k], &sum);
        memcpy(sc[i].s, sum.v, sizeof sc[i].s);
        for (i32 slot = 0; slot < SLOTS; slot++)
            sc[i].some = sc[i].some || sum.v[slot] > -4 * ROLE_UNIT;
    }
    return sc;
}
