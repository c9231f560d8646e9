/* digest FILE…: reads every file and prints one SHA-256 over the JSON of all their claims, and how
 * many claims. Two builds of the reader that print the same read the same (DESIGN §7, tests/read).
 */
#include "proof/hash.h"
#include "read/read.h"
#include "sys/os.h"

#include <stdio.h>

/* The claims of one text; `a` and `scratch` are by value, so their memory is used again. */
static rc add_file(struct arena a, struct arena scratch, struct sha256 *h, const char *path,
                   const struct reader *tables, i64 *claims, struct err *e) {
    struct str text;
    struct reading r;
    struct read_opts o = {.lang = S("en"), .reader = tables};
    TRY(os_read(&a, path, TEXT_BYTES_MAX, &text, e));
    TRY(read_text(&a, scratch, text, &o, &r, e));
    for (i64 i = 0; i < r.n; i++)
        sha256_add(h, json_canon(&a, claim_to_json(&a, &r.claims[i], text)));
    *claims += r.n;
    return RC_OK;
}

int main(int argc, char **argv) {
    struct arena a = arena_make("digest-tables", 1LL << 30);
    struct arena text = arena_make("digest-text", 1LL << 30);
    struct arena scratch = arena_make("digest-read", 1LL << 30);
    const struct reader *tables = reader_make(&a);
    struct sha256 h;
    struct err e = {0};
    i64 claims = 0;
    sha256_begin(&h);
    for (int i = 1; i < argc; i++)
        if (add_file(text, scratch, &h, argv[i], tables, &claims, &e) != RC_OK)
            return fprintf(stderr, "%s: %s\n", argv[i], e.msg), 70;
    u8 sum[32];
    sha256_end(&h, sum);
    printf("%s %lld\n", cstr(&a, hex_encode(&a, (struct str){(char *)sum, 32})), (long long)claims);
    return 0;
}
