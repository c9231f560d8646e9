/* The card of a claim at the reading desk (page_read_card.c). */
#ifndef CAIRN_WEB_READ_CARD_H
#define CAIRN_WEB_READ_CARD_H

#include "web/told.h"

/* next: where a decision without script leads. */
void read_card(struct told *w, i64 at, i64 number, struct str next);
void read_reasons(struct req *r); /* the list of reasons, once a page */

#endif
