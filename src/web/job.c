/* Slow operations are put into a queue and done by a worker of their own. */
#include "web/desk.h"

void job_begin(struct req *r, const struct op *op, const struct json *args, struct intake *in) {
    (void)op, (void)args, (void)in;
    answer_status(r, 501, RC_UNSUPPORTED, "not yet");
}
