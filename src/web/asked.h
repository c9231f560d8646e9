/* For the tests of this room: a desk with a session, asked as a worker is asked, but without a
 * socket. */
#ifndef CAIRN_WEB_ASKED_H
#define CAIRN_WEB_ASKED_H

#include "web/desk.h"
#include "web/fixture.h"

struct asking {
    struct fixture *f;
    struct arena a;
    struct desk_settings set;
    struct desk *d;
    struct intake in;
    struct sitting sitting;
    int wake[2];
};

/* Opens the desk on the fixture's case; whoever asks holds the case. */
struct asking *asking_make(struct arena *a);
void asking_end(struct asking *t);
/* GET of a path with query, as a stranger where `known` is false. Valid until the next call. */
struct req *asking_get(struct asking *t, const char *uri, bool known);
/* POST of "name", "value", … ended with NULL; the token goes along. */
struct req *asking_post(struct asking *t, const char *uri, const char *const *fields);
#define POST(t, uri, ...) asking_post((t), (uri), (const char *const[]){__VA_ARGS__, NULL})
struct str asking_body(const struct req *r);

#endif
