/* build/bench_desk_case make DIR KEY N     makes a case of N incidents, 10 N claims, N / 2 reports
 * build/bench_desk_case persons N          a list of N persons as CSV on standard output
 * build/bench_desk_case measure DIR KEY N  what the desk does most, repeated: p50 and p95; N as it
 *                                          was made with
 *
 * Everything is invented and deterministic (but ids and keys of the case). The case is made by real
 * entries, as reading makes them: texts with their word trees, claims whose spans stand in the
 * texts, incidents. Ten incidents share five reports; each report says two things of each. */
#include "flow/args.h"
#include "flow/correct.h"
#include "flow/session.h"
#include "proof/words.h"
#include "reconcile/reconcile.h"
#include "sys/os.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

enum { SHARE = 10, REPORTS = 5, TOWNS = 200, QUARTERS = 5, BATCH = 100, COMMIT = 10 }; /* groups an
    entry, entries of a kind a transaction */

/* ---- the invented country ---- */

static u64 mix(u64 x) { /* splitmix64, Vigna 2015 */
    x += 0x9e3779b97f4a7c15ULL;
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ x >> 27) * 0x94d049bb133111ebULL;
    return x ^ x >> 31;
}

static struct str invented(struct arena *a, u64 seed, int parts) {
    static const char *const HEAD[] = {"Ma", "Or", "Li", "Ta", "Ve", "Ko", "Su", "Ra", "De", "Bo"};
    static const char *const BODY[] = {"ra", "la", "sha", "re", "mo", "ki", "ne", "du", "va", "zi"};
    static const char *const TAIL[] = {"t", "n", "ran", "k", "m", "r", "s", "lin", "vo", "da"};
    struct buf b = buf_make(a, 64);
    u64 x = mix(seed);
    buf_puts(&b, HEAD[x % 10]);
    for (int i = 0; i < parts; i++)
        buf_puts(&b, BODY[(x >> (8 + 4 * i)) % 10]);
    buf_puts(&b, TAIL[(x >> 40) % 10]);
    return buf_str(&b);
}

static const char *const QUARTER[] = {"Old Mill", "Lower Market", "Heron Bridge", "Station Hill",
                                      "Tanners"};
static const char *const SPEAKER[] = {"Residents", "Ministry officials", "A hospital doctor",
                                      "Two witnesses", "The town council"};

struct town {
    struct str name, id, quarter[QUARTERS], quarter_id[QUARTERS];
};

struct maker {
    struct op_ctx c;
    struct arena perm, keep; /* of the session; of the country */
    struct arena work, work_whole; /* of one entry or call, given back after it */
    struct town towns[TOWNS];
    struct str publications[40];
    i64 incidents;
};

static void towns(struct maker *m) {
    for (int t = 0; t < TOWNS; t++) {
        struct town *w = &m->towns[t];
        w->name = str_fmt(&m->keep, "%.*s", SARG(invented(&m->keep, (u64)t * 7919, 1 + t % 3)));
        if (t >= 100) w->name = str_cat(&m->keep, S("New "), w->name);
        w->id = place_id(&m->keep, w->name, (struct str){0});
        for (int q = 0; q < QUARTERS; q++) {
            w->quarter[q] = str_fmt(&m->keep, "%s of %.*s", QUARTER[q], SARG(w->name));
            w->quarter_id[q] = place_id(&m->keep, w->quarter[q], w->id);
        }
    }
    for (int p = 0; p < LEN(m->publications); p++)
        m->publications[p] = str_cat(&m->keep, invented(&m->keep, (u64)p + 99991, 2),
                                     p % 2 ? S(" Courier") : S(" Post"));
}

static struct json *part(struct arena *a, const char *kind) {
    struct json *p = json_obj(a);
    json_set_str(a, p, "kind", str_c(kind));
    return p;
}

static struct json *place_part(struct arena *a, struct str name, struct str parent,
                               const char *grain, int at) {
    struct json *p = part(a, "place");
    json_set_str(a, p, "name", name);
    if (parent.n) json_set_str(a, p, "parent", parent);
    json_set_str(a, p, "precision", str_c(grain));
    json_set_i(a, p, "lat", 330000000 + at * 12345);
    json_set_i(a, p, "lon", 360000000 + at * 23456);
    return p;
}

