/* What one's groups may not see is not there: every operation that a reader may run, before and
 * after a restricted item came into the case, and with every name of that item. Two measures:
 *
 * - without naming it: what the operation answers is the same, to the byte, as before it was there;
 * - naming it (ids, codes, file name, words): what the operation answers is the same, to the byte,
 *   as for a name of the same form that does not exist. */
#include "flow/fixture.h"

#include "flow/desk.h"
#include "sys/os.h"

#include <stdio.h>

static const char OPEN[] =
    "MARAT, March 10 - Interior ministry officials say they have found 14 bodies in Marat, of "
    "people whom fighters shot last week.";
/* Says something about the open incident too, and has one of its own, a speaker and a place. */
static const char CLOSED[] =
    "MARAT, March 10 - Zorvath elders say they have found 14 bodies in Marat, of people whom "
    "fighters shot last week. A shell killed 77 people in Pelsun on Tuesday, the Zorvath elders "
    "said.";

struct seen {
    struct arena a;
    struct buf out;
};

static void put_row(void *self, const struct op *op, const struct json *row) {
    struct seen *s = self;
    (void)op;
    buf_put(&s->out, json_text(&s->a, row));
    buf_c(&s->out, '\n');
}
static void put_line(void *self, const char *line) {
    struct seen *s = self;
    buf_puts(&s->out, line);
    buf_c(&s->out, '\n');
}
static void put_raw(void *self, struct str bytes) {
    struct seen *s = self;
    buf_put(&s->out, bytes);
}
static void put_progress(void *self, const char *what, i64 done, i64 all) {
    (void)self, (void)what, (void)done, (void)all;
}
static bool never(void *self) {
    (void)self;
    return false;
}

/* Who asks: a reader who may also take things out, in no group. */
static const struct rights READER = {{"Rana", 4},
                                     1u << PERM_READ | 1u << PERM_EXPORT | 1u << PERM_SELF |
                                         1u << PERM_NONE,
                                     1,
                                     FIELD_ALL,
                                     false};

/* Everything that comes back, with the word that was given taken out of it. */
static struct str without(struct arena *a, struct str text, struct str word) {
    struct buf b = buf_make(a, text.n + 16);
    for (i64 at = 0; at < text.n;) {
        i64 hit = word.n ? str_find(text, word, at) : -1;
        if (hit < 0) hit = text.n;
        buf_put(&b, str_sub(text, at, hit));
        if (hit < text.n) buf_c(&b, '@');
        at = hit < text.n ? hit + word.n : hit;
    }
    return buf_str(&b);
}

/* One call: `word` stands for every argument that takes a name; the others stay away unless they
 * are required. */
static struct str answer(struct fixture *f, struct arena *keep, const struct op *op,
                         struct str word, i64 at) {
    struct arena whole = arena_make("answers", 1LL << 30);
    struct seen s = {.a = whole};
    struct arena perm = arena_make("call", 1LL << 32), perm0 = perm,
                 scratch = arena_make("work", 1LL << 32);
    s.out = buf_make(&s.a, 64 << 20);
    struct face face = {&s, put_row, put_line, put_raw, put_progress, never, NULL};
    struct op_ctx c = {.op = op,
                       .perm = &perm,
                       .scratch = scratch,
                       .face = &face,
                       .case_dir = f->case_dir,
                       .key_file = f->key,
                       .actor = S("Rana"),
                       .rights = &READER};
    i64 n = 0;
    while (op->args[n].name)
        n++;
    c.values = NEWN(&perm, struct op_value, n);
    for (i64 i = 0; i < n; i++) {
        struct str values = str_c(op->args[i].values);
        struct str v = values.n ? str_cut(&values, '|') : word;
        if (op->args[i].required || i == at) c.values[i] = (struct op_value){&op->args[i], v, true};
    }
    struct err e = {0};
    rc r = op_run(&c, &e);
    session_close(&c);
    buf_fmt(&s.out, "%s: %s: %s", rc_name(r), e.msg, e.hint);
    struct str got = str_dup(keep, without(&s.a, buf_str(&s.out), word));
    arena_drop(perm0);
    arena_drop(scratch);
    arena_drop(whole);
    return got;
}

static bool reads(const struct op *op) {
    return !op->local && !op->no_case && READER.perms >> op->perm & 1;
}

static bool takes_word(const struct op_arg *g) {
    return g->kind != ARG_FLAG && !g->values && (g->type == ARG_TEXT || g->type == ARG_LONG);
}

