/* /api/v1/NAME: the same operations for programs. */
#include "web/desk.h"

void api_call(struct req *r, struct str name, struct intake *in) {
    (void)name, (void)in;
    answer_status(r, 501, RC_UNSUPPORTED, "not yet");
}
void openapi_document(struct req *r) {
    answer_status(r, 501, RC_UNSUPPORTED, "not yet");
}
