/* Small pieces that the pages of lists and of persons share. */
#ifndef CAIRN_WEB_PERSON_BITS_H
#define CAIRN_WEB_PERSON_BITS_H

#include "flow/lists.h"
#include "web/ui.h"

struct str person_path(struct arena *a, struct str id);
struct str name_list_path(struct arena *a, struct str id);
/* The name as whoever asks may see it, or that it is withheld, or that there is none; a link. */
void person_name_cell(struct req *r, const struct person_line *l);
/* A table of persons: name, sex, age, date, place, what is said, list and row, marks. */
void person_table(struct req *r, const struct person_line *l, i64 n);
/* A closed value, its word; what is in no list as it is written. */
void person_value(struct req *r, struct str field, struct str value);
void person_flags(struct req *r, const struct person_flag *f, i64 n);
bool person_may_see(const struct req *r, struct str field, bool withdrawn);
/* How many, "1,000 or more". */
void person_count(struct req *r, i64 n, bool more);

#endif
