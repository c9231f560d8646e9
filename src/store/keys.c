#include "store/keys.h"

#include "store/age_armor.h"

#include "proof/hash.h"
#include "proof/sign.h"
#include "sys/os.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEFAULT_WORK = 18 }; /* what age itself takes: about a second, 256 MiB */
#define TITLE "# cairn key file, version 1"

static struct keys *alloc(void) {
    CHECK(sodium_init() >= 0);
    struct keys *k = sodium_malloc(sizeof *k);
    CHECK(k); /* a few pages: fails only when the address space is gone */
    *k = (struct keys){0};
    return k;
}

struct keys *keys_make(void) {
    struct keys *k = alloc();
    u8 seed[32];
    os_random(seed, sizeof seed);
    sign_keypair(seed, k->log_pub, k->log_secret);
    sodium_memzero(seed, sizeof seed);
    os_random(k->page, sizeof k->page);
    memcpy(k->name, k->page, sizeof k->name);
    age_key_make(&k->age);
    return k;
}

void keys_next(struct keys *k) {
    CHECK(!k->two);
    age_key_make(&k->other);
    os_random(k->page_next, sizeof k->page_next);
    k->two = true;
    k->age.next = &k->other;
}

bool keys_take(struct keys *k, const u8 recipient[32]) {
    if (memcmp(k->age.pub, recipient, 32) != 0) {
        if (!k->two || memcmp(k->other.pub, recipient, 32) != 0) return false;
        struct age_key old = k->age;
        k->age = k->other;
        k->other = old;
        k->second = !k->second;
        sodium_memzero(&old, sizeof old);
    }
    k->age.next = k->two ? &k->other : NULL;
    k->other.next = NULL;
    return true;
}

void keys_drop_old(struct keys *k) {
    CHECK(k->two && k->second);
    memcpy(k->page, k->page_next, sizeof k->page);
    sodium_memzero(k->page_next, sizeof k->page_next);
    sodium_memzero(&k->other, sizeof k->other);
    k->two = k->second = false;
    k->age.next = NULL;
}

void keys_free(struct keys *k) {
    sodium_free(k);
}

struct str keys_case_id(struct arena *a, const u8 log_pub[32]) {
    u8 hash[32];
    sha256(bytes_str(log_pub, 32), hash);
    return hex_encode(a, bytes_str(hash, 8));
}

const char *keys_path(struct arena *a, struct str id, const struct store_key_opts *o) {
    if (o->key_file) return o->key_file;
    const char *env = getenv("CAIRN_KEY_FILE");
    if (env && *env) return env;
    return cstr(a, str_fmt(a, "%s/%.*s.key", os_config_dir(a), SARG(id)));
}

static void put_32(struct buf *b, const char *label, const u8 bytes[32]) {
    buf_puts(b, label);
    buf_put(b, b64_encode(b->a, bytes_str(bytes, 32), true));
    buf_c(b, '\n');
}

static void put_identity(struct buf *b, const struct age_key *k, const u8 page[32]) {
    put_32(b, "# page key: ", page);
    buf_put(b, age_identity_text(b->a, k->secret));
    buf_c(b, '\n');
}

/* First 8 bytes of a hash over all secrets, in the order of the file: a bit that fell over in one
 * that nothing else tells of (a page key, the name key) is noticed. */
static void check_of(const struct keys *k, u8 out[8]) {
    struct sha256 h;
    u8 all[32];
    sha256_begin(&h);
    sha256_add(&h, S("cairn/key-file/v1"));
    sha256_add(&h, bytes_str(k->log_secret, 32));
    sha256_add(&h, bytes_str(k->name, 32));
    sha256_add(&h, bytes_str(k->page, 32));
    sha256_add(&h, bytes_str(k->second ? k->other.secret : k->age.secret, 32));
    if (k->two) sha256_add(&h, bytes_str(k->page_next, 32));
    if (k->two) sha256_add(&h, bytes_str(k->second ? k->age.secret : k->other.secret, 32));
    sha256_end(&h, all);
    memcpy(out, all, 8);
}