static rc registers(struct maker *m, struct err *e) {
    struct arena *a = m->c.perm;
    struct json **parts = NEWN(a, struct json *, TOWNS * (1 + QUARTERS));
    i64 n = 0;
    for (int t = 0; t < TOWNS; t++) {
        struct town *w = &m->towns[t];
        parts[n++] = place_part(a, w->name, (struct str){0}, "city", 10 * t);
        for (int q = 0; q < QUARTERS; q++)
            parts[n++] = place_part(a, w->quarter[q], w->id, "neighbourhood", 10 * t + 1 + q);
    }
    return session_act(&m->c, "registered", parts, n, e);
}

/* ---- reports ---- */

struct told {
    struct claim c;
    i64 incident; /* 0 … SHARE - 1 of its group */
};

struct report {
    struct str text, outside, sha;
    struct told told[2 * SHARE];
    i64 ntold;
    struct date_range published;
};

static struct span put(struct buf *b, struct str s) {
    struct span x = {(u32)b->n, (u32)(b->n + s.n)};
    buf_put(b, s);
    return x;
}

/* The day of an incident: spread over ten years. */
static i32 day_of(i64 incident) {
    return date_days(2021, 1, 1) + (i32)(mix((u64)incident) % 3650);
}

/* "Residents said that shells killed 14 people in Old Mill of Marat on 9 March 2031." */
static void tell(struct maker *m, struct buf *b, struct told *t, i64 incident, int report,
                 int half) {
    struct arena *a = m->c.perm;
    u64 x = mix((u64)incident * 31 + 7);
    const struct town *w = &m->towns[x % TOWNS];
    int q = (int)((x >> 20) % QUARTERS);
    struct claim *c = &t->c;
    *c = (struct claim){.kind = half ? KIND_injury : KIND_killing,
                        .by_reader = S("cairn-read/1"),
                        .by_model = S("sha256:00")};
    i64 number = 2 + (i64)(x >> 30) % 40 + (report == 1 ? 3 : 0);
    struct str what = half ? S("wounded") : S("killed");
    u32 from = (u32)b->n;
    c->said.chain = NEWN(a, struct said_link, 2);
    c->said.nchain = 2;
    c->said.chain[0] = (struct said_link){
        .who = put(b, str_c(SPEAKER[(report + half) % 5])),
        .role = report % 5 == 1 ? ROLE_OFFICIAL : ROLE_RESIDENT};
    c->said.chain[1] = (struct said_link){.is_publication = true};
    buf_c(b, ' ');
    c->said.cue = put(b, S("said"));
    buf_puts(b, " that ");
    c->said.content.start = (u32)b->n;
    buf_puts(b, x & 1 ? "shells " : "gunmen ");
    c->trigger = put(b, what);
    buf_c(b, ' ');
    c->counts = NEW(a, struct count);
    c->counts[0] = (struct count){.what = half ? WHAT_INJURED : WHAT_KILLED,
                                  .min = number,
                                  .max = number};
    c->counts[0].span = put(b, str_fmt(a, "%lld people", (long long)number));
    c->ncounts = 1;
    buf_puts(b, " in ");
    c->where = NEW(a, struct where);
    c->where[0] = (struct where){.span = put(b, w->quarter[q]),
                                 .place = w->quarter_id[q],
                                 .precision = PRECISION_NEIGHBOURHOOD};
    c->nwhere = 1;
    buf_puts(b, " on ");
    struct date_range day = {day_of(incident), day_of(incident), DATE_DAY};
    c->when = (struct when){.span = put(b, date_words(a, day)), .range = day};
    c->said.content.end = (u32)b->n;
    buf_c(b, '.');
    c->sentence = (struct span){from, (u32)b->n};
    buf_puts(b, half ? "\n\n" : " ");
}

