/* The part of an input that one figure rests on: its tuples and their voices. A receipt opens no
 * more than that. */
#include "method/method.h"

static bool wanted(const struct method_tuple *t, struct str what, struct str who) {
    return str_eq(t->what, what) && str_eq(t->who, who);
}

void method_select(struct arena *a, const struct method_input *in, struct str what, struct str who,
                   struct method_input *out) {
    i64 *place = NEWN(a, i64, in->nvoices); /* new index + 1 of each voice that is needed */
    *out = *in;
    out->tuples = NEWN(a, struct method_tuple, in->ntuples);
    out->voices = NEWN(a, struct method_voice, in->nvoices);
    out->ntuples = out->nvoices = 0;
    for (i64 i = 0; i < in->ntuples; i++)
        if (wanted(&in->tuples[i], what, who)) place[in->tuples[i].voice] = 1;
    for (i64 v = 0; v < in->nvoices; v++) {
        if (!place[v]) continue;
        out->voices[out->nvoices++] = in->voices[v];
        place[v] = out->nvoices;
    }
    for (i64 i = 0; i < in->ntuples; i++) {
        if (!wanted(&in->tuples[i], what, who)) continue;
        struct method_tuple *t = &out->tuples[out->ntuples++];
        *t = in->tuples[i];
        t->voice = place[t->voice] - 1;
    }
}
