/* The first page: what is in the case, and where to begin. */
#include "web/told.h"

static rc home(struct req *r, struct err *e) {
    struct waiting n;
    h_begin(&r->h, "h1");
    h_attr(&r->h, "dir", S("auto"));
    h_text(&r->h, store_name(r->op.session->store));
    h_end(&r->h);
    if (op_reach(&r->op) == -1) { /* the count tells of items that others do not see */
        ui_rows_begin(r);
        ui_row(r, "core.entries");
        ui_number(r, store_size(r->op.session->store));
        ui_row_end(r);
        ui_rows_end(r);
    }
    ui_head(r, 2, "review.waits");
    TRY(told_waiting(r, &n, e));
    told_waiting_tiles(r, &n);
    return RC_OK;
}

const struct page PAGE_HOME = {
    .path = "/", .title = "core.menu_home", .menu = "/", .perm = PERM_READ, .get = home};
