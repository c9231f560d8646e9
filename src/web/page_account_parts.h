/* Pieces that the pages about people share. */
#ifndef CAIRN_WEB_PAGE_ACCOUNT_PARTS_H
#define CAIRN_WEB_PAGE_ACCOUNT_PARTS_H

#include "people/accounts.h"
#include "store/records_account.h"
#include "web/desk.h"
#include "web/ui.h"

/* Boxes for roles and for groups, named as the operations' arguments. */
void parts_roles(struct req *r, u32 chosen);
/* Sends "none" too, so that no box checked means no group. everybody: as a box of its own. */
MUST rc parts_groups(struct req *r, i64 chosen, bool everybody, struct err *e);
/* Names of roles in the language of the page, joined. */
void parts_role_words(struct req *r, u32 roles);
MUST rc parts_group_words(struct req *r, i64 reach, struct err *e);
/* A table of open sessions, each with a button that ends it. */
void parts_sessions(struct req *r, const struct sitting *all, i64 n, struct str next);
/* A link as a list item. */
void parts_link(struct req *r, const char *path, const char *id);

#endif
