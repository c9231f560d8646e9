/* One invented sentence a kind of event, and beside it one of nearly the same words that tells of
 * no such event. */
#include "read/testing.h"

struct pair {
    enum kind kind;
    const char *yes, *no;
};

static const struct pair PAIRS[] = {
    {KIND_killing, "Gunmen killed four men in Marat.", "Gunmen killed time in Marat."},
    {KIND_death, "Four men died in Marat.", "The old custom died in Marat."},
    {KIND_injury, "Four men were wounded in Marat.", "His pride was wounded in Marat."},
    {KIND_torture, "Guards tortured four men in Marat.", "He was tortured by doubt in Marat."},
    {KIND_mass_grave, "A mass grave was found near Marat.", "A grave mistake was made near Marat."},
    {KIND_bodies_found, "Police found nine bodies in Marat.",
     "Police found nine public bodies helpful."},
    {KIND_detention, "Police detained four men in Marat.", "Traffic detained nobody in Marat."},
    {KIND_abduction, "Gunmen abducted four men in Marat.", "Gunmen met four men in Marat."},
    {KIND_shelling, "Shells hit a school in Marat.", "Sea shells lay on a beach in Marat."},
    {KIND_airstrike, "Jets struck a market in Marat.", "The jets struck up a song in Marat."},
    {KIND_bombing, "A car bomb exploded in Marat.", "The population exploded in Marat."},
    {KIND_hazard, "Fighters mined the streets of Marat.", "The mines near Marat gave coal."},
    {KIND_munitions_found, "Soldiers found four munitions depots in Marat.",
     "Soldiers built four bus depots in Marat."},
    {KIND_displacement, "4,000 people fled Marat.", "Four thieves fled the shop."},
    {KIND_medical_evacuation, "Sixty wounded were flown abroad for treatment.",
     "Sixty guests were flown abroad for a wedding."},
    {KIND_territorial_control, "The army took full control of Marat.",
     "The army took full control of its budget."},
};

static bool tells(const char *text, enum kind k) {
    struct sample s = sample_read(text);
    const struct claim *c = sample_claim(&s, k, 0);
    return c && c->polarity == POLARITY_POSITIVE && c->modality == MODALITY_ASSERTED;
}

TEST(kinds_are_told_by_their_words) {
    for (i64 i = 0; i < LEN(PAIRS); i++)
        if (!tells(PAIRS[i].yes, PAIRS[i].kind))
            test_fail(__FILE__, __LINE__, "not read: %s", PAIRS[i].yes);
}

TEST(kinds_are_not_told_by_words_alone) {
    for (i64 i = 0; i < LEN(PAIRS); i++)
        if (tells(PAIRS[i].no, PAIRS[i].kind))
            test_fail(__FILE__, __LINE__, "read: %s", PAIRS[i].no);
}
