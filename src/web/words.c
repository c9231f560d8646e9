#include "web/words.h"
#include "web/words_in.h"

#include "base/err.h"

const char *const LANG_CODES[LANG_COUNT] = {"en", "ar", "ru"};
const char *const LANG_NAMES[LANG_COUNT] = {"English", "العربية", "Русский"};

/* Sorted by id when it is made (Makefile). */
static const struct words_row ROWS[] = {
#define W(id, en, ar, ru) {SI(id), {SI(en), SI(ar), SI(ru)}},
#include "web/words_table.def"
#undef W
};

const struct words_row *words_rows(i64 *n) {
    *n = LEN(ROWS);
    return ROWS;
}

/* Compares the row's id with "list.value", or with `list` alone when value.p is NULL. */
static int compare(struct str id, struct str list, struct str value) {
    i64 n = list.n < id.n ? list.n : id.n;
    int d = memcmp(id.p, list.p, (size_t)n);
    if (d != 0) return d;
    if (!value.p) return id.n < list.n ? -1 : id.n > list.n;
    if (id.n <= list.n) return -1;
    if (id.p[list.n] != '.') return (u8)id.p[list.n] < '.' ? -1 : 1;
    return str_cmp(str_sub(id, list.n + 1, id.n), value);
}

/* O(log rows). */
static const struct words_row *find(struct str list, struct str value) {
    i64 lo = 0, hi = LEN(ROWS);
    while (lo < hi) {
        i64 mid = (lo + hi) / 2;
        int d = compare(ROWS[mid].id, list, value);
        if (d == 0) return &ROWS[mid];
        if (d < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

struct str words_get(enum lang l, const char *id) {
    const struct words_row *row = find(str_c(id), (struct str){0});
    if (!row) check_failed(__FILE__, __LINE__, id);
    return row->in[l];
}

struct str words_term(enum lang l, const char *list, struct str value) {
    const struct words_row *row = value.n > 0 ? find(str_c(list), value) : NULL;
    return row ? row->in[l] : S("");
}

struct str words_put(struct arena *a, struct str pattern, const struct str *values, i64 n) {
    i64 most = pattern.n + 1;
    for (i64 i = 0; i < pattern.n; i++)
        most += pattern.p[i] == '{'
                    ? values[0].n + (n > 1 ? values[1].n : 0) + (n > 2 ? values[2].n : 0)
                    : 0;
    struct buf b = buf_make(a, most);
    for (i64 i = 0; i < pattern.n; i++) {
        i64 which = i + 2 < pattern.n && pattern.p[i] == '{' && pattern.p[i + 2] == '}'
                        ? pattern.p[i + 1] == 'n' ? 0 : pattern.p[i + 1] - '1'
                        : -1;
        if (which < 0 || which >= n) {
            buf_c(&b, pattern.p[i]);
            continue;
        }
        buf_put(&b, values[which]);
        i += 2;
    }
    CHECK(buf_ok(&b));
    return buf_str(&b);
}

struct str words_fill(struct arena *a, enum lang l, const char *id, struct str one,
                      struct str two) {
    const struct str values[] = {one, two};
    return words_put(a, words_get(l, id), values, 2);
}

struct str words_n(struct arena *a, enum lang l, const char *id, i64 n) {
    struct str rest = words_get(l, id), form = rest;
    for (int i = words_plural(l, n); i >= 0 && rest.p; i--)
        form = str_cut(&rest, '|'); /* too few forms: the last one stands for the rest */
    const struct str value = words_number(a, l, n);
    return words_put(a, form, &value, 1);
}
