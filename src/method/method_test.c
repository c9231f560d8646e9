/* range@1 on hand-made tuples: ends, parts, corrections, origins; and the properties that hold for
 * any input. */
#include "base/t.h"
#include "method/method.h"

/* A stand-in for SHA-256, which lives in another folder of this layer: only equal in, equal out
 * matters here. */
static void toy_hash(struct str bytes, u8 out[32]) {
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

static struct made made_in(struct arena a, struct arena scratch) {
    struct made m = {.a = a, .scratch = scratch};
    m.in.incident = S("i-1");
    return m;
}

static struct made made(void) {
    return made_in(test_arena(), test_arena());
}

static i64 publication(struct made *m, const char *id, const char *owner, const char *side) {
    *PUSH(&m->a, m->in.publications, m->in.npublications, m->pcap) = (struct method_publication){
        .id = str_c(id), .owner = str_c(owner), .side = str_c(side), .registered = true};
    return m->in.npublications - 1;
}

static void feeds(struct made *m, i64 to, const char *from) {
    struct method_publication *p = &m->in.publications[to];
    p->feeds = NEWN(&m->a, struct str, 1);
    p->feeds[0] = str_c(from);
    p->nfeeds = 1;
}

static void ally(struct made *m, const char *id, const char *with) {
    struct method_party *p = PUSH(&m->a, m->in.parties, m->in.nparties, m->acap);
    *p = (struct method_party){.id = str_c(id), .nallies = with[0] != 0};
    p->allies = NEWN(&m->a, struct str, 1);
    p->allies[0] = str_c(with);
}

static i64 voice(struct made *m, i64 pub, const char *speaker, const char *side, const char *text) {
    *PUSH(&m->a, m->in.voices, m->in.nvoices, m->vcap) =
        (struct method_voice){pub, str_c(speaker), str_c(side), str_c(text)};
    return m->in.nvoices - 1;
}

static struct method_tuple *says(struct made *m, i64 v, const char *claim, i64 min, i64 max) {
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

static struct method_output fold(struct made *m) {
    struct method_output o;
    method_range(&m->a, m->scratch, &m->in, toy_hash, &o);
    return o;
}

/* Two accounts whose independence is established. */
static struct made two_independent(void) {
    struct made m = made();
    i64 p = publication(&m, "s-p", "owner p", "none"),
        q = publication(&m, "s-q", "owner q", "none");
    says(&m, voice(&m, p, "resident", "none", "t1"), "c-1", 14, 14);
    says(&m, voice(&m, q, "porter", "none", "t2"), "c-2", 21, 21);
    return m;
}

TEST(range_goes_from_lowest_to_highest_with_its_claims) {
    struct made m = two_independent();
    struct method_output o = fold(&m);
    if (!EXPECT(o.nfigures == 1)) return;
    struct method_figure *f = &o.figures[0];
    EXPECT_INT(f->min, 14);
    EXPECT_INT(f->max, 21);
    EXPECT_STR(f->min_claims[0], S("c-1"));
    EXPECT_STR(f->max_claims[0], S("c-2"));
    EXPECT_INT(f->nmin_claims + f->nmax_claims, 2);
    EXPECT_INT(f->nclaims, 2);
    EXPECT_INT(f->unreviewed, 0);
    EXPECT(str_starts(f->id, S("f-")) && f->id.n == 34);
}

TEST(an_open_end_stays_open) {
    struct made m = two_independent();
    m.in.tuples[0].max = METHOD_OPEN;
    struct method_output o = fold(&m);
    EXPECT_INT(o.figures[0].min, 14);
    EXPECT_INT(o.figures[0].max, METHOD_OPEN);
    EXPECT_INT(o.figures[0].nmax_claims, 1);
    EXPECT_STR(o.figures[0].max_claims[0], S("c-1"));
}

TEST(things_and_groups_are_figures_apart) {
    struct made m = two_independent();
    m.in.tuples[1].what = S("bodies");
    says(&m, 0, "c-3", 3, 3)->who = S("child");
    struct method_output o = fold(&m);
    EXPECT_INT(o.nfigures, 3);
    EXPECT_STR(o.figures[0].what, S("bodies"));
    EXPECT_STR(o.figures[1].who, S("child"));
    EXPECT_INT(o.figures[2].max, 14);
}

TEST(a_part_never_enters_its_whole) {
    struct made m = two_independent();
    struct method_tuple *part = says(&m, 0, "c-3", 5, 5);
    part->who = S("child");
    part->whole = S("unknown");
    struct method_tuple *same =
        says(&m, 0, "c-4", 2, 2); /* "two of them": of nobody in particular */
    same->whole = S("unknown");
    struct method_tuple *own = says(&m, 0, "c-5", 1, 1);
    own->who = own->whole = S("civilian");
    struct method_output o = fold(&m);
    if (!EXPECT(o.nfigures == 2)) return;
    EXPECT_STR(o.figures[0].who, S("child"));
    EXPECT_INT(o.figures[0].max, 5);
    EXPECT_INT(o.figures[1].min, 14);
    EXPECT_INT(o.figures[1].max, 21);
    EXPECT_INT(o.figures[1].nclaims, 2);
}

TEST(what_is_left_out_counts_nothing) {
    struct made m = two_independent();
    struct method_tuple *t = says(&m, 0, "c-3", 0, 0);
    t->left_out = S("a denial");
    struct method_output o = fold(&m);
    EXPECT_INT(o.figures[0].min, 14);
    EXPECT(o.accounts == METHOD_INDEPENDENT);
    m.in.tuples[0].left_out = m.in.tuples[1].left_out = S("withdrawn");
    o = fold(&m);
    EXPECT_INT(o.nfigures, 0);
    EXPECT(o.accounts == METHOD_ONE_ACCOUNT);
}

TEST(a_correction_replaces_the_same_speakers_earlier_number_only) {
    struct made m = two_independent();
    struct method_tuple *c = says(&m, 0, "c-3", 9, 9);
    c->corrects = true;
    c->said = 20;
    m.in.tuples[0].said = 10;
    m.in.tuples[1].said = 10;
    struct method_output o = fold(&m);
    EXPECT(o.superseded[0] != NULL);
    EXPECT(o.superseded[1] == NULL);
    EXPECT_INT(o.figures[0].min, 9);
    EXPECT_INT(o.figures[0].max, 21);
    m.in.tuples[0].said = 30; /* said after the correction */
    EXPECT(fold(&m).superseded[0] == NULL);
    m.in.tuples[0].said = METHOD_DAY_NONE;
    EXPECT(fold(&m).superseded[0] == NULL);
    m.in.tuples[0].said = 10;
    m.in.tuples[2].corrects = false; /* a higher toll later, not called a correction */
    EXPECT(fold(&m).superseded[0] == NULL);
}

TEST(independence_must_be_established) {
    EXPECT_INT(fold(&(struct made[]){two_independent()}[0]).origins, 2);
    struct made m = two_independent();
    m.in.tuples[1].reviewed = false;
    struct method_output o = fold(&m);
    EXPECT_INT(o.origins, 1);
    EXPECT(o.figures[0].accounts == METHOD_SEVERAL_ONE_ORIGIN);
    EXPECT_INT(o.figures[0].unreviewed, 1);
    static const char *const none[] = {"registered", "owner", "side", "speaker side", "text"};
    for (int i = 0; i < LEN(none); i++) {
        m = two_independent();
        if (i == 0) m.in.publications[1].registered = false;
        if (i == 1) m.in.publications[1].owner = S("");
        if (i == 2) m.in.publications[1].side = S("");
        if (i == 3) m.in.voices[1].side = S("");
        if (i == 4) m.in.voices[1].text = S("");
        o = fold(&m);
        EXPECT_INT(o.origins, 1);
        EXPECT(o.pairs[0].tie == METHOD_TIE_UNKNOWN);
    }
    m = two_independent();
    m.in.voices[1].publication = -1;
    EXPECT_INT(fold(&m).origins, 1);
}

static struct str only_reason(struct made *m) {
    struct method_output o = fold(m);
    EXPECT_INT(o.npairs, 1);
    EXPECT_INT(o.origins, 1);
    EXPECT(o.pairs[0].tie == METHOD_TIE_KNOWN);
    return o.pairs[0].reason;
}

TEST(known_ties_say_why) {
    struct made m = two_independent();
    m.in.publications[1].owner = S("owner p");
    EXPECT_STR(only_reason(&m), S("same owner"));
    m = two_independent();
    m.in.voices[1].speaker = S("resident");
    EXPECT_STR(only_reason(&m), S("one speaker"));
    m = two_independent();
    m.in.voices[1].text = S("t1");
    EXPECT_STR(only_reason(&m), S("one text: a repost or shared copy"));
    m = two_independent();
    m.in.voices[1].publication = 0;
    EXPECT_STR(only_reason(&m), S("same publication"));
    m = two_independent();
    feeds(&m, 1, "s-p");
    EXPECT_STR(only_reason(&m), S("one carries the copy of the other"));
    m = two_independent();
    i64 wire = publication(&m, "s-w", "owner w", "none");
    feeds(&m, 0, "s-w");
    feeds(&m, 1, "s-w");
    EXPECT_INT(wire, 2);
    EXPECT_STR(only_reason(&m), S("both carry the copy of a third"));
}

TEST(sides_tie_publications_and_speakers) {
    struct made m = two_independent();
    m.in.publications[0].side = m.in.publications[1].side = S("a-1");
    EXPECT_STR(only_reason(&m), S("same side"));
    m = two_independent(); /* a side's spokesman in a neutral paper, and the side's own medium */
    m.in.voices[0].side = S("a-1");
    m.in.publications[1].side = S("a-1");
    EXPECT_STR(only_reason(&m), S("same side"));
    m = two_independent();
    ally(&m, "a-1", "a-2");
    ally(&m, "a-3", "a-2");
    m.in.publications[0].side = S("a-1");
    m.in.publications[1].side = S("a-3");
    EXPECT_STR(only_reason(&m), S("allied sides"));
    m.in.publications[1].side = S("a-9"); /* the other side: as independent as can be */
    EXPECT_INT(fold(&m).origins, 2);
}

TEST(a_publication_quoted_by_another_is_one_speaker) {
    struct made m = two_independent();
    m.in.voices[0].speaker = S(""); /* p in its own words */
    m.in.voices[1].speaker = S("s-p");
    EXPECT_STR(only_reason(&m), S("one speaker"));
}

TEST(an_account_of_which_nothing_is_known_changes_nothing) {
    struct made m = two_independent();
    i64 p = publication(&m, "s-x", "", "");
    says(&m, voice(&m, p, "somebody", "", "t3"), "c-3", 30, 30);
    struct method_output o = fold(&m);
    EXPECT_INT(o.origins, 2);
    EXPECT_INT(o.figures[0].max, 30);
}

TEST(one_account_is_one_speaker_in_one_text) {
    struct made m = made();
    i64 p = publication(&m, "s-p", "owner", "none"), q = publication(&m, "s-q", "owner q", "none");
    says(&m, voice(&m, p, "voskel", "a-1", "t1"), "c-1", 7, 7);
    says(&m, voice(&m, q, "voskel", "a-1", "t1"), "c-2", 7, 7); /* reposted */
    EXPECT(fold(&m).accounts == METHOD_ONE_ACCOUNT);
    says(&m, voice(&m, q, "voskel", "a-1", "t2"), "c-3", 7,
         7); /* another text of the same publication */
    EXPECT(fold(&m).accounts == METHOD_SEVERAL_ONE_ORIGIN);
}

/* A small deterministic generator for the properties. */
static u64 rng;
static i64 below(i64 n) {
    rng ^= rng << 13;
    rng ^= rng >> 7;
    rng ^= rng << 17;
    return (i64)(rng % (u64)n);
}

static struct made random_case(struct arena a, struct arena scratch, u64 seed) {
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

static struct str all_figures(struct arena *a, const struct method_output *o) {
    struct json *list = json_arr(a);
    for (i64 i = 0; i < o->nfigures; i++)
        json_add(list, method_figure_to_json(a, &o->figures[i]));
    json_add(list, json_i(a, o->origins));
    json_add(list, json_str(a, method_accounts_name(o->accounts)));
    return json_canon(a, list);
}

TEST(property_the_order_of_the_input_does_not_matter) {
    struct arena whole = test_arena(), scratch = test_arena();
    for (u64 seed = 1; seed <= 300; seed++) {
        struct made m = random_case(whole, scratch, seed);
        struct method_output o = fold(&m);
        struct str before = all_figures(&m.a, &o);
        for (i64 i = m.in.ntuples - 1; i > 0; i--) {
            i64 k = below(i + 1);
            struct method_tuple t = m.in.tuples[i];
            m.in.tuples[i] = m.in.tuples[k];
            m.in.tuples[k] = t;
        }
        for (i64 i = m.in.nvoices - 1; i > 0; i--) { /* voices change their numbers too */
            i64 k = below(i + 1);
            struct method_voice v = m.in.voices[i];
            m.in.voices[i] = m.in.voices[k];
            m.in.voices[k] = v;
            for (i64 t = 0; t < m.in.ntuples; t++) {
                i64 *at = &m.in.tuples[t].voice;
                *at = *at == i ? k : *at == k ? i : *at;
            }
        }
        o = fold(&m);
        EXPECT_STR(all_figures(&m.a, &o), before);
    }
}

TEST(property_a_repost_never_raises_origins) {
    struct arena whole = test_arena(), scratch = test_arena();
    for (u64 seed = 1; seed <= 400; seed++) {
        struct made m = random_case(whole, scratch, seed);
        struct method_output before = fold(&m);
        i64 from = below(m.in.ntuples);
        struct method_tuple t = m.in.tuples[from];
        struct method_voice v = m.in.voices[t.voice];
        i64 p = publication(&m, "s-new", "new owner",
                            "none"); /* registered, of no side: the strongest case */
        struct method_voice w = {
            .publication = p, .speaker = v.speaker, .side = v.side, .text = v.text};
        if (!w.speaker.n && v.publication >= 0) w.speaker = m.in.publications[v.publication].id;
        *PUSH(&m.a, m.in.voices, m.in.nvoices, m.vcap) = w;
        t.claim = S("c-repost");
        t.voice = m.in.nvoices - 1;
        *PUSH(&m.a, m.in.tuples, m.in.ntuples, m.tcap) = t;
        struct method_output after = fold(&m);
        if (!m.in.tuples[from].left_out.n) EXPECT(after.origins <= before.origins);
        for (i64 i = 0;
             i < after.nfigures && i < before.nfigures && after.nfigures == before.nfigures; i++)
            EXPECT(after.figures[i].origins <= before.figures[i].origins);
    }
}

TEST(property_parts_and_denials_change_no_whole) {
    struct arena whole = test_arena(), scratch = test_arena();
    for (u64 seed = 1; seed <= 300; seed++) {
        struct made m = random_case(whole, scratch, seed);
        struct method_output o = fold(&m);
        struct str before = all_figures(&m.a, &o);
        struct method_tuple *t = says(&m, below(6), "c-zz", 0, 1000);
        t->who = t->whole = S("civilian");
        t->reviewed = false;
        struct method_tuple *d = says(&m, 0, "c-zy", 0, 0);
        d->left_out = S("a denial");
        o = fold(&m);
        for (i64 i = 0; i < o.nfigures; i++)
            EXPECT(o.figures[i].max != 1000);
        struct json *was;
        struct err e = {0};
        EXPECT_OK(json_read(&m.a, before, &was, &e));
        EXPECT_INT(was->n - 2, o.nfigures);
    }
}

TEST(property_json_carries_everything) {
    struct arena whole = test_arena(), scratch = test_arena();
    for (u64 seed = 1; seed <= 300; seed++) {
        struct made m = random_case(whole, scratch, seed);
        struct method_output o = fold(&m), p;
        struct str text = json_canon(&m.a, method_input_to_json(&m.a, &m.in));
        struct json *j;
        struct err e = {0};
        struct method_input again;
        EXPECT_OK(json_read(&m.a, text, &j, &e));
        EXPECT_OK(method_input_from_json(&m.a, j, &again, &e));
        EXPECT_STR(json_canon(&m.a, method_input_to_json(&m.a, &again)), text);
        method_range(&m.a, scratch, &again, toy_hash, &p);
        EXPECT_STR(all_figures(&m.a, &p), all_figures(&m.a, &o));
    }
}

static rc read_text(struct arena *a, struct str text, struct err *e) {
    struct json *j;
    struct method_input in;
    TRY(json_read(a, text, &j, e));
    return method_input_from_json(a, j, &in, e);
}

#define HEAD                                                                                       \
    "{\"v\":1,\"method\":\"range@1\",\"incident\":\"i-1\",\"parties\":[],\"publications\":[],"
TEST(json_of_a_wrong_form_is_refused) {
    static const char *const bad[] = {
        "[]",
        "{}",
        HEAD "\"voices\":[],\"tuples\":[],\"more\":1}",
        HEAD "\"voices\":[{\"publication\":0}],\"tuples\":[]}",
        HEAD "\"voices\":[{\"publication\":-1}],\"tuples\":[]}",
        HEAD "\"voices\":[{}],\"tuples\":[{\"claim\":\"c\",\"voice\":1,\"reviewed\":true}]}",
        HEAD "\"voices\":[{}],\"tuples\":[{\"claim\":\"c\",\"voice\":0}]}",
        HEAD "\"voices\":[{}],\"tuples\":[{\"claim\":\"\",\"voice\":0,\"reviewed\":true}]}",
        HEAD
        "\"voices\":[{}],\"tuples\":[{\"claim\":\"c\",\"voice\":0,\"reviewed\":true,\"min\":1}]}",
        HEAD
        "\"voices\":[{}],\"tuples\":[{\"claim\":\"c\",\"voice\":0,\"reviewed\":true,\"what\":\"killed\","
        "\"who\":\"man\",\"min\":5,\"max\":4}]}",
        HEAD
        "\"voices\":[{}],\"tuples\":[{\"claim\":\"c\",\"voice\":0,\"reviewed\":true,\"what\":\"killed\","
        "\"who\":\"man\",\"min\":-1,\"max\":4}]}",
    };
    for (int i = 0; i < LEN(bad); i++) {
        struct arena a = test_arena();
        struct err e = {0};
        rc r = read_text(&a, str_c(bad[i]), &e);
        if (!EXPECT(r == RC_USAGE)) test_fail(__FILE__, __LINE__, "accepted or other: %s", bad[i]);
        EXPECT(e.msg[0] != 0);
    }
    struct arena a = test_arena();
    struct err e = {0};
    EXPECT_OK(read_text(
        &a,
        S(HEAD "\"voices\":[{}],\"tuples\":[{\"claim\":\"c\",\"voice\":0,\"reviewed\":true,"
               "\"what\":\"killed\",\"who\":\"man\",\"min\":5,\"max\":null}]}"),
        &e));
    EXPECT(
        read_text(
            &a,
            S("{\"v\":2,\"method\":\"range@1\",\"incident\":\"i\",\"parties\":[],\"publications\":[],"
              "\"voices\":[],\"tuples\":[]}"),
            &e) == RC_UNSUPPORTED);
}

TEST(methods_are_found_with_and_without_version) {
    i64 n;
    const struct method *all = method_all(&n);
    EXPECT(n >= 1);
    EXPECT(method_find(S("range")) == &all[0]);
    EXPECT(method_find(S("range@1")) == &all[0]);
    EXPECT(method_find(S("range@2")) == NULL);
    EXPECT(method_find(S("")) == NULL);
    for (i64 i = 0; i < n; i++) {
        EXPECT(all[i].nrules > 5);
        for (i64 k = 0; k < all[i].nrules; k++)
            EXPECT(str_ends(all[i].rules[k].text, S(".")));
    }
}