static struct str key_text(struct arena *a, const struct keys *k) {
    const struct age_key *first = k->second ? &k->other : &k->age;
    struct str id = keys_case_id(a, k->log_pub), to = age_recipient_text(a, k->age.pub);
    struct buf b = {.a = a, .p = NEWN(a, char, 4096), .cap = 4096, .max = 4096};
    buf_fmt(&b, TITLE "\n# case: %.*s\n# recipient: %.*s\n", SARG(id), SARG(to));
    put_32(&b, "# log key: ", k->log_secret);
    if (memcmp(k->name, k->page, 32) != 0) put_32(&b, "# name key: ", k->name);
    put_identity(&b, first, k->page);
    if (k->two) put_identity(&b, k->second ? &k->age : &k->other, k->page_next);
    u8 check[8];
    check_of(k, check);
    buf_fmt(&b, "# check: %.*s\n", SARG(hex_encode(a, bytes_str(check, 8))));
    CHECK(buf_ok(&b));
    return buf_str(&b);
}

static rc to_buf(void *ctx, struct str bytes, struct err *e) {
    buf_put(ctx, bytes);
    return buf_ok(ctx) ? RC_OK : fail(e, RC_LIMIT, "the key file is too long");
}

static rc encrypt(struct arena *a, struct str text, const char *pass, int work, struct str *out,
                  struct err *e) {
    u8 file_key[AGE_FILE_KEY];
    struct age_writer w;
    struct buf b = buf_make(a, KEY_FILE_MAX);
    struct str head;
    os_random(file_key, sizeof file_key);
    TRY(age_header_scrypt(a, str_c(pass), work, file_key, &head, e));
    buf_put(&b, head);
    rc r = age_writer_begin(&w, a, file_key, to_buf, &b, e);
    if (r == RC_OK) r = age_writer_add(&w, text, e);
    if (r == RC_OK)
        r = age_writer_end(&w, e);
    else
        age_writer_drop(&w);
    sodium_memzero(file_key, sizeof file_key);
    if (r == RC_OK) *out = age_armor_write(a, buf_str(&b)); /* text: can be printed and typed */
    return r;
}

static rc encrypted(struct arena *a, struct str text, const struct store_key_opts *o,
                    struct str *out, struct err *e) {
    char *pass;
    TRY(passphrase_get(o->passphrase_file, true, &pass, e));
    rc r = encrypt(a, text, pass, o->scrypt_work ? o->scrypt_work : DEFAULT_WORK, out, e);
    sodium_free(pass);
    return r;
}

static const char *folder_of(struct arena *a, const char *path) {
    const char *slash = strrchr(path, '/');
    if (!slash) return ".";
    return slash == path ? "/" : cstr(a, (struct str){path, slash - path});
}

rc keys_text(struct arena scratch, const struct keys *k, char *out, i64 max, i64 *n,
             struct err *e) {
    char *from = scratch.beg;
    struct str text = key_text(&scratch, k);
    bool fits = text.n <= max;
    if (fits) memcpy(out, text.p, (size_t)text.n);
    *n = fits ? text.n : 0;
    sodium_memzero(from, (size_t)(scratch.beg - from));
    return fits ? RC_OK : fail(e, RC_LIMIT, "the key file is too long");
}

rc keys_write(struct arena scratch, const char *path, const struct keys *k,
              const struct store_key_opts *o, struct err *e) {
    char *from = scratch.beg;
    const char *folder = folder_of(&scratch, path);
    bool there;
    TRY(os_there(path, &there, e));
    if (there) {
        fail(e, RC_CONFLICT, "a key file is there already: %s", path);
        return err_hint(e, "choose another place with `--key-file FILE`");
    }
    if (!os_is_dir(folder)) TRY(os_mkdirs(folder, 0700, e));
    struct str text = key_text(&scratch, k);
    rc r = o->no_passphrase ? RC_OK : encrypted(&scratch, text, o, &text, e);
    if (r == RC_OK) r = os_create(path, 0600, text, e);
    if (r == RC_OK) r = os_sync_dir(folder, e);
    sodium_memzero(from, (size_t)(scratch.beg - from)); /* secrets went through it */
    return r;
}

