/* Doubles as decimal text, as ECMAScript writes them (ECMA-262, Number::toString; RFC 8785
 * §3.2.2.3). Only conformance and foreign data need them: our own entries hold integers. */
#include "base/json_inner.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { DIGITS_MAX = 17 };

/* strtod under the C locale whatever the host program has set. In glibc and musl the "C" locale
 * object is static: nothing is allocated here and nothing need be freed. */
static double c_strtod(const char *s) {
    locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    CHECK(c != (locale_t)0);
    double d = strtod_l(s, NULL, c);
    freelocale(c);
    return d;
}

double json_double(struct arena scratch, struct str literal) {
    return c_strtod(cstr(&scratch, literal));
}

struct decimal {
    char digits[DIGITS_MAX + 1]; /* no zero at the end, NUL-terminated; first digit not 0 */
    int n;
    int exp10; /* value = 0.digits × 10^exp10 */
};

/* d > 0, correctly rounded to n digits. The point, whatever the locale calls it, is skipped. */
static struct decimal rounded(double d, int n) {
    char t[64];
    struct decimal r = {0};
    int len = snprintf(t, sizeof t, "%.*e", n - 1, d);
    const char *exp = strrchr(t, 'e');
    CHECK(len > 0 && len < (int)sizeof t && exp);
    for (const char *p = t; p < exp; p++)
        if (is_digit(*p)) r.digits[r.n++] = *p;
    CHECK(r.n == n);
    i64 e10;
    bool minus = exp[1] == '-';
    CHECK(str_i64(str_c(exp + 2), &e10));
    r.exp10 = (int)(minus ? -e10 : e10) + 1;
    return r;
}

/* One unit more in the last digit. */
static void bump(struct decimal *r) {
    int at = r->n;
    while (at > 0 && r->digits[at - 1] == '9')
        r->digits[--at] = '0';
    if (at > 0) {
        r->digits[at - 1]++;
        return;
    }
    r->digits[0] = '1';
    r->exp10++;
}

static bool reads_back(const struct decimal *r, double d) {
    char t[40];
    snprintf(t, sizeof t, "%se%d", r->digits, r->exp10 - r->n);
    return c_strtod(t) == d;
}

/* Fewest digits that read back as d; of those the nearest to d. Every decimal of 15 digits survives
 * a normal double, so shorter ones end in zeros at 15; subnormals have fewer bits and are tried
 * from 1. At a power of two the gap above is twice the gap below: there the next decimal up may
 * read back when the nearest does not. */
static struct decimal shortest(double d) {
    for (int n = d < 0x1p-1022 ? 1 : 15; n < DIGITS_MAX; n++) {
        struct decimal r = rounded(d, n);
        if (reads_back(&r, d)) return r;
        bump(&r);
        if (reads_back(&r, d)) return r;
    }
    return rounded(d, DIGITS_MAX);
}

static void zeros(struct buf *b, int n) {
    while (n-- > 0)
        buf_c(b, '0');
}

static void put_exponent(struct buf *b, const struct decimal *r) {
    buf_c(b, r->digits[0]);
    if (r->n > 1) buf_c(b, '.');
    buf_puts(b, r->digits + 1);
    buf_puts(b, r->exp10 > 0 ? "e+" : "e-");
    buf_i64(b, r->exp10 > 0 ? r->exp10 - 1 : 1 - r->exp10);
}

static void put_decimal(struct buf *b, const struct decimal *r) {
    int k = r->n, n = r->exp10;
    if (n < -5 || n > 21) {
        put_exponent(b, r);
    } else if (n <= 0) {
        buf_puts(b, "0.");
        zeros(b, -n);
        buf_puts(b, r->digits);
    } else if (k <= n) {
        buf_puts(b, r->digits);
        zeros(b, n - k);
    } else {
        buf_put(b, (struct str){r->digits, n});
        buf_c(b, '.');
        buf_puts(b, r->digits + n);
    }
}

void json_put_double(struct buf *b, double d) {
    CHECK(isfinite(d));
    if (d == 0) {
        buf_c(b, '0'); /* minus zero too */
        return;
    }
    if (d < 0) buf_c(b, '-');
    struct decimal r = shortest(d < 0 ? -d : d);
    while (r.n > 1 && r.digits[r.n - 1] == '0')
        r.digits[--r.n] = 0;
    put_decimal(b, &r);
}
