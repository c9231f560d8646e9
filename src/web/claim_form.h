/* The form by which claims are entered and corrected. */
#ifndef CAIRN_WEB_CLAIM_FORM_H
#define CAIRN_WEB_CLAIM_FORM_H

#include "web/told.h"

/* Fields as flow/enter.h shows them: shown = enter_shown() of a claim, or an object with what is
 * known already. */
void claim_fields(struct told *w, i64 item, const struct json *shown);
/* Lists of words offered while typing: speakers, places, parties, numbers. */
void claim_lists(struct told *w, i64 item);

#endif
