/* For tests: a site on disk, looked at as a stranger would. */
#ifndef CAIRN_PUBLISH_WALK_H
#define CAIRN_PUBLISH_WALK_H

#include "publish/fixture.h"

/* Publishes the fixture into a fresh folder of this test; its path. */
const char *walk_publish(struct arena *a, const struct fixture *f, const char *name, bool draft,
                         const struct publish_policy *p, struct publish_stats *st);
/* Paths of all files below, sorted, relative. */
void walk_files(struct arena *a, const char *dir, struct str **files, i64 *n);
struct str walk_read(struct arena *a, const char *dir, struct str path);
/* Fails the test for each finding: a tag not closed, an id twice, a link that leads nowhere,
 * anything loaded from outside, a script, an inline style. */
void walk_check(struct arena *a, const char *dir);

#endif