static void write_report(struct maker *m, struct report *r, i64 group, int number) {
    struct arena *a = m->c.perm;
    struct buf b = buf_make(a, 16 << 10);
    i64 first = group * SHARE;
    i32 latest = 0;
    buf_fmt(&b, "Report %lld.%d from %.*s\n\n", (long long)group, number,
            SARG(m->towns[group % TOWNS].name));
    for (i64 i = 0; i < SHARE; i++)
        for (int half = 0; half < 2; half++) {
            struct told *t = &r->told[r->ntold++];
            t->incident = i;
            tell(m, &b, t, first + i, number, half);
            if (day_of(first + i) > latest) latest = day_of(first + i);
        }
    r->text = buf_str(&b);
    r->published = (struct date_range){latest + 1 + number, latest + 1 + number, DATE_DAY};
    u8 h[32];
    sha256(r->text, h);
    r->sha = hex_encode(a, bytes_str(h, 32));
    r->outside = str_cat(a, S("m-"), str_sub(r->sha, 0, 32));
    struct str id = str_cat(a, S("sha256:"), r->sha);
    for (i64 i = 0; i < r->ntold; i++)
        r->told[i].c.id = claim_id(a, id, S("text/1"), &r->told[i].c, 0);
}

/* ---- entries ---- */

static rc received(struct maker *m, struct report *rs, i64 n, i64 base, struct err *e) {
    struct arena *a = m->c.perm;
    struct json **parts = NEWN(a, struct json *, 2 * n);
    for (i64 i = 0; i < n; i++) {
        struct str object = str_fmt(a, "o/%lld", (long long)i);
        TRY(store_put(m->c.session->txn, object, rs[i].text, e));
        struct json *p = parts[2 * i] = part(a, "item");
        json_set_str(a, p, "item", rs[i].outside);
        json_set_str(a, p, "object", object);
        json_set_str(a, p, "publication", m->publications[(base + i) % LEN(m->publications)]);
        json_set_str(a, p, "publication_by", S("recorder"));
        json_set_str(a, p, "published", date_text(a, rs[i].published));
        json_set_str(a, p, "published_by", S("recorder"));
        json_set_str(a, p, "lang", S("en"));
        p = parts[2 * i + 1] = part(a, "manifest");
        json_set_str(a, p, "item", rs[i].outside);
        json_set_str(a, p, "sha256", rs[i].sha);
        json_set_i(a, p, "size", rs[i].text.n);
        json_set_str(a, p, "name", str_fmt(a, "report-%lld.txt", (long long)(base + i)));
    }
    return session_entry(&m->c, "received", parts, 2 * n, NULL, e);
}

static rc reading(struct maker *m, const struct report *r, i64 ordinal, struct json **out,
                  struct err *e) {
    struct arena *a = m->c.perm;
    struct json *p = *out = part(a, "reading");
    struct str object = str_fmt(a, "t/%lld", (long long)ordinal);
    u8 entry[32], seed[32], root[32];
    i64 words;
    TRY(store_put(m->c.session->txn, object, r->text, e));
    store_txn_seed(m->c.session->txn, entry);
    store_salt(entry, "words", ordinal, seed);
    TRY(words_root(r->text, seed, root, &words, e));
    json_set_str(a, p, "item", r->outside);
    json_set_str(a, p, "reader", S("cairn-read/1"));
    json_set_str(a, p, "model", S("sha256:00"));
    json_set_str(a, p, "form", S("text"));
    json_set_str(a, p, "lang", S("en"));
    struct json *w = json_set(p, S("words"), json_obj(a));
    json_set_i(a, w, "n", words);
    json_set_str(a, w, "root", hex_encode(a, bytes_str(root, 32)));
    json_set_str(a, p, "text", object);
    json_set_i(a, p, "ordinal", ordinal);
    return RC_OK;
}

static rc read_all(struct maker *m, struct report *rs, i64 n, struct err *e) {
    struct arena *a = m->c.perm;
    struct json **parts = NEWN(a, struct json *, n * (1 + 2 * SHARE));
    i64 k = 0;
    for (i64 i = 0; i < n; i++) {
        TRY(reading(m, &rs[i], i, &parts[k++], e));
        for (i64 j = 0; j < rs[i].ntold; j++) {
            struct json *p = parts[k++] = part(a, "claim");
            json_set_str(a, p, "item", rs[i].outside);
            json_set_str(a, p, "state", S("new"));
            json_set(p, S("claim"), claim_for_log(a, &rs[i].told[j].c));
        }
    }
    return session_entry(&m->c, "read", parts, k, NULL, e);
}

