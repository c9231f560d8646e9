/* Which strings of a report name one thing? */
#include "read/roles.h"

const struct role_mention *role_first(const struct role_text *r, i32 item) {
    return &r->m[r->by_item[r->item[item].first]];
}

/* Does a mention of x stand in or over one of y? */
bool role_overlap(const struct role_text *r, i32 x, i32 y) {
    for (i32 i = 0; i < r->item[x].n; i++)
        for (i32 k = 0; k < r->item[y].n; k++) {
            const struct role_mention *a = &r->m[r->by_item[r->item[x].first + i]],
                                      *b = &r->m[r->by_item[r->item[y].first + k]];
            if (a->from < b->to && b->from < a->to) return true;
        }
    return false;
}

/* "people's army (pa)": one right behind the other, a bracket between. */
bool role_alias(const struct role_text *r, i32 x, i32 y) {
    for (i32 i = 0; i < r->item[x].n; i++)
        for (i32 k = 0; k < r->item[y].n; k++) {
            const struct role_mention *a = &r->m[r->by_item[r->item[x].first + i]],
                                      *b = &r->m[r->by_item[r->item[y].first + k]];
            if (b->from == a->to + 1 && r->t.v[a->to].mark == '(') return true;
            if (a->from == b->to + 1 && r->t.v[b->to].mark == '(') return true;
        }
    return false;
}

static bool has_word(const struct role_text *r, const struct role_mention *m, u32 w) {
    for (i32 i = m->from; i < m->to; i++)
        if (r->w[i].lower == w) return true;
    return false;
}

/* All words of the shorter stand in the longer, the last of them among its last two. */
bool role_part(const struct role_text *r, i32 x, i32 y) {
    const struct role_mention *a = role_first(r, x), *b = role_first(r, y);
    if (a->to - a->from > b->to - b->from) return role_part(r, y, x);
    for (i32 i = a->from; i < a->to; i++)
        if (!has_word(r, b, r->w[i].lower)) return false;
    return true;
}

bool role_same(const struct role_text *r, i32 x, i32 y) {
    return role_overlap(r, x, y) || role_part(r, x, y) || role_alias(r, x, y);
}

bool role_beside(const struct role_text *r, i32 x, i32 y) {
    for (i32 i = 0; i < r->item[x].n; i++)
        for (i32 k = 0; k < r->item[y].n; k++)
            if (role_sentence(r, x, i) == role_sentence(r, y, k)) return true;
    return false;
}
