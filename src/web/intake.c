/* The body of a request: form fields into an arena, uploads into files of their own in a folder
 * that goes with the request. What is too much is refused while it comes, not after. */
#include "base/utf8.h"
#include "sys/os.h"
#include "web/desk.h"

#include <fcntl.h>
#include <microhttpd.h>
#include <unistd.h>

static enum MHD_Result take_part(void *cls, enum MHD_ValueKind kind, const char *key,
                                 const char *filename, const char *type, const char *coding,
                                 const char *data, uint64_t off, size_t size);

void intake_begin(struct intake *in, struct str type) {
    struct str plain = type;
    plain = str_trim(str_cut(&plain, ';'));
    if (str_eqi(plain, S("application/json"))) {
        in->json = true;
        in->body = buf_make(&in->a, DESK_FORM_BYTES_MAX);
    } else if (str_eqi(plain, S("multipart/form-data")) ||
               str_eqi(plain, S("application/x-www-form-urlencoded"))) {
        in->post = MHD_create_post_processor(in->c, 8192, take_part, in);
        if (!in->post) fail(&in->err, RC_USAGE, "the form has no usable boundary");
    } else {
        fail(&in->err, RC_UNSUPPORTED, "a body of this type is not read here");
        err_hint(&in->err, "send application/json, multipart/form-data or "
                           "application/x-www-form-urlencoded");
    }
}

struct str intake_filename(struct arena *a, struct str given) {
    enum { MOST = 200 };
    for (i64 i = given.n - 1; i >= 0; i--)
        if (given.p[i] == '/' || given.p[i] == '\\') {
            given = str_sub(given, i + 1, given.n);
            break;
        }
    struct buf b = buf_make(a, given.n + 8);
    for (i64 i = 0; i < given.n && b.n < MOST;) {
        u32 cp;
        int n = utf8_next(given, i, &cp);
        bool fine = n > 0 && cp >= 0x20 && cp != 0x7F && !(cp >= 0x80 && cp < 0xA0);
        if (fine && i == 0 && (cp == '.' || cp == '-')) fine = false;
        if (fine)
            buf_put(&b, str_sub(given, i, i + n));
        else
            buf_c(&b, '_');
        i += n > 0 ? n : 1;
    }
    return b.n ? buf_str(&b) : S("file");
}

static void close_file(struct intake *in) {
    if (in->fd >= 0 && close(in->fd) != 0) fail(&in->err, RC_IO, "an upload could not be kept");
    in->fd = -1;
    in->open_file = false;
}

static void close_value(struct intake *in) {
    if (!in->open_value) return;
    in->open_value = false;
    struct str v = in->value.n ? buf_str(&in->value) : S("");
    if (utf8_invalid(v) >= 0 || memchr(v.p, 0, (size_t)v.n))
        fail(&in->err, RC_USAGE, "a field of the form is not UTF-8 text");
    in->form[in->nform - 1].value = v;
}

static bool fresh_folder(struct intake *in, struct err *e) {
    struct desk *d = in->desk;
    if (!in->folder) {
        in->folder = cstr(&in->a, str_fmt(&in->a, "%s/%d-%lld", d->set->tmp_dir, (int)getpid(),
                                          (long long)d->folders++));
        if (os_mkdirs(in->folder, 0700, e) != RC_OK) return false;
    }
    const char *one =
        cstr(&in->a, str_fmt(&in->a, "%s/%lld", in->folder, (long long)in->nfolders++));
    return os_mkdirs(one, 0700, e) == RC_OK;
}