static struct json *incident_part(struct maker *m, struct report *rs, i64 group, i64 at) {
    struct arena *a = m->c.perm;
    struct json *part_ = part(a, "incident"), *j = json_obj(a), *list = json_arr(a);
    const struct claim *first = NULL;
    for (int r = 0; r < REPORTS; r++)
        for (i64 k = 0; k < rs[r].ntold; k++) {
            if (rs[r].told[k].incident != at) continue;
            if (!first) first = &rs[r].told[k].c;
            json_add(list, json_str(a, rs[r].told[k].c.id));
        }
    i64 number = group * SHARE + at + 1;
    u64 x = mix((u64)(number - 1) * 31 + 7);
    struct str town = m->towns[x % TOWNS].name;
    json_set(part_, S("incident"), j);
    json_set_str(a, j, "id", reconcile_founded(a, first->id, 0));
    json_set_str(a, j, "code", str_fmt(a, "%c%c%c-%04lld", town.p[0], town.p[1] - 32,
                                       town.p[2] >= 'a' ? town.p[2] - 32 : 'X',
                                       (long long)number));
    json_set_str(a, j, "kind", kind_name(first->kind));
    json_set_str(a, j, "place", first->where[0].place);
    json_set_str(a, j, "precision", word_name("precision", PRECISION_NEIGHBOURHOOD));
    json_set_str(a, j, "when", date_text(a, first->when.range));
    json_set(j, S("claims"), list);
    return part_;
}

static struct json *decision(struct arena *a, const struct claim *c) {
    struct json *p = part(a, "review");
    json_set_str(a, p, "claim", c->id);
    json_set_str(a, p, "act", S("accept"));
    json_set_i(a, p, "version", 0);
    return p;
}

/* Every fifth claim is accepted. */
static rc decided(struct maker *m, struct report *rs, i64 n, struct err *e) {
    struct arena *a = m->c.perm;
    struct json **parts = NEWN(a, struct json *, 2 * n * 2 * SHARE);
    i64 k = 0;
    for (i64 i = 0; i < n; i++)
        for (i64 j = 0; j < rs[i].ntold; j += 5) {
            parts[k++] = decision(a, &rs[i].told[j].c);
            parts[k] = part(a, "reason");
            json_set_str(a, parts[k++], "words", S("compared with the report"));
        }
    return session_entry(&m->c, "reviewed", parts, k, NULL, e);
}

static rc batch(struct maker *m, i64 group, i64 groups, struct err *e) {
    struct arena *a = m->c.perm;
    struct report *rs = NEWN(a, struct report, groups * REPORTS);
    struct json **parts = NEWN(a, struct json *, groups * SHARE);
    for (i64 g = 0; g < groups; g++)
        for (int r = 0; r < REPORTS; r++)
            write_report(m, &rs[g * REPORTS + r], group + g, r);
    for (i64 g = 0; g < groups; g++)
        for (i64 i = 0; i < SHARE; i++)
            parts[g * SHARE + i] = incident_part(m, &rs[g * REPORTS], group + g, i);
    TRY(received(m, rs, groups * REPORTS, group * REPORTS, e));
    TRY(read_all(m, rs, groups * REPORTS, e));
    TRY(session_entry(&m->c, "reconciled", parts, groups * SHARE, NULL, e));
    return decided(m, rs, groups * REPORTS, e);
}

/* ---- running ---- */

static void no_row(void *self, const struct op *op, const struct json *row) {
    (void)self, (void)op, (void)row;
}
static void no_say(void *self, const char *line) {
    (void)self, (void)line;
}
static void no_raw(void *self, struct str bytes) {
    (void)self, (void)bytes;
}
static const struct face FACE = {.row = no_row, .say = no_say, .raw = no_raw};

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void memory(void) {
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    printf("memory at most\t%ld MiB\n", u.ru_maxrss / 1024);
}

static void start(struct maker *m, const char *dir, const char *key) {
    m->perm = arena_make("bench", CALL_PERM_BYTES);
    m->keep = arena_make("bench-kept", 1LL << 28);
    m->work = m->work_whole = arena_make("bench-call", CALL_PERM_BYTES);
    m->c = (struct op_ctx){.perm = &m->perm,
                           .scratch = arena_make("bench-work", CALL_SCRATCH_BYTES),
                           .face = &FACE,
                           .case_dir = dir,
                           .key_file = key,
                           .actor = S("generator")};
    towns(m);
}

