/* Who may knock: names of this host, origins, secrets. Pure.
 *
 * Host is checked because a page of the world can have its own name point to 127.0.0.1 (DNS
 * rebinding); Origin and Sec-Fetch-Site because a page of the world can post here (CSRF). */
#include "web/desk.h"

/* "name", "name:port", "[::1]:port": the name without brackets; *port -1 when not said, -2 when
 * malformed. */
static struct str host_name(struct str host, i64 *port) {
    struct str name = host, rest;
    *port = -1;
    if (host.n && host.p[0] == '[') {
        i64 end = str_chr(host, ']', 0);
        if (end < 0) return *port = -2, name;
        name = str_sub(host, 1, end);
        rest = str_sub(host, end + 1, host.n);
    } else {
        i64 colon = str_chr(host, ':', 0);
        if (colon < 0) return name;
        name = str_sub(host, 0, colon);
        rest = str_sub(host, colon, host.n);
    }
    if (rest.n == 0) return name;
    if (rest.p[0] != ':' || !str_i64(str_sub(rest, 1, rest.n), port) || *port < 0) *port = -2;
    return name;
}

bool guard_host(const struct desk_settings *set, struct str host) {
    static const char *const LOOPBACK[] = {"127.0.0.1", "localhost", "::1"};
    i64 port;
    struct str name = host_name(host, &port);
    i64 usual = set->tls_key.n ? 443 : 80;
    if ((port == -1 ? usual : port) != set->port) return false;
    if (set->name.n) return str_eqi(name, set->name);
    for (i64 i = 0; i < LEN(LOOPBACK); i++)
        if (str_eqi(name, str_c(LOOPBACK[i]))) return true;
    return false;
}

bool guard_origin(const struct desk_settings *set, struct str host, struct str origin,
                  struct str fetch_site) {
    if (fetch_site.n && !str_eqc(fetch_site, "same-origin") && !str_eqc(fetch_site, "none"))
        return false;
    if (origin.n == 0) return true; /* the token decides: no browser leaves both out */
    struct str scheme = set->tls_key.n ? S("https://") : S("http://");
    return str_starts(origin, scheme) && str_eqi(str_sub(origin, scheme.n, origin.n), host);
}

bool guard_same(struct str a, struct str b) {
    u8 differ = a.n != b.n || a.n == 0;
    for (i64 i = 0; i < a.n && a.n == b.n; i++)
        differ |= (u8)(a.p[i] ^ b.p[i]);
    return differ == 0;
}
