#include "web/claim_form.h"

#include "web/fixture.h"

/* The form of a claim shows every field of it, and its kind's fields stand open. */
TEST(the_form_of_a_claim_shows_what_it_holds) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    EXPECT_OK(CALL(f, "add",
                   fixture_file(f, "form.txt",
                                S("Dr Ilin Soro told the Orlan Wire that "
                                  "dozens of people, among them three "
                                  "children, were shot in Marat.\n"))));
    EXPECT_OK(CALL(f, "claim", "add", "form.txt", "--quote",
                   "dozens of people, among them three children", "--kind", "killing", "--count",
                   "dozens", "--count-words", "dozens of people", "--count-2", "3", "--who-2",
                   "child", "--of-2", "1", "--who-says", "Dr Ilin Soro", "--who-says-2",
                   "Orlan Wire", "--where", "Marat", "--finding", "gunshot", "--when", "2031-03",
                   "--modality", "possible"));
    if (!EXPECT(f->n == 1)) return;
    struct str id = str_dup(&a, json_get_str(f->rows[0], "id")), to;
    rc got;
    struct str html =
        fixture_page(f, (struct asked){.path = "/correct/{}", .seg = id, .query = ""}, &got, &to);
    EXPECT_INT(got, RC_OK);
    static const char *const FIELDS[] = {
        "name=\"count\" dir=\"auto\" autocomplete=\"off\" value=\"24-99\"",
        "name=\"count-2\" dir=\"auto\" autocomplete=\"off\" value=\"3\"",
        "value=\"dozens of people\"",
        "value=\"Dr Ilin Soro\"",
        "value=\"Orlan Wire\"",
        "value=\"2031-03\"",
        "value=\"gunshot\" selected",
        "value=\"possible\" selected",
        "value=\"killing\" data-fields=",
        "<option value=\"1\" selected",
        "name=\"whole\" value=\"1\""};
    for (i64 i = 0; i < LEN(FIELDS); i++)
        if (!str_has(html, str_c(FIELDS[i])))
            test_fail(__FILE__, __LINE__, "%s is not in the form", FIELDS[i]);
    EXPECT(!str_has(html, S("value=\"@")));
    EXPECT(str_has(html, S("data-field=\"counts\" open")));
    EXPECT(!str_has(html, S("data-field=\"names\" open")));
}
