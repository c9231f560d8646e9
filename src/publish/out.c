#include "publish/out.h"

#define FIRST_LINE "cairn site 1"

static const char *path_in(struct arena *a, const struct out *o, struct str path) {
    return cstr(a, str_fmt(a, "%s/%.*s", o->dir, SARG(path)));
}

bool out_path_ok(struct str path) {
    bool part = true; /* a part begins here */
    for (i64 i = 0; i < path.n; i++) {
        char c = path.p[i];
        if (part && (c == '.' || c == '/')) return false;
        if (!is_alnum((unsigned char)c) && c != '.' && c != '_' && c != '-' && c != '/')
            return false;
        part = c == '/';
    }
    return path.n > 0 && path.n < NAME_BYTES_MAX / 2 && !part;
}

static rc not_ours(const char *dir, struct err *e) {
    rc r = fail(e, RC_CONFLICT, "\"%.200s\" holds files that are no site of cairn", dir);
    err_hint(e, "name an empty or new folder");
    return r;
}

/* Removes the files that an old marker names; one that names a path outside is no marker of ours.
 */
static rc remove_old(struct out *o, struct arena scratch, struct str old, struct err *e) {
    struct str first = str_cut(&old, '\n');
    if (!str_eqc(first, FIRST_LINE)) return not_ours(o->dir, e);
    /* A last line without its end was being written when a run was cut short; its file was not made
     * yet. */
    while (old.n > 0 && old.p[old.n - 1] != '\n')
        old.n--;
    while (old.p) {
        struct str path = str_cut(&old, '\n');
        if (!path.n) continue;
        if (!out_path_ok(path)) return not_ours(o->dir, e);
        struct arena tmp = scratch;
        TRY(os_remove(path_in(&tmp, o, path), e));
    }
    return RC_OK;
}

rc out_open(struct out *o, struct arena *a, struct arena scratch, const char *dir, struct err *e) {
    *o = (struct out){.a = a, .dir = dir};
    const char *marker = path_in(a, o, S(SITE_MARKER));
    bool there;
    TRY(os_mkdirs(dir, 0755, e));
    TRY(os_there(marker, &there, e));
    if (!there) {
        struct str *names;
        i64 n;
        TRY(os_list(&scratch, dir, &names, &n, e));
        if (n > 0) return not_ours(dir, e);
        TRY(os_create(marker, 0644, S(FIRST_LINE "\n"), e));
    } else {
        struct str old;
        TRY(os_read(&scratch, marker, SITE_PAGE_MAX, &old, e));
        /* A beginning of the first line is a marker whose making was cut short: it names nothing.
         */
        if (!str_starts(S(FIRST_LINE "\n"), old)) TRY(remove_old(o, scratch, old, e));
        TRY(os_replace(marker, 0644, S(FIRST_LINE "\n"), e)); /* no torn last line goes on */
    }
    return os_file_append(&o->marker, marker, S(FIRST_LINE "\n").n, e);
}

static rc make_folder(struct out *o, struct arena *scratch, struct str path, struct err *e) {
    i64 slash = path.n - 1;
    while (slash >= 0 && path.p[slash] != '/')
        slash--;
    if (slash < 0) return RC_OK;
    bool fresh;
    map_put(&o->folders, o->a, str_dup(o->a, str_sub(path, 0, slash)), &fresh);
    return fresh ? os_mkdirs(path_in(scratch, o, str_sub(path, 0, slash)), 0755, e) : RC_OK;
}

rc out_write(struct out *o, struct arena scratch, struct str path, struct str bytes,
             struct err *e) {
    CHECK(out_path_ok(path));
    bool fresh;
    struct str own = str_dup(o->a, path);
    map_put(&o->files, o->a, own, &fresh);
    CHECK(fresh); /* two pages of one name are our mistake */
    if (o->files.n > SITE_FILES_MAX)
        return fail(e, RC_LIMIT, "a site of more than %lld files", SITE_FILES_MAX);
    TRY(make_folder(o, &scratch, own, e));
    const char *full = path_in(&scratch, o, own);
    bool there;
    TRY(os_there(full, &there, e));
    if (there) {
        rc r = fail(e, RC_CONFLICT, "\"%.200s\" is there already and was not made by cairn", full);
        err_hint(e, "move it away, or name another folder");
        return r;
    }
    TRY(os_file_write(&o->marker, str_fmt(&scratch, "%.*s\n", SARG(own)), e));
    TRY(os_create_unsynced(full, 0644, bytes, e));
    o->bytes += bytes.n;
    return RC_OK;
}

rc out_close(struct out *o, struct arena scratch, struct err *e) {
    struct buf b = buf_make(&scratch, SITE_PAGE_MAX);
    buf_puts(&b, FIRST_LINE "\n");
    for (i64 i = 0; i < o->files.n; i++) {
        buf_put(&b, o->files.entries[i].key);
        buf_c(&b, '\n');
    }
    if (!buf_ok(&b)) return fail(e, RC_LIMIT, "a site of too many files");
    TRY(os_file_done(&o->marker, e));
    TRY(os_sync_fs(o->dir, e));
    return os_replace(path_in(&scratch, o, S(SITE_MARKER)), 0644, buf_str(&b), e);
}

void out_drop(struct out *o) {
    struct err ignored = {0};
    if (o->marker.open && os_file_done(&o->marker, &ignored) != RC_OK) o->marker.open = false;
}