/* Runs an operation with the session lent to it, in arenas given back. */
static rc call(struct maker *m, const char *const *words, struct err *e) {
    struct op_ctx c = m->c;
    i64 n = 0, used = 0;
    while (words[n])
        n++;
    c.perm = &m->work;
    c.op = args_find(words, n, &used);
    CHECK(c.op);
    rc r = c.session ? session_renew(&c, e) : RC_OK;
    if (r == RC_OK) r = args_parse(&c, words + used, n - used, e);
    if (r == RC_OK) r = op_run(&c, e);
    if (c.session) session_end(&c);
    arena_reset(&m->work, m->work_whole);
    return r;
}
#define CALL(m, e, ...) call(m, (const char *const[]){__VA_ARGS__, NULL}, e)

static rc make_some(struct maker *m, i64 from, i64 to, struct err *e) {
    TRY(session_begin(&m->c, e));
    for (i64 g = from; g < to; g += BATCH) {
        m->c.perm = &m->work;
        rc r = batch(m, g, to - g < BATCH ? to - g : BATCH, e);
        arena_reset(&m->work, m->work_whole);
        m->c.perm = &m->perm;
        TRY(r);
    }
    return session_commit(&m->c, e);
}

static rc make(struct maker *m, struct err *e) {
    double from = seconds();
    i64 groups = m->incidents / SHARE;
    TRY(session_open(&m->c, e));
    TRY(registers(m, e));
    for (i64 g = 0; g < groups; g += BATCH * COMMIT) {
        i64 to = g + BATCH * COMMIT < groups ? g + BATCH * COMMIT : groups;
        TRY(make_some(m, g, to, e));
        fprintf(stderr, "%lld incidents, %.0f s\n", (long long)(to * SHARE), seconds() - from);
    }
    printf("%lld incidents, %lld claims\t%.0f s\n", (long long)m->incidents,
           (long long)m->incidents * 10, seconds() - from);
    return RC_OK;
}

enum { TIMES = 200 };

static int by_size(const void *p, const void *q) {
    double x = *(const double *)p, y = *(const double *)q;
    return (x > y) - (x < y);
}

static void told(const char *what, double *t, i64 n) {
    qsort(t, (size_t)n, sizeof *t, by_size);
    printf("%s\t%.1f ms\t%.1f ms\n", what, t[n / 2] * 1e3, t[n * 95 / 100] * 1e3);
}

/* The i-th incident's code, and one of its claims and items, wherever the case ends. */
struct target {
    struct str incident, claim, item;
};

static rc pick(struct maker *m, i64 i, struct target *t, struct err *e) {
    struct report r[REPORTS] = {0};
    i64 incident = (i64)(mix((u64)i + 17) % (u64)m->incidents), group = incident / SHARE;
    (void)e;
    for (int k = 0; k < REPORTS; k++)
        write_report(m, &r[k], group, k);
    struct json *p = incident_part(m, r, group, incident % SHARE);
    const struct report *one = &r[i % REPORTS];
    t->incident = json_get_str(json_get(p, "incident"), "code");
    t->claim = one->told[1 + i % (2 * SHARE - 1)].c.id;
    t->item = one->outside;
    return RC_OK;
}

static rc slices(struct maker *m, bool item, i64 i, double *t, struct err *e) {
    struct target to;
    struct book *b;
    m->c.perm = &m->work;
    TRY(pick(m, i, &to, e));
    struct slice w = {.with = SLICE_TEXTS | SLICE_INCIDENTS | SLICE_REVIEWS};
    if (item)
        w.items = &to.item, w.nitems = 1, w.with |= SLICE_ITEM_CLAIMS;
    else
        w.incidents = &to.incident, w.nincidents = 1;
    double from = seconds();
    TRY(session_renew(&m->c, e));
    TRY(session_slice(&m->c, &w, &b, e));
    *t = seconds() - from;
    CHECK(b->nclaims >= 10 && b->nincidents > 0);
    arena_reset(&m->work, m->work_whole);
    m->c.perm = &m->perm;
    return RC_OK;
}

