#include "sys/os_impl.h"

#include <errno.h>
#include <string.h>

static rc code_of(int no) {
    switch (no) {
    case ENOENT:
    case ENOTDIR: return RC_NOTFOUND;
    case EACCES:
    case EPERM: return RC_DENIED;
    case EEXIST:
    case ENOTEMPTY: return RC_CONFLICT;
    case ENAMETOOLONG:
    case EFBIG: return RC_LIMIT;
    default: return RC_IO;
    }
}

/* strerrordesc_np gives the C locale's words whatever the locale, and without a static buffer. */
static const char *words_of(int no) {
    const char *w = strerrordesc_np(no);
    return w ? w : "unknown error";
}

rc os_fail(struct err *e, int no, const char *what, const char *path) {
    if (no == EROFS && os_stopped()) {
        fail(e, RC_IO, "%s %s: refused, because an earlier fsync failed", what, path);
        return err_hint(e, "check the disk and start cairn again; nothing acknowledged was lost");
    }
    return fail(e, code_of(no), "%s %s: %s", what, path, words_of(no));
}
