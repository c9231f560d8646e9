/* make FOLDER: writes the vectors of docs/formats/vectors anew: small cases made by the program's
 * own code with fixed keys, a fixed clock and fixed "random" bytes, so that they come out the same
 * on every machine. */
#include "vectors.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>

/* Stands in place of the kernel's for the whole program: block i is SHA-256("cairn/vectors/v1" ‖
 * u64be i). */
ssize_t getrandom(void *p, size_t n, unsigned flags) {
    static u64 block;
    static u8 left[32];
    static size_t have;
    u8 *at = p;
    (void)flags;
    for (size_t i = 0; i < n; i++) {
        if (!have) {
            u8 count[8];
            put_u64be(count, block++);
            sha256_of((const struct str[]){S("cairn/vectors/v1"), bytes_str(count, 8)}, 2, left);
            have = 32;
        }
        at[i] = left[32 - have--];
    }
    return (ssize_t)n;
}

void must(rc r, const struct err *e) {
    if (r == RC_OK) return;
    fprintf(stderr, "make: %s: %s\n", rc_title(r), e->msg);
    exit(1);
}

struct json *vector_page(struct arena *a, const char *title, const char *page,
                         const char *paragraph) {
    struct json *o = json_obj(a);
    json_set_str(a, o, "title", str_c(title));
    json_set_str(a, o, "page", str_c(page));
    json_set_str(a, o, "paragraph", str_c(paragraph));
    json_set(o, S("cases"), json_arr(a));
    return o;
}

struct json *vector_case(struct arena *a, struct json *page, const char *comment) {
    struct json *o = json_add((struct json *)json_get(page, "cases"), json_obj(a));
    json_set_str(a, o, "comment", str_c(comment));
    return o;
}

void put_hex(struct arena *a, struct json *o, const char *key, const void *p, i64 n) {
    json_set_str(a, o, key, hex_encode(a, bytes_str(p, n)));
}
void put_b64(struct arena *a, struct json *o, const char *key, struct str bytes) {
    json_set_str(a, o, key, b64_encode(a, bytes, true));
}

/* Two blanks a level, one member a line: to be read and compared by people. */
static void pretty(struct buf *b, struct arena *a, const struct json *v, int depth) {
    bool object = v->type == JSON_OBJECT, list = v->type == JSON_ARRAY;
    if ((!object && !list) || v->n == 0) {
        buf_put(b, json_text(a, v));
        return;
    }
    buf_c(b, object ? '{' : '[');
    JSON_EACH(kid, v) {
        if (kid != v->kids) buf_c(b, ',');
        buf_c(b, '\n');
        for (int i = 0; i <= depth; i++)
            buf_puts(b, "  ");
        if (object) {
            json_put_string(b, kid->key);
            buf_puts(b, ": ");
        }
        pretty(b, a, kid, depth + 1);
    }
    buf_c(b, '\n');
    for (int i = 0; i < depth; i++)
        buf_puts(b, "  ");
    buf_c(b, object ? '}' : ']');
}

void vector_write(struct arena *a, const char *dir, const char *name, const struct json *page) {
    struct arena scratch = *a;
    struct err e = {0};
    struct buf b = buf_make(&scratch, 64 << 20);
    pretty(&b, &scratch, page, 0);
    buf_c(&b, '\n');
    CHECK(buf_ok(&b));
    must(os_replace(cstr(&scratch, str_fmt(&scratch, "%s/%s", dir, name)), 0644, buf_str(&b), &e),
         &e);
}

int main(int argc, char **argv) {
    struct arena a = arena_make("vectors", 4LL << 30);
    struct err e = {0};
    char work[] = "/tmp/cairn-vectors-XXXXXX";
    if (argc != 2) {
        fputs("make FOLDER\n", stderr);
        return 2;
    }
    setenv("CAIRN_CLOCK", "2031-03-25T09:00:00Z", 1);
    must(os_mkdirs(argv[1], 0755, &e), &e);
    if (!mkdtemp(work)) return 1;
    vectors_case(&a, argv[1], work);
    vectors_share(&a, argv[1]);
    vectors_words(&a, argv[1]);
    vectors_receipt(&a, argv[1]);
    vectors_signature(&a, argv[1]);
    vectors_proposal(&a, argv[1]);
    return 0;
}
