/* What attributes say of an element: class, id and role words that pages use for what is not the
 * matter. Internal. */
#ifndef CAIRN_TEXT_HINTS_H
#define CAIRN_TEXT_HINTS_H

#include "text/html.h"

bool hints_hidden(const struct html_token *t); /* hidden, aria-hidden=true, style="display:none" */
bool hints_boiler(struct arena scratch, const struct html_token *t);
bool hints_credit(struct arena scratch, const struct html_token *t); /* byline, dateline */
/* Hash of the first word of class, which elements of a series share ("message default", "message
 * joined"); 0 when there is none or it is only about layout ("row"). */
u32 hints_kind(const struct html_token *t);
/* page_hash() of the labels that pages put between their articles ("Advertisement", "Read also").
 */
u64 *hints_labels(struct arena *a, i64 *n);

#endif
