/* The queue of slow operations: put in by the desk's workers, taken out by the one that does them,
 * in order. In desk.db (people.h): what was asked for, by whom, how it went. Results stay until
 * JOBS_KEPT_MAX later ones. Files that a job reads or wrote lie outside, in a folder that goes with
 * the running desk. */
#ifndef CAIRN_PEOPLE_JOB_H
#define CAIRN_PEOPLE_JOB_H

#include "people/people.h"

enum job_state { JOB_WAITING, JOB_RUNNING, JOB_DONE, JOB_FAILED, JOB_STATES };
extern const char *const JOB_STATE_WORDS[JOB_STATES]; /* "waiting", "running", "done", "failed" */

struct job {
    struct str id, account, op, args; /* op: its name; args: JSON object */
    struct str folder, out;           /* of its uploads; the file it writes; "" = none */
    struct str result;                /* JSON: {"rows","said","code","error","hint"}; "" before */
    enum job_state state;
    i64 made, begun, ended; /* unix seconds; 0 = not yet */
    i64 done, all;          /* progress; all 0 = not known */
};

/* Makes the table where it is missing. */
MUST rc job_open(struct people *p, struct err *e);
/* New job; id is made. RC_LIMIT when JOBS_WAITING_MAX wait already. */
MUST rc job_put(struct people *p, struct arena *a, struct job *j, struct err *e);
/* The oldest one that waits is now running. */
MUST rc job_next(struct people *p, struct arena *a, i64 now, struct job *out, bool *found,
                 struct err *e);
MUST rc job_progress(struct people *p, struct str id, i64 done, i64 all, struct err *e);
MUST rc job_end(struct people *p, struct str id, enum job_state state, struct str result, i64 now,
                struct err *e);
MUST rc job_get(struct people *p, struct arena *a, struct str id, struct job *out, bool *found,
                struct err *e);
/* Newest first, at most `most`; account "" = of all. */
MUST rc job_list(struct people *p, struct arena *a, struct str account, i64 most, struct job **out,
                 i64 *n, struct err *e);
/* Those that run when their worker begins were cut off by the end of the one before; when the desk
 * opens, those that wait too: their files are gone. Now failed, with `result`. */
MUST rc job_cut_off(struct people *p, bool waiting_too, struct str result, i64 now, struct err *e);
/* All that are done are forgotten, with the files they wrote: after an erasure, their results may
 * hold what was erased. */
MUST rc job_forget(struct people *p, struct arena *a, struct err *e);

#endif
