#include "read/testing.h"

struct told {
    const char *text;
    enum kind kind;
    i64 min; /* of its first count; 0 = not asked */
};

static void tell(const struct told *t, i64 n) {
    for (i64 i = 0; i < n; i++) {
        struct sample s = sample_read(t[i].text);
        const struct claim *c = sample_claim(&s, t[i].kind, 0);
        if (!c)
            test_fail(__FILE__, __LINE__, "no %s in: %s", cstr(&s.a, kind_name(t[i].kind)),
                      t[i].text);
        if (c && t[i].min && (!c->ncounts || c->counts[0].min != t[i].min))
            test_fail(__FILE__, __LINE__, "not %lld in: %s", (long long)t[i].min, t[i].text);
    }
}

TEST(the_last_of_the_armed_leave) {
    static const struct told t[] = {
        {"The last band of insurgents left Marat by boat at noon, the army said.", KIND_evacuation,
         0},
        {"The departure of the remaining rebels was announced by the mayor.", KIND_evacuation, 0},
        {"The remnants of the militia boarded buses for the north on Monday.", KIND_evacuation, 0},
        {"The withdrawal of the final contingent of gunmen ended the siege of Marat.",
         KIND_evacuation, 0},
        {"The rest of the fighters crossed the river at dawn, the governor said.", KIND_evacuation,
         0},
        {"The last 60 gunmen were driven away in trucks, police said.", KIND_evacuation, 60},
    };
    tell(t, LEN(t));
}

TEST(people_are_carried_out) {
    static const struct told t[] = {
        {"Some 3,870 people had been taken out by rail, the mayor said.", KIND_evacuation, 0},
        {"412 residents were brought away by ferry on Sunday.", KIND_evacuation, 412},
        {"Over 900 villagers were led to safety through the hills.", KIND_evacuation, 901},
    };
    tell(t, LEN(t));
}

TEST(leavings_have_numbers) {
    static const struct told t[] = {
        {"The exodus from Marat of 44,000 people has emptied its schools, the council said.",
         KIND_displacement, 44000},
        {"Exodus from Marat tops 18,000", KIND_displacement, 18000},
        {"The UN put the number of people displaced from Marat at 17,000.", KIND_displacement,
         17000},
        {"Marat has been left by 12,000 of its inhabitants, the governor said.", KIND_displacement,
         12000},
        {"Marat has lost 4,000 of its people to Ilvane, the mayor said.", KIND_displacement, 4000},
        {"More than 500 families have abandoned Marat since Sunday.", KIND_displacement, 501},
        {"Nearly 300 residents quit Marat for the hills, officials said.", KIND_displacement, 0},
    };
    tell(t, LEN(t));
}

TEST(hospitals_elsewhere_take_people_in) {
    static const struct told t[] = {
        {"Some 5,000 people fled Marat, the mayor said. Another 150 had been admitted to "
         "Ilvane's hospitals, he said.",
         KIND_medical_evacuation, 150},
        {"6,000 residents left Marat last week. Ninety patients have been received by the "
         "hospitals of Ilvane.",
         KIND_medical_evacuation, 90},
    };
    tell(t, LEN(t));
}

TEST(what_is_no_leaving) {
    static const char *const t[] = {"The last group of tourists left the museum at noon.",
                                    "The team lost 12 of its players to Ilvane United.",
                                    "12,000 people left disappointed.",
                                    "The last of the fighters did not leave Marat."};
    for (i64 i = 0; i < LEN(t); i++) {
        struct sample s = sample_read(t[i]);
        for (i64 k = 0; k < s.r.n; k++)
            if ((s.r.claims[k].kind == KIND_evacuation ||
                 s.r.claims[k].kind == KIND_displacement) &&
                s.r.claims[k].polarity == POLARITY_POSITIVE &&
                s.r.claims[k].modality == MODALITY_ASSERTED)
                test_fail(__FILE__, __LINE__, "%s", t[i]);
    }
}
