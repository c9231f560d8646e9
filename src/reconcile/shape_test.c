/* The JSON of CLAIMS.md. */
#include "reconcile/book_test.h"

static struct str has(struct arena *a, const struct json *j, const char *key) {
    const struct json *v = json_get(j, key);
    return v ? json_canon(a, v) : S("absent");
}

TEST(an_incident_has_the_fields_of_claims_md) {
    struct pair p = pair_of_accounts();
    if (!EXPECT(pair_together(&p))) return;
    struct book *b = maker_view(&p.m);
    struct arena *a = p.m.a;
    i64 at = maker_incident(&p.m, p.x);
    struct json *j = incident_to_json(a, b, at);
    EXPECT_STR(has(a, j, "v"), S("1"));
    EXPECT_STR(json_get_str(j, "kind"), S("killing"));
    EXPECT_STR(has(a, j, "claims"), S("[\"c-00000\",\"c-00001\"]"));
    EXPECT_STR(has(a, j, "when"),
               S("{\"from\":\"2031-03-08\",\"precision\":\"day\",\"to\":\"2031-03-08\"}"));
    EXPECT_STR(json_get_str(json_get(j, "where"), "name"), S("Orlan"));
    EXPECT_STR(json_get_str(j, "reviewed"), S("none"));
    EXPECT_STR(has(a, j, "searched"), S("[]"));
    EXPECT_STR(has(a, json_get(j, "disputes"), "number"),
               S("[{\"against\":\"c-00000\",\"by\":\"c-00001\"}]"));
}

TEST(a_figure_has_the_fields_of_claims_md) {
    struct pair p = pair_of_accounts();
    if (!EXPECT(pair_together(&p))) return;
    struct book *b = maker_view(&p.m);
    struct arena *a = p.m.a;
    struct json *j = figure_to_json(a, b, &b->figures[0]);
    static const char *const keys[] = {"v",    "id",     "incident",   "method",   "what",
                                       "who",  "min",    "max",        "accounts", "origins",
                                       "ends", "claims", "unreviewed", "words"};
    for (int i = 0; i < LEN(keys); i++)
        EXPECT(json_get(j, keys[i]) != NULL);
    EXPECT_INT(j->n, LEN(keys));
    EXPECT_STR(has(a, j, "ends"), S("{\"max\":[\"c-00001\"],\"min\":[\"c-00000\"]}"));
    EXPECT_STR(json_get_str(j, "method"), S("range@1"));
}

TEST(a_merged_incident_says_only_where_it_went) {
    struct maker m = maker_war();
    maker_report(&m, "s-post", "2031-03-10", "Shells hit Tarn. Looters emptied Dockside.");
    maker_claim(&m, KIND_shelling, "Shells", "", ROLE_UNKNOWN, "Tarn");
    maker_claim(&m, KIND_robbery, "Looters", "", ROLE_UNKNOWN, "Dockside");
    EXPECT_INT(maker_reconcile(&m), 2);
    struct json **parts;
    i64 n;
    struct err e = {0};
    EXPECT_OK(reconcile_merge(m.a, &m.b, 0, 1, &parts, &n, &e));
    maker_take(&m, parts, n);
    struct json *j = incident_to_json(m.a, &m.b, 1);
    EXPECT_STR(json_get_str(j, "merged_into"), m.b.incidents[0].id);
    EXPECT(json_get(j, "claims") == NULL);
}