static rc acts(struct maker *m, const char *what, i64 i, double *t, struct err *e) {
    struct arena *a = &m->keep, before = *a;
    struct target to;
    m->c.perm = a;
    TRY(pick(m, i, &to, e));
    m->c.perm = &m->perm;
    const char *claim = cstr(a, to.claim), *item = cstr(a, to.item);
    double from = seconds();
    if (str_eqc(str_c(what), "add"))
        TRY(CALL(m, e, "claim", "add", item, "--quote", "people in", "--kind", "death", "--count",
                 "3", "--what", "killed", "--where", "people"));
    else if (str_eqc(str_c(what), "correct"))
        TRY(CALL(m, e, "review", claim, "correct", "--count", "5", "--reason", "read again"));
    else if (str_eqc(str_c(what), "show"))
        TRY(CALL(m, e, "show", cstr(a, to.incident)));
    else
        TRY(CALL(m, e, "review", claim, what, "--reason", "read again"));
    *t = seconds() - from;
    *a = before;
    return RC_OK;
}

static rc measure(struct maker *m, struct err *e) {
    static const char *const ACTS[] = {"accept", "reject", "correct", "add", "show"};
    static double t[TIMES];
    double from = seconds();
    TRY(session_open(&m->c, e));
    printf("incidents\t%lld\nopened\t%.2f s\nwhat\tp50\tp95\n", (long long)m->incidents,
           seconds() - from);
    for (int item = 0; item < 2; item++) {
        for (i64 i = 0; i < TIMES; i++)
            TRY(slices(m, item, i, &t[i], e));
        told(item ? "slice of an item with its incidents" : "slice of an incident", t, TIMES);
    }
    for (i64 k = 0; k < LEN(ACTS); k++) {
        for (i64 i = 0; i < TIMES / 2; i++)
            TRY(acts(m, ACTS[k], k * TIMES + i, &t[i], e));
        told(ACTS[k], t, TIMES / 2);
    }
    return RC_OK;
}

static rc init(struct maker *m, const char *dir, struct err *e) {
    return CALL(m, e, "init", dir, "--no-passphrase", "--name", "a generated case");
}

/* For `cairn list import`: every tenth has a double nearby, every hundredth no date. */
static void persons(i64 n) {
    struct arena a = arena_make("persons", 1LL << 26);
    puts("No,First name,Family name,Father,Born,Sex,Place,Last seen");
    for (i64 i = 0; i < n; i++) {
        struct arena one = a;
        u64 x = mix((u64)(i - (i % 10 == 9)) + 5);
        i32 born = date_days(1940, 1, 1) + (i32)(x % 25000), seen = date_days(2021, 1, 1);
        seen += (i32)((x >> 20) % 3650);
        struct str day = i % 100 == 50 ? S("") : date_iso(&one, seen);
        printf("P-%06lld,%.*s,%.*s,%.*s,%.*s,%s,%.*s,%.*s\n", (long long)i,
               SARG(invented(&one, x % 997, 1)), SARG(invented(&one, x % 9973 + 1000, 2)),
               SARG(invented(&one, x % 499, 1)), SARG(date_iso(&one, born)), x & 1 ? "f" : "m",
               SARG(invented(&one, x % TOWNS * 7919, 1 + (int)(x % TOWNS) % 3)), SARG(day));
    }
}

static int usage(void) {
    fputs("bench_desk_case make DIR KEY N | measure DIR KEY N | persons N\n", stderr);
    return 2;
}

int main(int argc, char **argv) {
    static struct maker m;
    struct err e = {0};
    if (argc < 3) return usage();
    struct str what = str_c(argv[1]);
    if (str_eqc(what, "persons") && str_i64(str_c(argv[2]), &m.incidents))
        return persons(m.incidents), 0;
    if (argc < 4) return usage();
    start(&m, argv[2], argv[3]);
    rc r = RC_USAGE;
    if (str_eqc(what, "make") && argc == 5 && str_i64(str_c(argv[4]), &m.incidents) &&
        m.incidents >= SHARE) {
        r = init(&m, argv[2], &e);
        if (r == RC_OK) r = make(&m, &e);
    } else if (str_eqc(what, "measure") && argc == 5 && str_i64(str_c(argv[4]), &m.incidents)) {
        r = measure(&m, &e);
    } else {
        return usage();
    }
    if (r != RC_OK) fprintf(stderr, "bench_desk_case: %s: %s\n", rc_name(r), e.msg);
    session_close(&m.c);
    memory();
    return r != RC_OK;
}
