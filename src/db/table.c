/* Is a table there? Asked when a projection was made but not filled: a crash may leave a file
 * without tables. */
#include "db/db_impl.h"

rc db_has_table(struct db *d, struct str name, bool *yes, struct err *e) {
    struct stmt *s = db_stmt(d, &DB_HAS_TABLE);
    bool row;
    db_bind_text(s, 1, name);
    TRY(db_step(s, &row, e));
    *yes = row && db_i64(s, 0) > 0;
    return db_run(s, e);
}