static bool needs_word(const struct op *op) {
    for (i64 i = 0; op->args[i].name; i++)
        if (op->args[i].required) return true;
    return false;
}

enum { ANSWERS = 4096 };
struct answers {
    struct str v[ANSWERS];
    i64 n;
};

/* Every reading operation as it is, with each flag, and about what everybody sees. */
static void ask_all(struct fixture *f, struct arena *a, const struct str *open, i64 nopen,
                    struct answers *out) {
    out->n = 0;
    for (i64 i = 0; OPS[i]; i++) {
        const struct op *op = OPS[i];
        /* a receipt holds the checkpoint: the size of the log is no secret */
        if (!reads(op) || str_eqc(S("receipt"), op->name)) continue;
        for (i64 k = -1; k < 0 || op->args[k].name; k++) {
            bool flag = k >= 0 && op->args[k].kind == ARG_FLAG;
            if (k >= 0 && !flag && !takes_word(&op->args[k])) continue;
            for (i64 w = 0; w < nopen; w++) {
                if (w > 0 && !needs_word(op) && (k < 0 || flag)) break;
                CHECK(out->n < ANSWERS);
                out->v[out->n++] =
                    str_cat(a, str_fmt(a, "%s %lld %.*s: ", op->name, (long long)k, SARG(open[w])),
                            answer(f, a, op, open[w], k));
            }
        }
    }
}

static i64 names_of(struct fixture *f, struct str *out, i64 most, const char *noun,
                    const char *key) {
    i64 n = 0;
    EXPECT_OK(CALL(f, noun));
    for (i64 i = 0; i < f->n && n < most; i++)
        if (json_get_str(f->rows[i], key).n)
            out[n++] = str_dup(&f->a, json_get_str(f->rows[i], key));
    return n;
}

static i64 all_names(struct fixture *f, struct str *out, i64 most) {
    static const char *const WHAT[][2] = {
        {"items", "id"},          {"items", "name"},   {"items", "outside"}, {"claims", "id"},
        {"incidents", "code"},    {"incidents", "id"}, {"figures", "id"},    {"publications", "id"},
        {"publications", "name"}, {"lists", "id"},     {"lists", "name"},    {"persons", "id"},
        {"persons", "name"}};
    i64 n = 0;
    for (i64 i = 0; i < LEN(WHAT); i++)
        n += names_of(f, out + n, most - n, WHAT[i][0], WHAT[i][1]);
    return n;
}

static bool among(const struct str *all, i64 n, struct str s) {
    for (i64 i = 0; i < n; i++)
        if (str_eq(all[i], s)) return true;
    return false;
}

/* The same form, naming nothing: the last hex digits turned round, the last letters other ones. */
static struct str like(struct arena *a, struct str name) {
    char *p = (char *)str_dup(a, name).p;
    for (i64 i = name.n > 6 ? name.n - 6 : name.n - 1; i < name.n; i++) {
        if (p[i] >= '0' && p[i] <= '8')
            p[i]++;
        else if (p[i] == '9')
            p[i] = '0';
        else if (p[i] >= 'a' && p[i] <= 'f')
            p[i] = p[i] == 'f' ? 'a' : (char)(p[i] + 1);
        else if (is_alpha(p[i]))
            p[i] = p[i] == 'z' ? 'y' : 'z';
    }
    if (str_has(name, S("-000"))) p[name.n - 4] = '8'; /* a code far beyond those that there are */
    return (struct str){p, name.n};
}

static const char HIDDEN_NAME[] = "zorvath-letter.txt", HIDDEN_LIST[] = "zorvath-list.csv";

static void hide(struct fixture *f) {
    const char *path = fixture_file(f, HIDDEN_NAME, str_c(CLOSED));
    EXPECT_OK(CALL(f, "add", path, "--publication", "Zorvath Herald"));
    EXPECT_OK(CALL(f, "group", "add", "families"));
    EXPECT_OK(CALL(f, "item", "access", HIDDEN_NAME, "--groups", "families"));
    const char *list =
        fixture_file(f, HIDDEN_LIST, S("No,Name,Age\n1,Selim Zorvath,24\n2,Karim Zorvath,51\n"));
    EXPECT_OK(CALL(f, "list", "import", "--file", list, "--list", "Zorvath missing", "--column",
                   "Name=full", "--outcome", "missing"));
    EXPECT_OK(CALL(f, "item", "access", HIDDEN_LIST, "--groups", "families"));
}

