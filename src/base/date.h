/* Dates without a clock: proleptic Gregorian civil dates, ISO 8601, partial precision.
 *
 * A date is day-exact or a range: "2031", "2031-03", "2031-03-10", "2031-03-03/2031-03-09". A range
 * is two inclusive days with a precision word that keeps how it was said (SFM's rule: never stretch
 * past the source). Day numbers are days since 1970-01-01 (Hinnant's algorithm); years 1..9999. */
#ifndef CAIRN_BASE_DATE_H
#define CAIRN_BASE_DATE_H

#include "base/str.h"

enum date_precision { DATE_NONE, DATE_DAY, DATE_WEEK, DATE_MONTH, DATE_YEAR, DATE_RANGE };

struct date_range {
    i32 from, to; /* day numbers, inclusive; meaningful when precision != DATE_NONE */
    enum date_precision precision;
};

bool date_valid(int y, int m, int d);
i32 date_days(int y, int m, int d);
void date_civil(i32 days, int *y, int *m, int *d);
int date_weekday(i32 days); /* 1 = Monday … 7 = Sunday */
int date_month_days(int y, int m);

/* Strict ISO parse of the forms above (also YYYY-Www for a week). False when not one of them. */
bool date_parse(struct str s, struct date_range *out);
/* "2031-03-10" of one day. */
struct str date_iso(struct arena *a, i32 day);
/* Shortest form that keeps the precision: "2031-03", "2031-03-03/2031-03-09". "" for DATE_NONE. */
struct str date_text(struct arena *a, struct date_range r);
/* For people, English: "10 March 2031", "3–9 March 2031", "March 2031". */
struct str date_words(struct arena *a, struct date_range r);
/* "", "day", "week", "month", "year", "range" */
struct str date_precision_name(enum date_precision p);
bool date_precision_parse(struct str s, enum date_precision *out);

/* RFC 3339 UTC instant from seconds since the epoch: "2031-03-10T14:02:11Z"; and back (strict). */
struct str instant_text(struct arena *a, i64 unix_seconds);
bool instant_parse(struct str s, i64 *unix_seconds);

#endif
