/* The methods and their rules in words: what `cairn method` prints, and what a site publishes as
 * its codebook. */
#include "method/method.h"

#define RULE(text, source)                                                                         \
    { SI(text), SI(source) }

static const struct method_rule RANGE_1[] = {
    RULE("A figure belongs to one incident, one thing counted (killed, injured, bodies, …) and "
         "one group of people "
         "(civilian, child, woman, …); figures of different things or groups are never added.",
         "Every Casualty Standards; SDG indicator 16.1.2"),
    RULE("It runs from the lowest minimum to the highest maximum that a counted claim gives; the "
         "claims behind each "
         "end are named.",
         "Every Casualty Standards, p. 25"),
    RULE("A number said without an upper end (\"at least 12\") leaves the figure without one: no "
         "upper end was given.",
         ""),
    RULE("Only whole counts enter the figure of the whole. A part of it, by the same speaker or "
         "another, makes a "
         "figure of its own group and is never added to the whole.",
         "Iraq Body Count, on overlapping reports"),
    RULE("Not counted, but listed with the reason: claims that repeat another (headlines, "
         "summaries), negated claims "
         "and denials, what is only possible, intended or conditional, claims withdrawn or "
         "judged wrong by a person.",
         ""),
    RULE("When a speaker corrects their own earlier number of the same thing and group, the "
         "earlier one is not "
         "counted any more, but stays listed. A higher later toll that is not called a "
         "correction replaces nothing.",
         "Airwars: an old assessment stays readable"),
    RULE("A denial is shown and counts nothing: it never makes a minimum of 0 and never changes "
         "the number of "
         "accounts.",
         ""),
    RULE("Accounts are told apart by speaker and publication; reposts of one text are one "
         "account.",
         "Every Casualty Standards, p. 25"),
    RULE("Two accounts are independent only when that is established: both publications are in "
         "the register with owner "
         "and side, the owners differ, neither carries the other's copy nor both a third's, the "
         "speakers differ, no "
         "publication or speaker of one is of the same or an allied side as one of the other, "
         "the texts were compared "
         "and are not one text, and a person reviewed both claims. What is not known counts as a "
         "tie.",
         "Every Casualty Standards, p. 25; Iraq Body Count: two independent sources"),
    RULE("Accounts with a known tie form one unit. The number of origins is the size of the "
         "largest set of units of "
         "which each two are independent in all their accounts; it is at least 1. So a repost "
         "never raises it, and an "
         "account of which nothing is known does not change it.",
         ""),
    RULE("An unreviewed claim is counted in the range, named as unreviewed, and corroborates "
         "nothing.",
         ""),
    RULE("Documented counts and statistical estimates are never added.", "SDG indicator 16.1.2"),
};

static const struct method METHODS[] = {
    {SI("range@1"), SI("lowest to highest of what is said, both ends with their claims"), RANGE_1,
     LEN(RANGE_1)},
};

const struct method *method_all(i64 *n) {
    *n = LEN(METHODS);
    return METHODS;
}

/* Newest last in the table. */
const struct method *method_find(struct str name) {
    for (i64 i = LEN(METHODS) - 1; i >= 0; i--) {
        struct str rest = METHODS[i].name;
        if (str_eq(rest, name) || str_eq(str_cut(&rest, '@'), name)) return &METHODS[i];
    }
    return NULL;
}

struct str method_accounts_name(enum method_accounts a) {
    return a == METHOD_ONE_ACCOUNT          ? S("one_account")
           : a == METHOD_SEVERAL_ONE_ORIGIN ? S("several_accounts_one_origin")
                                            : S("independent_accounts");
}
