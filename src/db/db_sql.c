/* The driver's own SQL, for SQLite. The PostgreSQL driver will bring its own. */
#include "db/db_impl.h"

/* A new file: no journal on the disk, not even for its first transaction. */
const struct sql DB_NEW_FILE = {"db.new_file",
                                "PRAGMA page_size = 4096; PRAGMA journal_mode = MEMORY;"
                                "PRAGMA auto_vacuum = NONE; PRAGMA encoding = 'UTF-8'"};

const struct sql DB_TO_WAL = {"db.to_wal", "PRAGMA journal_mode = WAL"};

const struct sql DB_SETUP = {
    "db.setup",
    "PRAGMA busy_timeout = 10000; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0;"
    "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON;"
    "PRAGMA secure_delete = ON; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4000;"
    "PRAGMA recursive_triggers = OFF; PRAGMA trusted_schema = OFF"};

/* WAL with NORMAL syncs at checkpoints alone: consistent after any crash (sqlite.org/wal.html). */
const struct sql DB_SHARE = {"db.share",
                             "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -20480"};

const struct sql DB_QUERY_ONLY = {"db.query_only", "PRAGMA query_only = ON"};
const struct sql DB_PROBE = {"db.probe", "SELECT COUNT(*) FROM sqlite_schema"};

const struct sql DB_HAS_TABLE = {
    "db.has_table", "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name = $1"};

const struct sql DB_BEGIN = {"db.begin", "BEGIN IMMEDIATE"};
const struct sql DB_COMMIT = {"db.commit", "COMMIT"};
const struct sql DB_ROLLBACK = {"db.rollback", "ROLLBACK"};

/* Words are folded in C before they come here, so the tokenizer has only to cut at blanks;
 * unicode61 without its own removal of diacritics does, and cuts whatever it takes for a separator
 * alike in text and query. */
const struct sql DB_SEARCH_TABLES = {"db.search_tables",
                                     "CREATE TABLE IF NOT EXISTS search_doc "
                                     "(doc TEXT PRIMARY KEY, id INTEGER NOT NULL UNIQUE) STRICT;"
                                     "CREATE VIRTUAL TABLE IF NOT EXISTS search_text USING fts5"
                                     "(body, tokenize = 'unicode61 remove_diacritics 0');"
                                     "CREATE VIRTUAL TABLE IF NOT EXISTS terms USING fts5"
                                     "(marks, words, detail = none, columnsize = 0,"
                                     " tokenize = 'ascii tokenchars ''_''')"};

const struct sql SEARCH_ID = {"search.id", "SELECT id FROM search_doc WHERE doc = $1"};
const struct sql SEARCH_NEXT = {"search.next", "SELECT COALESCE(MAX(id), 0) + 1 FROM search_doc"};
const struct sql SEARCH_MAP = {"search.map", "INSERT INTO search_doc (doc, id) VALUES ($1, $2)"};
const struct sql SEARCH_PUT = {"search.put",
                               "INSERT INTO search_text (rowid, body) VALUES ($1, $2)"};
const struct sql SEARCH_UNMAP = {"search.unmap", "DELETE FROM search_doc WHERE doc = $1"};
const struct sql SEARCH_DEL = {"search.del", "DELETE FROM search_text WHERE rowid = $1"};
const struct sql SEARCH_FIND = {
    "search.find", "SELECT d.doc FROM search_text JOIN search_doc AS d ON d.id = search_text.rowid "
                   "WHERE search_text MATCH $1 ORDER BY search_text.rank, d.doc LIMIT $2"};

/* Terms: cut at blanks alone, so that a folded word of any script is one token; no positions are
 * kept, only which documents hold a term, in order of their numbers. */
const struct sql TERMS_PUT = {"terms.put",
                              "INSERT INTO terms (rowid, marks, words) VALUES ($1, $2, $3)"};
const struct sql TERMS_DEL = {"terms.del", "DELETE FROM terms WHERE rowid = $1"};
const struct sql TERMS_GET = {"terms.get", "SELECT marks, words FROM terms WHERE rowid = $1"};
const struct sql TERMS_UP = {"terms.up", "SELECT rowid FROM terms WHERE terms MATCH $1 AND rowid "
                                         "BETWEEN $2 AND $3 ORDER BY rowid LIMIT $4"};
const struct sql TERMS_DOWN = {"terms.down",
                               "SELECT rowid FROM terms WHERE terms MATCH $1 AND rowid "
                               "BETWEEN $2 AND $3 ORDER BY rowid DESC LIMIT $4"};
const struct sql TERMS_COUNT = {"terms.count",
                                "SELECT COUNT(*) FROM (SELECT rowid FROM terms WHERE terms MATCH "
                                "$1 AND rowid BETWEEN $2 AND $3 LIMIT $4) AS found"};
