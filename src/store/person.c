/* Persons without the database: fields, names, ages, ids, digests. */
#include "store/person.h"

#include "proof/hash.h"

static const struct {
    const char *field;
    u32 group;
    bool many;
} FIELDS[] = {
#define PERSON_FIELD(name, group, many) {#name, group, many},
#include "store/person_fields.def"
#undef PERSON_FIELD
};

static i64 field_at(struct str field) {
    for (i64 i = 0; i < LEN(FIELDS); i++)
        if (str_eqc(field, FIELDS[i].field)) return i;
    return -1;
}

bool person_field_known(struct str field) {
    return field_at(field) >= 0;
}

u32 person_field_group(struct str field) {
    i64 at = field_at(field);
    return at < 0 ? (u32)FIELD_ALL : FIELDS[at].group;
}

bool person_field_many(struct str field) {
    i64 at = field_at(field);
    return at >= 0 && FIELDS[at].many;
}

static struct person_field field_of(const struct json *f) {
    return (struct person_field){.field = json_get_str(f, "f"),
                                 .value = json_get_str(f, "v"),
                                 .words = json_get_str(f, "w"),
                                 .label = json_get_str(f, "l"),
                                 .column = json_get_str(f, "c"),
                                 .script = json_get_str(f, "s"),
                                 .of = json_get_i(f, "o", -1),
                                 .source = json_get_str(f, "source"),
                                 .entry = json_get_i(f, "entry", -1)};
}

void person_fields_read(struct arena *a, const struct json *fields, struct person_field **out,
                        i64 *n) {
    *n = 0;
    *out = NEWN(a, struct person_field, fields ? fields->n : 0);
    JSON_EACH(f, fields)(*out)[(*n)++] = field_of(f);
}

static u64 mix(u64 h, struct str s) {
    return (h ^ str_hash(s)) * 0x9E3779B97F4A7C15ull + 1;
}

i64 person_digest(const struct json *fields) {
    u64 h = 1;
    JSON_EACH(f, fields) {
        if (json_get_bool(f, "k")) continue;
        h = mix(h, json_get_str(f, "f"));
        h = mix(h, json_get_str(f, "v"));
        h = mix(h, json_get_str(f, "w"));
        h = mix(h, json_get_str(f, "l"));
    }
    return (i64)h;
}

static bool edited(const struct person *p, struct str field) {
    for (i64 i = 0; i < p->nedits; i++)
        if (str_eq(p->edits[i].field, field)) return true;
    return false;
}

void person_fields(struct arena *a, const struct person *p, struct person_field **out, i64 *n) {
    *n = 0;
    *out = NEWN(a, struct person_field, p->nfields + p->nedits);
    for (i64 i = 0; i < p->nfields; i++)
        if (!edited(p, p->fields[i].field)) (*out)[(*n)++] = p->fields[i];
    for (i64 i = 0; i < p->nedits; i++)
        if (p->edits[i].value.n) (*out)[(*n)++] = p->edits[i];
}

static struct str first_of(const struct person_field *f, i64 n, const char *field) {
    for (i64 i = 0; i < n; i++)
        if (str_eqc(f[i].field, field) && f[i].of < 0) return f[i].value;
    return (struct str){0};
}

struct str person_name(struct arena *a, const struct person *p) {
    static const char *const PARTS[] = {"first", "father", "grandfather", "family"};
    struct person_field *f;
    i64 n;
    person_fields(a, p, &f, &n);
    struct str name = first_of(f, n, "full");
    /* a father's name alone names the father */
    bool parts = !name.n && (first_of(f, n, "first").n || first_of(f, n, "family").n);
    for (i64 i = 0; parts && i < LEN(PARTS); i++) {
        struct str part = first_of(f, n, PARTS[i]);
        if (part.n) name = name.n ? str_fmt(a, "%.*s %.*s", SARG(name), SARG(part)) : part;
    }
    if (!name.n) name = first_of(f, n, "kunya");
    return name.n ? name : first_of(f, n, "nickname");
}

bool person_age(struct str value, i64 *min, i64 *max) {
    struct str hi = value, lo = str_cut(&hi, '-');
    if (!str_i64(lo, min) || *min < 0 || *min > AGE_YEARS_MAX) return false;
    if (!hi.p) return *max = *min, true;
    return str_i64(hi, max) && *max >= *min && *max <= AGE_YEARS_MAX;
}

static struct str id_of(struct arena *a, const char *prefix, struct str text, i64 bytes) {
    u8 h[32];
    sha256(text, h);
    return str_cat(a, str_c(prefix), hex_encode(a, (struct str){(char *)h, bytes}));
}

struct str name_list_id(struct arena *a, struct str name, struct str item) {
    return id_of(a, "l-", str_fmt(a, "cairn/list/v1\n%.*s\n%.*s", SARG(item), SARG(name)), 8);
}

struct str person_id(struct arena *a, struct str list, struct str key, struct str item,
                     struct str sheet, i64 line, bool again) {
    struct buf b = buf_make(a, NAME_BYTES_MAX * 4 + CELL_BYTES_MAX);
    buf_puts(&b, "cairn/person/v1\n");
    buf_put(&b, list);
    buf_puts(&b, key.n ? "\nkey\n" : "\nrow\n");
    buf_put(&b, key.n ? key : item);
    if (!key.n || again) {
        buf_c(&b, '\n');
        buf_put(&b, sheet);
        buf_fmt(&b, "\n%lld", (long long)line);
    }
    return id_of(a, "n-", buf_str(&b), 16);
}
