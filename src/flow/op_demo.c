/* demo: the whole way of a report on the sample reports, by the same operations that a person would
 * call. */
#include "flow/args.h"
#include "flow/samples.h"
#include "flow/session.h"
#include "sys/os.h"

enum { DEMO_WORDS = 40 };

struct demo {
    struct op_ctx *c;
    const char *dir, *case_dir, *key;
    bool show;         /* rows of the next call go to the person */
    struct json *last; /* last row of the last call */
    i64 rows;
};

static void row(void *self, const struct op *op, const struct json *v) {
    struct demo *d = self;
    d->last = json_copy(d->c->perm, v);
    d->rows++;
    if (d->show) d->c->face->row(d->c->face->self, op, v);
}
static void say(void *self, const char *line) {
    struct demo *d = self;
    if (d->show) d->c->face->say(d->c->face->self, line);
}
static void raw(void *self, struct str bytes) {
    (void)self;
    (void)bytes;
}

/* One command, as typed after `cairn -C case`. */
static rc call(struct demo *d, const char *const *words, i64 n, struct err *e) {
    struct face face = {.self = d, .row = row, .say = say, .raw = raw};
    struct op_ctx x = {.perm = d->c->perm,
                       .scratch = d->c->scratch,
                       .face = &face,
                       .case_dir = d->case_dir,
                       .key_file = d->key,
                       .actor = d->c->actor};
    i64 used = 0;
    d->rows = 0;
    x.op = args_find(words, n, &used);
    CHECK(x.op);
    rc r = args_parse(&x, words + used, n - used, e);
    if (r == RC_OK) r = x.op->run(&x, e);
    session_close(&x);
    return r;
}
#define CALL(d, e, ...)                                                                            \
    call((d), (const char *const[]){__VA_ARGS__}, LEN(((const char *const[]){__VA_ARGS__})), (e))

static const char *path(struct demo *d, const char *name) {
    return cstr(d->c->perm, str_fmt(d->c->perm, "%s/%s", d->dir, name));
}

/* Cells of one line of a table; NUL-ended. */
static i64 cells(struct arena *a, struct str line, const char **out) {
    i64 n = 0;
    while (line.p && n < DEMO_WORDS)
        out[n++] = cstr(a, str_cut(&line, '\t'));
    return n;
}

/* "NAME@FROM;NAME@FROM" → calls op with PARTY NAME --from FROM --source SOURCE. */
static rc dated_list(struct demo *d, const char *const op[2], const char *party, const char *list,
                     const char *source, struct err *e) {
    struct str rest = str_c(list);
    while (rest.p && rest.n) {
        struct str one = str_cut(&rest, ';');
        struct str name = str_cut(&one, '@');
        TRY(CALL(d, e, op[0], op[1], party, cstr(d->c->perm, name), "--from", cstr(d->c->perm, one),
                 "--source", source));
    }
    return RC_OK;
}

static rc each_line(struct demo *d, struct str table,
                    rc (*fn)(struct demo *, const char **, struct err *), struct err *e) {
    (void)str_cut(&table, '\n');
    while (table.p && table.n) {
        const char *f[DEMO_WORDS + 1];
        i64 n = cells(d->c->perm, str_cut(&table, '\n'), f);
        while (n < DEMO_WORDS)
            f[n++] = "";
        TRY(fn(d, f, e));
    }
    return RC_OK;
}

static rc party(struct demo *d, const char **f, struct err *e) {
    return CALL(d, e, "party", "add", f[0], "--source", f[3]);
}

static rc party_names(struct demo *d, const char **f, struct err *e) {
    TRY(dated_list(d, (const char *const[]){"party", "alias"}, f[0], f[1], f[3], e));
    return dated_list(d, (const char *const[]){"party", "ally"}, f[0], f[2], f[3], e);
}

static rc publication(struct demo *d, const char **f, struct err *e) {
    const char *w[DEMO_WORDS] = {
        "publication", "add", f[0],     "--owner", f[1],       "--side", *f[2] ? f[2] : "none",
        "--country",   f[4],  "--from", f[5],      "--source", f[6]};
    i64 n = 13;
    struct str feeds = str_c(f[3]);
    while (feeds.p && feeds.n && n + 2 < DEMO_WORDS) {
        w[n++] = "--feeds";
        w[n++] = cstr(d->c->perm, str_cut(&feeds, ';'));
    }
    return call(d, w, n, e);
}

/* A date that stands in the bytes is left for the reader to find. */
static rc report(struct demo *d, const char **f, struct err *e) {
    const char *w[DEMO_WORDS] = {"add",    path(d, f[0]), "--publication", f[1],
                                 "--lang", f[3],          "--from",        f[4]};
    i64 n = 8;
    if (str_eqc(str_c(f[6]), "recorder")) w[n++] = "--published", w[n++] = f[2];
    if (*f[5]) w[n++] = "--url", w[n++] = f[5];
    return call(d, w, n, e);
}

