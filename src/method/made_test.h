/* Hand-made and random cases for the tests of this folder. */
#ifndef CAIRN_METHOD_MADE_TEST_H
#define CAIRN_METHOD_MADE_TEST_H

#include "base/t.h"
#include "method/method.h"

/* A stand-in for SHA-256, which lives in another folder of this layer: only equal in, equal out
 * matters. */
static inline void toy_hash(struct str bytes, u8 out[32]) {
    for (int i = 0; i < 32; i += 8) {
        u64 h = str_hash(bytes) * 0x9E3779B97F4A7C15ULL + (u64)i;
        memcpy(out + i, &h, 8);
    }
}

/* A case under construction. */
struct made {
    struct arena a, scratch;
    struct method_input in;
    i64 tcap, vcap, pcap, acap;
};

static inline struct made made_in(struct arena a, struct arena scratch) {
    struct made m = {.a = a, .scratch = scratch};
    m.in.incident = S("i-1");
    return m;
}

static inline struct made made(void) {
    return made_in(test_arena(), test_arena());
}

static inline i64 publication(struct made *m, const char *id, const char *owner, const char *side) {
    *PUSH(&m->a, m->in.publications, m->in.npublications, m->pcap) = (struct method_publication){
        .id = str_c(id), .owner = str_c(owner), .side = str_c(side), .registered = true};
    return m->in.npublications - 1;
}

static inline void feeds(struct made *m, i64 to, const char *from) {
    struct method_publication *p = &m->in.publications[to];
    p->feeds = NEWN(&m->a, struct str, 1);
    p->feeds[0] = str_c(from);
    p->nfeeds = 1;
}

static inline void ally(struct made *m, const char *id, const char *with) {
    struct method_party *p = PUSH(&m->a, m->in.parties, m->in.nparties, m->acap);
    *p = (struct method_party){.id = str_c(id), .nallies = with[0] != 0};
    p->allies = NEWN(&m->a, struct str, 1);
    p->allies[0] = str_c(with);
}

static inline i64 voice(struct made *m, i64 pub, const char *speaker, const char *side,
                        const char *text) {
    *PUSH(&m->a, m->in.voices, m->in.nvoices, m->vcap) =
        (struct method_voice){pub, str_c(speaker), str_c(side), str_c(text)};
    return m->in.nvoices - 1;
}

static inline struct method_tuple *says(struct made *m, i64 v, const char *claim, i64 min,
                                        i64 max) {
    struct method_tuple *t = PUSH(&m->a, m->in.tuples, m->in.ntuples, m->tcap);
    *t = (struct method_tuple){.claim = str_c(claim),
                               .voice = v,
                               .what = S("killed"),
                               .who = S("unknown"),
                               .min = min,
                               .max = max,
                               .said = METHOD_DAY_NONE,
                               .reviewed = true};
    return t;
}

static inline struct method_output fold(struct made *m) {
    struct method_output o;
    method_range(&m->a, m->scratch, &m->in, toy_hash, &o);
    return o;
}

/* Two accounts whose independence is established. */
static inline struct made two_independent(void) {
    struct made m = made();
    i64 p = publication(&m, "s-p", "owner p", "none"),
        q = publication(&m, "s-q", "owner q", "none");
    says(&m, voice(&m, p, "resident", "none", "t1"), "c-1", 14, 14);
    says(&m, voice(&m, q, "porter", "none", "t2"), "c-2", 21, 21);
    return m;
}

/* A small deterministic generator for the properties. */
static u64 rng __attribute__((unused));
static inline i64 below(i64 n) {
    rng ^= rng << 13;
    rng ^= rng >> 7;
    rng ^= rng << 17;
    return (i64)(rng % (u64)n);
}

static inline struct made random_case(struct arena a, struct arena scratch, u64 seed) {
    static const char *const owners[] = {"", "o1", "o2", "o3", "o4"}, *const sides[] = {
                                                                          "", "none", "none", "a-1",
                                                                          "a-2"};
    static const char *const ids[] = {"s-0", "s-1", "s-2", "s-3", "s-4"};
    static const char *const who[] = {"unknown", "child", "civilian"};
    rng = seed * 0x9E3779B97F4A7C15ULL + 1;
    struct made m = made_in(a, scratch);
    for (int i = 0; i < 5; i++) {
        publication(&m, ids[i], owners[below(5)], sides[below(5)]);
        m.in.publications[i].registered = below(5) > 0;
        if (below(4) == 0) feeds(&m, i, ids[below(5)]);
    }
    if (below(2)) ally(&m, "a-1", "a-2");
    for (int i = 0; i < 6; i++) {
        static const char *const speakers[] = {"", "k1", "k2", "k3", "k4", "k5"};
        static const char *const texts[] = {"t1", "t2", "t3", "t4", "t5", "t6"};
        voice(&m, below(5), speakers[below(6)], sides[below(5)], texts[below(6)]);
    }
    for (int i = 0; i < 10; i++) {
        i64 min = below(40);
        struct method_tuple *t =
            says(&m, below(6), cstr(&m.a, str_fmt(&m.a, "c-%d", i)), min, min + below(9));
        if (below(6) == 0) t->max = METHOD_OPEN;
        t->who = str_c(who[below(3)]);
        if (below(5) == 0) t->whole = str_c(who[below(3)]);
        if (below(6) == 0) t->left_out = S("withdrawn");
        t->reviewed = below(3) > 0;
        t->said = below(4) ? below(30) : METHOD_DAY_NONE;
        t->corrects = below(5) == 0;
    }
    return m;
}

static inline struct str all_figures(struct arena *a, const struct method_output *o) {
    struct json *list = json_arr(a);
    for (i64 i = 0; i < o->nfigures; i++)
        json_add(list, method_figure_to_json(a, &o->figures[i]));
    json_add(list, json_i(a, o->origins));
    json_add(list, json_str(a, method_accounts_name(o->accounts)));
    return json_canon(a, list);
}

#endif