static void begin_file(struct intake *in, struct str key, struct str given) {
    if (in->nfiles == DESK_FILES_MAX) {
        fail(&in->err, RC_LIMIT, "more than %d files at once", DESK_FILES_MAX);
        return;
    }
    if (!fresh_folder(in, &in->err)) return;
    struct upload *u = PUSH(&in->a, in->files, in->nfiles, in->cap_files);
    u->field = str_dup(&in->a, key);
    u->filename = intake_filename(&in->a, given);
    u->path = cstr(&in->a, str_fmt(&in->a, "%s/%lld/%.*s", in->folder, (long long)in->nfolders - 1,
                                   SARG(u->filename)));
    u->size = 0;
    in->fd = open(u->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (in->fd < 0) fail(&in->err, RC_IO, "an upload could not be kept");
    in->open_file = true;
}

static void begin_value(struct intake *in, struct str key) {
    if (in->nform == DESK_FIELDS_MAX) {
        fail(&in->err, RC_LIMIT, "more than %d fields", DESK_FIELDS_MAX);
        return;
    }
    *PUSH(&in->a, in->form, in->nform, in->cap_form) = (struct pair){str_dup(&in->a, key), S("")};
    in->value = buf_make(&in->a, DESK_FORM_BYTES_MAX);
    in->open_value = true;
}

static void write_file(struct intake *in, const char *p, size_t n) {
    struct upload *u = &in->files[in->nfiles - 1];
    while (n > 0) {
        ssize_t k = write(in->fd, p, n);
        if (k <= 0) {
            fail(&in->err, RC_IO, "an upload could not be kept: no room left on the disk?");
            return;
        }
        u->size += k;
        p += k;
        n -= (size_t)k;
    }
}

static enum MHD_Result take_part(void *cls, enum MHD_ValueKind kind, const char *key,
                                 const char *filename, const char *type, const char *coding,
                                 const char *data, uint64_t off, size_t size) {
    struct intake *in = cls;
    (void)kind, (void)type, (void)coding;
    if (in->err.code) return MHD_NO;
    if (off == 0) {
        close_value(in);
        close_file(in);
        if (filename && (filename[0] || size))
            begin_file(in, str_c(key), str_c(filename));
        else if (!filename)
            begin_value(in, str_c(key));
    }
    if (in->err.code) return MHD_NO;
    if (in->open_file) {
        write_file(in, data, size);
    } else if (in->open_value) {
        in->bytes += (i64)size;
        buf_put(&in->value, (struct str){data, (i64)size});
        if (in->bytes > DESK_FORM_BYTES_MAX || !buf_ok(&in->value))
            fail(&in->err, RC_LIMIT, "the fields of a form have at most %lld MiB",
                 DESK_FORM_BYTES_MAX >> 20);
    }
    return in->err.code ? MHD_NO : MHD_YES;
}

void intake_take(struct intake *in, const char *p, size_t n) {
    jmp_buf full;
    if (in->err.code) return;
    if (setjmp(full)) {
        fail(&in->err, RC_LIMIT, "the form is too large");
        return;
    }
    in->a.full = &full;
    if (in->json) {
        buf_put(&in->body, (struct str){p, (i64)n});
        if (!buf_ok(&in->body)) fail(&in->err, RC_LIMIT, "a JSON body is too large");
    } else if (in->post && MHD_post_process(in->post, p, n) != MHD_YES) {
        fail(&in->err, RC_USAGE, "the form is malformed");
    }
    in->a.full = NULL;
}

void intake_end(struct intake *in) {
    if (in->post && MHD_destroy_post_processor(in->post) != MHD_YES)
        fail(&in->err, RC_USAGE, "the form is malformed or incomplete");
    in->post = NULL;
    close_value(in);
    if (in->fd >= 0) close_file(in);
}

static void remove_files(struct intake *in) {
    for (i64 i = 0; i < in->nfiles; i++)
        (void)unlink(in->files[i].path);
    for (i64 i = 0; i < in->nfolders; i++) {
        struct arena a = in->a;
        (void)rmdir(cstr(&a, str_fmt(&a, "%s/%lld", in->folder, (long long)i)));
    }
    if (in->folder) (void)rmdir(in->folder);
}

void intake_drop(struct intake *in) {
    if (in->post) (void)MHD_destroy_post_processor(in->post);
    in->post = NULL;
    if (in->fd >= 0 && in->open_file) (void)close(in->fd);
    remove_files(in);
    struct arena whole = in->whole, a = whole;
    if (in->a.beg) arena_reset(&a, whole);
    struct desk *d = in->desk;
    *in = (struct intake){.desk = d, .whole = whole, .fd = -1};
}