/* Into guarded memory, not through os_read: an arena is neither locked nor wiped. */
static rc no_key_file(const char *path, int no, struct err *e) {
    if (no != ENOENT && no != ENOTDIR && no != EACCES && no != EPERM)
        return fail(e, RC_IO, "the key file %s: %s", path, strerrordesc_np(no));
    fail(e, RC_DENIED,
         no == ENOENT ? "there is no key file at %s" : "the key file %s cannot be read", path);
    return err_hint(
        e, "name it with `--key-file FILE` or $CAIRN_KEY_FILE; without it the case stays closed");
}

static rc slurp(const char *path, char *p, i64 *n, struct err *e) {
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0) return no_key_file(path, errno, e);
    int no = fstat(fd, &st) == 0 ? 0 : errno;
    bool regular = no || S_ISREG(st.st_mode);
    *n = 0;
    for (ssize_t k = 1; regular && !no && k != 0 && *n <= KEY_FILE_MAX;) {
        k = read(fd, p + *n, (size_t)(KEY_FILE_MAX + 1 - *n));
        if (k > 0) *n += k;
        if (k < 0 && errno != EINTR) no = errno;
    }
    close(fd);
    if (no) return no_key_file(path, no, e);
    if (!regular || *n > KEY_FILE_MAX) return fail(e, RC_INTEGRITY, "%s is not a key file", path);
    return RC_OK;
}

struct guarded {
    char *p;
    i64 n;
};

static rc to_guarded(void *ctx, struct str bytes, struct err *e) {
    struct guarded *g = ctx;
    if (g->n + bytes.n > KEY_FILE_MAX) return fail(e, RC_LIMIT, "the key file is too long");
    memcpy(g->p + g->n, bytes.p, (size_t)bytes.n);
    g->n += bytes.n;
    return RC_OK;
}

static rc decrypt(struct arena scratch, const char *path, struct str file, const char *pass,
                  struct guarded *out, struct err *e) {
    u8 file_key[AGE_FILE_KEY];
    i64 used;
    struct err low = {0};
    enum age_end end;
    struct age_secrets with = {.passphrase = str_c(pass)};
    rc r = age_header_open(scratch, file, &with, file_key, &used, &end, &low);
    if (r == RC_DENIED && low.code == RC_DENIED) {
        fail(e, RC_DENIED, "wrong passphrase for the key file %s", path);
        return err_hint(e, "try again; a forgotten passphrase cannot be recovered");
    }
    if (r != RC_OK) return fail(e, low.code, "the key file %s: %s", path, low.msg);
    r = age_payload_open(scratch, str_sub(file, used, file.n), file_key, to_guarded, out, e);
    sodium_memzero(file_key, sizeof file_key);
    return r;
}

static bool b64_32(struct arena scratch, struct str text, u8 out[32]) {
    struct str raw = b64_decode(&scratch, text, true);
    if (!raw.p || raw.n != 32) return false;
    memcpy(out, raw.p, 32);
    sodium_memzero((char *)raw.p, 32);
    return true;
}

/* A page key stands before its identity. */
static bool parse(struct arena scratch, struct str text, struct keys *k) {
    int log = 0, name = 0, page = 0, age = 0;
    u8 seed[32], check[8];
    struct str said = {0};
    k->two = k->second = false;
    while (text.p) {
        struct str l = str_cut(&text, '\n');
        if (str_starts(l, S("# log key: ")))
            log += b64_32(scratch, str_sub(l, 11, l.n), seed);
        else if (str_starts(l, S("# page key: ")))
            page += b64_32(scratch, str_sub(l, 12, l.n), age ? k->page_next : k->page);
        else if (str_starts(l, S("# name key: ")))
            name += b64_32(scratch, str_sub(l, 12, l.n), k->name);
        else if (str_starts(l, S("# check: ")))
            said = str_sub(l, 9, l.n);
        else if (str_starts(l, S("AGE-SECRET-KEY-1")) && page == age + 1)
            age += age_identity_parse(l, age ? &k->other : &k->age);
    }
    if (log == 1) sign_keypair(seed, k->log_pub, k->log_secret);
    sodium_memzero(seed, sizeof seed);
    if (name == 0) memcpy(k->name, k->page, sizeof k->name);
    k->two = age == 2;
    if (k->two) k->age.next = &k->other;
    if (log != 1 || name > 1 || page != age || (age != 1 && age != 2)) return false;
    check_of(k, check);
    return !said.n || str_eq(said, hex_encode(&scratch, bytes_str(check, 8)));
}

