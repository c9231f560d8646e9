#include "read/types.h"

#include "base/asset.h"

ASSET(words_file, "data/models/words.bin");

const struct word_table *word_table_make(struct arena *a) {
    struct word_table *t = NEW(a, struct word_table);
    struct err e = {0};
    CHECK(word_table_open(words_file(), t, &e) == RC_OK);
    return t;
}

static u32 hash_of(struct str w) {
    u32 h = 2166136261u;
    for (i64 i = 0; i < w.n; i++)
        h = (h ^ (u8)w.p[i]) * 16777619u;
    return h;
}

/* ASCII for the typographic mark at p (UTF-8), and its bytes. NULL where there is none. */
static const char *ascii_mark(const char *p, i64 n, i32 *bytes) {
    *bytes = 2;
    if (n >= 2 && (u8)p[0] == 0xC2 && ((u8)p[1] == 0xAB || (u8)p[1] == 0xBB)) return "\"";
    *bytes = 3;
    if (n < 3 || (u8)p[0] != 0xE2 || (u8)p[1] != 0x80) return NULL;
    switch ((u8)p[2]) {
    case 0x98:
    case 0x99: return "'";
    case 0x9C:
    case 0x9D:
    case 0x9E: return "\"";
    case 0x90:
    case 0x91:
    case 0x93: return "-";
    case 0x94:
    case 0x95: return "--";
    case 0xA6: return "...";
    default: return NULL;
    }
}

static struct str plain(struct arena *a, struct str w) {
    bool some = false;
    i32 k;
    for (i64 i = 0; i < w.n && !some; i++)
        some = (u8)w.p[i] >= 0xC2 && ascii_mark(w.p + i, w.n - i, &k);
    if (!some) return w;
    struct buf b = buf_make(a, w.n + 1); /* no replacement is longer than its mark */
    for (i64 i = 0; i < w.n;) {
        const char *m = ascii_mark(w.p + i, w.n - i, &k);
        if (m)
            buf_puts(&b, m);
        else
            buf_c(&b, w.p[i]);
        i += m ? k : 1;
    }
    return buf_str(&b);
}

static void make_slots(struct word_types *t, i64 room) {
    i64 size = 64;
    while (size < room * 2)
        size *= 2;
    t->slot = NEWN(t->a, i32, size);
    t->mask = (u32)(size - 1);
}

static void insert(struct word_types *t, u32 h, i32 number) {
    u32 i = h & t->mask;
    while (t->slot[i])
        i = (i + 1) & t->mask;
    t->slot[i] = number + 1;
}

static i32 add(struct word_types *t, struct str word, u32 h) {
    if ((t->n + 1) * 2 > (i64)t->mask) {
        make_slots(t, t->n * 2 + 2);
        for (i64 i = 0; i < t->n; i++)
            insert(t, t->v[i].w.form, (i32)i);
    }
    struct word_type *w = PUSH(t->a, t->v, t->n, t->cap);
    w->w = wordtype_of(word);
    w->w.form = h; /* of all bytes: what the number is found by */
    w->form = word;
    w->info = word_table_find(t->table, w->w.lower);
    insert(t, h, (i32)(t->n - 1));
    return (i32)(t->n - 1);
}

struct word_types *word_types_make(struct arena *a, const struct word_table *table, i64 expected) {
    struct word_types *t = NEW(a, struct word_types);
    *t = (struct word_types){.a = a, .table = table, .cap = expected + 2};
    t->v = NEWN(a, struct word_type, t->cap);
    make_slots(t, expected + 2);
    add(t, S(""), hash_of(S("")));
    return t;
}

static i32 find(const struct word_types *t, struct str word, u32 h) {
    for (u32 i = h & t->mask; t->slot[i]; i = (i + 1) & t->mask) {
        const struct word_type *w = &t->v[t->slot[i] - 1];
        if (w->w.form == h && str_eq(w->form, word)) return t->slot[i] - 1;
    }
    return -1;
}

i32 word_type_of(struct word_types *t, struct str word) {
    struct str p = plain(t->a, word);
    u32 h = hash_of(p);
    i32 k = find(t, p, h);
    return k >= 0 ? k : add(t, p, h);
}
