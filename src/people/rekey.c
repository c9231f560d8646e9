/* desk.db under another page key. */
#include "people/people_inner.h"

#include "db/page.h"

#include <sodium.h>
#include <stdio.h>

/* Opened and closed by its only user, the write-ahead log is brought in and gone. */
static rc bring_in(const char *path, const u8 key[32], struct err *e) {
    char wal[NAME_BYTES_MAX + 1];
    struct db *d;
    TRY(db_open(path, key, DB_WRITE, &d, e));
    db_close(d);
    if (snprintf(wal, sizeof wal, "%s-wal", path) >= (int)sizeof wal)
        return fail(e, RC_LIMIT, "the path of the case is too long");
    if (os_size(wal) <= 0) return RC_OK;
    return fail(e, RC_BUSY, "%s is open elsewhere", path);
}

static rc seal_again(struct os_in *in, struct os_file *out, const u8 old_key[32],
                     const u8 new_key[32], u8 page[3][PAGE_BYTES], struct err *e) {
    for (i64 n = 1;; n++) {
        struct page_at at = {.kind = PAGE_DB, .number = n};
        i64 got;
        TRY(os_in_read(in, (char *)page[0], PAGE_BYTES, &got, e));
        if (got == 0) return RC_OK;
        if (got != PAGE_BYTES || !page_open(old_key, at, page[0], page[1]))
            return fail(e, RC_INTEGRITY, "%s: page %lld does not check", in->path, (long long)n);
        page_seal(new_key, at, page[1], page[2]);
        TRY(os_file_write(out, (struct str){(char *)page[2], PAGE_BYTES}, e));
    }
}

/* The database at `path` anew at `to` under another key, page by page, fsynced. */
static rc seal_anew(const char *path, const u8 old_key[32], const u8 new_key[32], const char *to,
                    struct err *e) {
    u8 page[3][PAGE_BYTES];
    struct os_in in = {0};
    struct os_file out = {0};
    TRY(bring_in(path, old_key, e));
    TRY(os_remove(to, e));
    TRY(os_in_open(&in, path, INT64_MAX, e));
    rc r = os_file_create(&out, to, 0600, e);
    if (r == RC_OK) r = seal_again(&in, &out, old_key, new_key, page, e);
    if (r == RC_OK)
        r = os_file_done(&out, e);
    else
        os_file_drop(&out);
    sodium_memzero(page, sizeof page);
    os_in_close(&in);
    return r;
}

rc people_rekey(const char *case_dir, const u8 old_page[32], const u8 new_page[32],
                struct os_lock *held, struct err *e) {
    struct arena whole = arena_make("desk.db", 1 << 20), a = whole;
    u8 old_key[32], new_key[32];
    const char *path = people_beside(&a, case_dir, "desk.db");
    struct err low = {0};
    *held = (struct os_lock){0};
    rc r = os_lock(held, people_beside(&a, case_dir, "desk.use"), 0, NULL, NULL, &low);
    if (r != RC_OK) {
        fail(e, r, r == RC_BUSY ? "a desk is open: its accounts cannot be sealed anew" : "%s",
             low.msg);
        if (r == RC_BUSY) err_hint(e, "stop `cairn serve`, then run the command again");
    }
    people_desk_key(old_page, old_key);
    people_desk_key(new_page, new_key);
    if (r == RC_OK && os_size(path) > 0)
        r = seal_anew(path, old_key, new_key, people_beside(&a, case_dir, "desk.db.next"), e);
    if (r != RC_OK) os_unlock(held);
    sodium_memzero(old_key, 32);
    sodium_memzero(new_key, 32);
    arena_drop(whole);
    return r;
}

rc people_rekeyed(const char *case_dir, struct os_lock *held, struct err *e) {
    struct arena whole = arena_make("desk.db", 1 << 20);
    struct arena a = whole;
    bool there = os_exists(people_beside(&a, case_dir, "desk.db.next"));
    rc r = there ? people_put_in_place(a, case_dir, e) : RC_OK;
    os_unlock(held);
    arena_drop(whole);
    return r;
}
