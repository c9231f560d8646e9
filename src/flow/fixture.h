/* For the tests of this room: a case in a fresh folder and operations called in this process, rows
 * kept. */
#ifndef CAIRN_FLOW_FIXTURE_H
#define CAIRN_FLOW_FIXTURE_H

#include "base/t.h"
#include "flow/args.h"
#include "flow/session.h"

struct fixture {
    struct arena a;
    const char *dir, *case_dir, *key;
    struct str actor;
    struct json *rows[512];
    i64 n;           /* rows of the last call */
    struct str raw;  /* raw bytes of the last call */
    struct err e;    /* error of the last call */
    char said[8192]; /* words of the last call */
};

/* A new case with key; fails the test when it cannot. */
struct fixture *fixture_make(struct arena *a);
/* Runs "claim add …"; the words end with NULL. */
rc fixture_call(struct fixture *f, const char *const *words);
#define CALL(f, ...) fixture_call((f), (const char *const[]){__VA_ARGS__, NULL})
/* The same as faces do it: through op_run(), under the name of whoever claims to act. */
rc fixture_as(struct fixture *f, const char *name, const char *const *words);
#define AS(f, name, ...) fixture_as((f), (name), (const char *const[]){__VA_ARGS__, NULL})
/* Writes a file into the fixture's folder and gives its path. */
const char *fixture_file(struct fixture *f, const char *name, struct str bytes);
/* First row of the last call whose `key` is `value`; NULL when there is none. */
const struct json *fixture_row(const struct fixture *f, const char *key, const char *value);

#endif
