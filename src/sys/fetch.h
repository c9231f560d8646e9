/* One request over HTTP(S), by the program `curl` in a child process: TLS and the parsing of
 * answers happen outside of the process that holds keys. The child gets nothing but the request: no
 * case, no settings file, no environment but the variables that name a proxy, no descriptors but
 * its three.
 *
 * Nothing here knows a URL: without one that a person configured nothing is ever asked. */
#ifndef CAIRN_SYS_FETCH_H
#define CAIRN_SYS_FETCH_H

#include "base/err.h"
#include "base/limits.h"
#include "base/str.h"

struct fetch {
    struct str url;  /* https://, or http:// to loopback and .onion, or plain_http */
    struct str type; /* content type of the body; "" = a GET without one */
    struct str body; /* sent by POST when type is given */
    i64 max;         /* bytes of an answer */
    int seconds;     /* for all of it, 1 … FETCH_SECONDS_MAX */
    bool plain_http; /* http:// to any host: for what is signed itself, such as CRLs */
};
struct fetched {
    int status;      /* of HTTP */
    struct str type; /* Content-Type, as answered; may be empty */
    struct str body; /* of any status */
};

/* May it be asked? RC_USAGE says why not. */
MUST rc fetch_url_ok(struct str url, bool plain_http, struct err *e);
/* RC_OK for every HTTP answer, whatever its status; redirects are answers, they are not followed.
 * RC_UNSUPPORTED without curl; RC_LIMIT for an answer over max; RC_IO when nobody answers (in words
 * of curl). Waits up to `seconds`. */
MUST rc fetch(struct arena *a, const struct fetch *f, struct fetched *out, struct err *e);

#endif