TEST(reach_nothing_tells_that_a_restricted_item_is_there) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    struct str open[64];
    struct answers *before = NEW(&a, struct answers), *after = NEW(&a, struct answers);
    EXPECT_OK(CALL(f, "add", fixture_file(f, "open.txt", str_c(OPEN)), "--publication", "Courier"));
    i64 n = all_names(f, open, LEN(open) - 2);
    EXPECT_OK(CALL(f, "lists"));
    open[n++] = S("bodies");
    open[n++] = S("Marat");
    ask_all(f, &a, open, n, before);
    hide(f);
    ask_all(f, &a, open, n, after);
    EXPECT(before->n > 50);
    EXPECT_INT(after->n, before->n);
    for (i64 i = 0; i < before->n; i++)
        if (!str_eq(before->v[i], after->v[i]))
            EXPECT_STR(str_sub(after->v[i], 0, 3000), str_sub(before->v[i], 0, 3000));
}

TEST(reach_its_names_are_as_good_as_invented_ones) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    struct str open[64], all[128];
    EXPECT_OK(CALL(f, "add", fixture_file(f, "open.txt", str_c(OPEN)), "--publication", "Courier"));
    i64 nopen = all_names(f, open, LEN(open)), tried = 0;
    hide(f);
    i64 n = all_names(f, all, LEN(all) - 3), persons = 0;
    for (i64 i = 0; i < n; i++)
        persons += str_starts(all[i], S("n-"));
    EXPECT_INT(persons, 2);
    all[n++] = S("Zorvath");
    all[n++] = S("elders");
    for (i64 i = 0; OPS[i]; i++)
        for (i64 k = 0; OPS[i]->args[k].name; k++) {
            if (!reads(OPS[i]) || !takes_word(&OPS[i]->args[k])) continue;
            for (i64 w = 0; w < n; w++) {
                if (among(open, nopen, all[w])) continue;
                struct arena one = a;
                struct str got = answer(f, &one, OPS[i], all[w], k);
                struct str want = answer(f, &one, OPS[i], like(&one, all[w]), k);
                tried++;
                if (str_eq(got, want)) continue;
                test_fail(__FILE__, __LINE__, "%s with %s = %.*s", OPS[i]->name,
                          OPS[i]->args[k].name, SARG(all[w]));
                EXPECT_STR(str_sub(got, 0, 2000), str_sub(want, 0, 2000));
            }
        }
    EXPECT(tried > 100);
}

/* Whoever acts with less than all must not take from an incident what they do not see. */
TEST(reach_acts_of_others_leave_the_hidden_as_it_is) {
    struct arena a = test_arena();
    struct fixture *f = fixture_make(&a);
    EXPECT_OK(CALL(f, "add", fixture_file(f, "open.txt", str_c(OPEN))));
    hide(f);
    EXPECT_OK(CALL(f, "claims"));
    i64 claims = f->n;
    const char *words = fixture_file(f, "words.txt", S("quiet blue stones\n"));
    EXPECT_OK(CALL(f, "account", "add", "Mara", "--roles", "custodian", "--new-file", words));
    EXPECT_OK(CALL(f, "account", "add", "Tamir", "--roles", "recorder", "--new-file", words));
    struct rights r = READER;
    r.perms |= 1u << PERM_WRITE;
    struct arena perm = arena_make("call", 1LL << 32), scratch = arena_make("work", 1LL << 32);
    struct seen s = {.a = a};
    s.out = buf_make(&a, 1 << 20);
    struct face face = {&s, put_row, put_line, put_raw, put_progress, never, NULL};
    const char *more = fixture_file(
        f, "more.txt", S("Hospital doctors said on Monday that 14 bodies were found in Marat."));
    struct op_ctx c = {.op = op_find(S("add")),
                       .perm = &perm,
                       .scratch = scratch,
                       .face = &face,
                       .case_dir = f->case_dir,
                       .key_file = f->key,
                       .actor = S("Tamir"),
                       .rights = &r};
    struct err e = {0};
    EXPECT_OK(args_parse(&c, (const char *const[]){more}, 1, &e));
    EXPECT_OK(op_run(&c, &e));
    session_close(&c);
    arena_drop(scratch);
    EXPECT_OK(CALL(f, "claims"));
    EXPECT(f->n > claims);
    i64 orphans = 0;
    for (i64 i = 0; i < f->n; i++)
        orphans += json_get_str(f->rows[i], "incident").n == 0;
    EXPECT_INT(orphans, 0);
    EXPECT_OK(CALL(f, "rebuild", "--check"));
}
