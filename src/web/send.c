/* A file that an operation wrote goes out as a download and is gone from here. */
#include "web/desk.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

void send_file(struct req *r, struct intake *in, struct run *x) {
    struct stat st;
    int fd = open(x->out_path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    (void)unlink(x->out_path); /* the open file stays readable */
    if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
        if (fd >= 0) (void)close(fd);
        return answer_status(r, 500, RC_INTERNAL, "the operation wrote no file");
    }
    in->send_fd = fd;
    in->send_n = st.st_size;
    r->type = S("application/octet-stream");
    r->filename = op_slug(r->a, x->c.op);
}
