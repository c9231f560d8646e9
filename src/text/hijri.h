/* The Islamic calendar by arithmetic: 30 years of 354 days with 11 leap days (years 2, 5, 7, 10,
 * 13, 16, 18, 21, 24, 26, 29 of each thirty), civil epoch, Friday 16 July 622 (Julian). Reingold
 * and Dershowitz, Calendrical Calculations, ch. 7.
 *
 * Months are begun by sight or by decree and differ from country to country by a day, so a Hijri
 * day is given as a range of three days (one on each side), and month and year one day wider at
 * each end: DATE_RANGE, marked approximate by whoever shows it. Day numbers as in base/date.h. */
#ifndef CAIRN_TEXT_HIJRI_H
#define CAIRN_TEXT_HIJRI_H

#include "base/date.h"
#include "base/limits.h"

bool hijri_leap(int y);
int hijri_month_days(int y, int m); /* 29 or 30; 0 when m is no month */
bool hijri_valid(int y, int m, int d);
/* The day number by the table, CHECKed to be valid. O(1), as all of these. */
i32 hijri_days(int y, int m, int d);
/* Back; false when the day lies outside the years above. */
bool hijri_civil(i32 days, int *y, int *m, int *d);
/* d 0: the whole month; m 0: the whole year. False: no such date. Out is a day wider on each side.
 */
bool hijri_range(int y, int m, int d, struct date_range *out);
/* The last year in which (m, d) falls on or before `anchor` (a day number); 0 none. d 0: the month
 * must have begun. */
int hijri_year_before(i32 anchor, int m, int d);
/* Month by its Latin letters ("Ramadan", "Rabi al-Awwal", "Dhu al-Hijjah", "Safar"): 1..12 or 0.
 * Words folded to ASCII letters, one blank between, articles and hyphens as blanks. */
int hijri_month(struct str words);

#endif