static rc write_samples(struct demo *d, struct err *e) {
    for (const struct sample *s = SAMPLE_REPORTS; s->name; s++)
        TRY(os_replace(path(d, s->name), 0644, s->bytes(), e));
    TRY(os_replace(path(d, "places.csv"), 0644, sample_places(), e));
    return os_replace(path(d, "outline.geojson"), 0644, sample_outline(), e);
}

static rc make_case(struct demo *d, struct err *e) {
    TRY(CALL(d, e, "init", d->case_dir, "--no-passphrase", "--name", "Lisharan 2031 (invented)"));
    TRY(each_line(d, sample_parties(), party, e));
    TRY(each_line(d, sample_parties(), party_names, e));
    TRY(each_line(d, sample_publications(), publication, e));
    return CALL(d, e, "place", "import", path(d, "places.csv"));
}

/* A person would look at each claim; the demo accepts those of the first report, so that both
 * states can be seen. */
static rc review(struct demo *d, struct err *e) {
    struct op_ctx x = {.perm = d->c->perm,
                       .scratch = d->c->scratch,
                       .face = d->c->face,
                       .case_dir = d->case_dir,
                       .key_file = d->key,
                       .actor = d->c->actor};
    struct book *b;
    rc r = session_book(&x, true, &b, e);
    const char **ids = NULL;
    i64 n = 0, cap = 0;
    for (i64 i = 0; r == RC_OK && i < b->nclaims; i++)
        if (b->claims[i].item == 0)
            *PUSH(d->c->perm, ids, n, cap) = cstr(d->c->perm, b->claims[i].c.id);
    session_close(&x);
    TRY(r);
    for (i64 i = 0; i < n; i++)
        TRY(CALL(d, e, "review", ids[i], "accept", "--reason",
                 "demo: words compared with the report"));
    return RC_OK;
}

static rc prove(struct demo *d, struct err *e) {
    TRY(CALL(d, e, "figures"));
    if (d->last && json_get_str(d->last, "id").n) {
        const char *id = cstr(d->c->perm, json_get_str(d->last, "id"));
        TRY(CALL(d, e, "receipt", id, "--out", path(d, "figure.receipt")));
        TRY(CALL(d, e, "verify", path(d, "figure.receipt")));
    }
    TRY(CALL(d, e, "verify", "--deep"));
    return CALL(d, e, "rebuild", "--check");
}

static rc run(struct op_ctx *c, struct err *e) {
    struct demo d = {.c = c,
                     .dir = op_given(c, "DIR") ? cstr(c->perm, op_str(c, "DIR")) : "demo-case"};
    d.case_dir = path(&d, "case");
    d.key = path(&d, "case.key");
    TRY(os_mkdirs(d.dir, 0755, e));
    TRY(write_samples(&d, e));
    op_say(c, "1  a case, and the registers of parties, publications and places");
    TRY(make_case(&d, e));
    op_say(c, "2  reports in: sealed, read, compared");
    TRY(each_line(&d, sample_manifest(), report, e));
    op_say(c,
           "3  a draft of what the program read; then a person reviews one report; then the site");
    TRY(CALL(&d, e, "publish", path(&d, "draft"), "--draft", "--outline",
             path(&d, "outline.geojson")));
    TRY(review(&d, e));
    TRY(CALL(&d, e, "publish", path(&d, "site"), "--outline", path(&d, "outline.geojson")));
    op_say(c, "4  a receipt, checked without the case; the whole case, checked");
    TRY(prove(&d, e));
    d.show = true;
    TRY(CALL(&d, e, "incidents"));
    op_say(
        c,
        "open %s/site/index.html (reviewed) and %s/draft/index.html (everything, marked as a "
        "draft)",
        d.dir, d.dir);
    op_say(c, "try next: cairn -C %s --key-file %s claims", d.case_dir, d.key);
    return RC_OK;
}

static const struct op_arg ARGS[] = {
    {"DIR", "DIR", ARG_POS, false, "folder for the case and the sites; default demo-case", NULL},
    {0}};

const struct op OP_DEMO = {.name = "demo",
                           .group = "start",
                           .summary = "a sample case, reviewed, published and verified",
                           .details =
                               "All of it is invented: country, places, groups, people, media.",
                           .perm = PERM_NONE,
                           .no_case = true,
                           .args = ARGS,
                           .columns = "code title accounts origins reviewed",
                           .examples = {"cairn demo sample", NULL},
                           .run = run,
                           .local = true};
