#include "web/asked.h"

#include "people/job.h"
#include "sys/os.h"

#include <unistd.h>

static void begin_sitting(struct asking *t) {
    struct err e = {0};
    struct str secret, token;
    bool found;
    i64 now = os_now();
    EXPECT_OK(people_link_make(t->d->people, &t->a, S("Orlan"), now, &secret, &e));
    EXPECT_OK(people_link_use(t->d->people, &t->a, secret, now, &token, &e));
    EXPECT_OK(people_sitting(t->d->people, &t->a, token, now, &t->sitting, &found, &e));
    EXPECT(found);
}

struct asking *asking_make(struct arena *a) {
    struct asking *t = NEW(a, struct asking);
    struct err e = {0};
    t->f = fixture_make(a);
    t->a = arena_split(a, 16 << 20);
    EXPECT(pipe(t->wake) == 0);
    t->set = (struct desk_settings){.case_dir = t->f->case_dir,
                                    .key_file = t->f->key,
                                    .tmp_dir = t->f->dir,
                                    .actor = S("Orlan"),
                                    .cookie = S("cairn_8480"),
                                    .port = 8480,
                                    .wake_read = t->wake[0],
                                    .wake_write = t->wake[1]};
    t->d = NEW(a, struct desk);
    EXPECT_OK(desk_open(t->d, &t->set, &e));
    EXPECT_OK(job_open(t->d->people, &e));
    begin_sitting(t);
    return t;
}

void asking_end(struct asking *t) {
    people_close(t->d->people);
    session_close(&t->d->base);
    t->d->perm.beg = t->d->perm.end - t->d->perm.limit; /* as it was made */
    arena_drop(t->d->perm);
    arena_drop(t->d->scratch);
    arena_drop(t->d->answer_whole);
    (void)close(t->wake[0]);
    (void)close(t->wake[1]);
}

static void fresh(struct asking *t, const char *uri, bool known) {
    t->in = (struct intake){.desk = t->d, .begun = true, .fd = -1, .uri = str_c(uri)};
    t->in.sat = known;
    if (known) t->in.sitting = t->sitting;
}

struct req *asking_get(struct asking *t, const char *uri, bool known) {
    fresh(t, uri, known);
    return desk_answer(&t->in, "GET");
}

struct req *asking_post(struct asking *t, const char *uri, const char *const *fields) {
    fresh(t, uri, true);
    t->in.form = NEWN(&t->a, struct pair, 64);
    t->in.form[t->in.nform++] = (struct pair){S("_csrf"), t->sitting.csrf};
    for (i64 i = 0; fields[i] && t->in.nform < 64; i += 2)
        t->in.form[t->in.nform++] = (struct pair){str_c(fields[i]), str_c(fields[i + 1])};
    return desk_answer(&t->in, "POST");
}

struct str asking_body(const struct req *r) {
    return r->out->n ? buf_str(r->out) : S("");
}