/* Log2 of the work in "-> scrypt SALT WORK". */
static int work_of(struct str file) {
    i64 at = str_find(file, S("-> scrypt "), 0), work = 0;
    struct str l = str_sub(file, at < 0 ? file.n : at + 10, file.n);
    struct str line = str_cut(&l, '\n');
    (void)str_cut(&line, ' ');
    return line.p && str_i64(line, &work) && work > 0 && work <= SCRYPT_WORK_MAX ? (int)work
                                                                                 : DEFAULT_WORK;
}

/* A file under a passphrase leaves it, and the work, in *f. */
static rc read_into(struct arena scratch, const char *path, const struct store_key_opts *o,
                    char *raw, struct guarded *plain, struct keys *k, struct keys_file *f,
                    struct err *e) {
    i64 n = 0;
    TRY(slurp(path, raw, &n, e));
    struct str text = {raw, n};
    if (age_armored(text)) TRY(age_armor_read(&scratch, text, &text, e));
    if (str_starts(text, S("age-encryption.org/"))) {
        f->work = work_of(text);
        TRY(passphrase_get(o->passphrase_file, false, &f->pass, e));
        TRY(decrypt(scratch, path, text, f->pass, plain, e));
        text = (struct str){plain->p, plain->n};
    }
    return parse(scratch, text, k) ? RC_OK
                                   : fail(e, RC_INTEGRITY, "%s is not a cairn key file", path);
}

static rc read_file(struct arena scratch, const char *path, const struct store_key_opts *o,
                    struct keys **out, struct keys_file *f, struct err *e) {
    struct keys *k = alloc();
    char *raw = sodium_malloc(KEY_FILE_MAX + 1);
    struct guarded plain = {sodium_malloc(KEY_FILE_MAX + 1), 0};
    CHECK(raw && plain.p);
    *f = (struct keys_file){.path = path};
    rc r = read_into(scratch, path, o, raw, &plain, k, f, e);
    sodium_free(raw);
    sodium_free(plain.p);
    if (r != RC_OK) {
        keys_file_close(f);
        keys_free(k);
    } else
        *out = k;
    return r;
}

rc keys_read(struct arena scratch, const char *path, const struct store_key_opts *o,
             struct keys **out, struct err *e) {
    if (o->key_text.n) {
        struct keys *k = alloc();
        *out = k;
        if (parse(scratch, o->key_text, k)) return RC_OK;
        keys_free(k);
        return fail(e, RC_INTEGRITY, "the key that was handed over is none");
    }
    struct keys_file f;
    rc r = read_file(scratch, path, o, out, &f, e);
    if (r == RC_OK) keys_file_close(&f);
    return r;
}

rc keys_file_open(struct arena scratch, const char *path, const struct store_key_opts *o,
                  struct keys **keys, struct keys_file *out, struct err *e) {
    return read_file(scratch, path, o, keys, out, e);
}

rc keys_file_write(struct arena scratch, const struct keys_file *f, const struct keys *k,
                   struct err *e) {
    char *from = scratch.beg;
    struct str text = key_text(&scratch, k);
    rc r = f->pass ? encrypt(&scratch, text, f->pass, f->work, &text, e) : RC_OK;
    if (r == RC_OK) r = os_replace_wiped(f->path, 0600, text, e);
    sodium_memzero(from, (size_t)(scratch.beg - from));
    return r;
}

void keys_file_close(struct keys_file *f) {
    sodium_free(f->pass);
    f->pass = NULL;
}
