/* Tables of the lists: which document of the index (db_terms_put) stands for which noun, and which
 * have changed since they were indexed. */
#include "store/list_sql.h"

static const struct sql CREATE = {
    "list.create", "CREATE TABLE listed(doc BIGINT PRIMARY KEY, id TEXT NOT NULL);"
                   "CREATE UNIQUE INDEX listed_id ON listed(id);"
                   "CREATE TABLE stale(doc BIGINT PRIMARY KEY) /* form of the marks: 2 */"};

const struct sql L_NUMBER = {
    "listed.put", "INSERT INTO listed(doc, id) VALUES($1,$2) ON CONFLICT(id) DO NOTHING"};
/* Whatever is neither a claim nor an incident: an item, or nothing that is listed. */
const struct sql L_NUMBER_ITEM = {
    "listed.put_item", "INSERT INTO listed(doc, id) SELECT $1, outside FROM item WHERE outside=$2"
                       " ON CONFLICT(id) DO NOTHING"};
const struct sql L_STALE = {"stale.put", "INSERT INTO stale(doc) SELECT doc FROM listed WHERE id=$1"
                                         " ON CONFLICT(doc) DO NOTHING"};
const struct sql L_STALE_CLAIMS = {
    "stale.claims_of_item", "INSERT INTO stale(doc) SELECT l.doc FROM claim c JOIN listed l ON"
                            " l.id = c.id WHERE c.outside=$1 ON CONFLICT(doc) DO NOTHING"};
const struct sql L_STALE_INCIDENTS = {
    "stale.incidents_of_item",
    "INSERT INTO stale(doc) SELECT l.doc FROM claim c JOIN member m ON m.claim = c.id JOIN listed l"
    " ON l.id = m.incident WHERE c.outside=$1 ON CONFLICT(doc) DO NOTHING"};
const struct sql L_STALE_INCIDENT = {
    "stale.incident_of_claim",
    "INSERT INTO stale(doc) SELECT l.doc FROM member m JOIN listed l ON l.id = m.incident"
    " WHERE m.claim=$1 ON CONFLICT(doc) DO NOTHING"};
const struct sql L_STALE_ALL = {
    "stale.all", "SELECT s.doc, l.id FROM stale s JOIN listed l ON l.doc = s.doc ORDER BY s.doc"};
const struct sql L_STALE_DONE = {"stale.done", "DELETE FROM stale"};
const struct sql L_STALE_ANY = {"stale.any", "SELECT doc FROM stale LIMIT 1"};
const struct sql L_ID = {"listed.id", "SELECT id FROM listed WHERE doc=$1"};
const struct sql L_DOC = {"listed.doc", "SELECT doc FROM listed WHERE id=$1"};

const struct sql L_ITEM = {
    "listed.item", "SELECT i.state, i.publication, i.lang, i.reach, i.published, i.name, i.title,"
                   " i.sender, d.body FROM item i LEFT JOIN derivative d ON d.outside = i.outside"
                   " WHERE i.outside=$1"};
const struct sql L_CLAIM = {
    "listed.claim",
    "SELECT c.status, c.others, c.outside, c.body, i.publication, i.lang, i.reach"
    " FROM claim c JOIN item i ON i.outside = c.outside WHERE c.id=$1"};
const struct sql L_ACTORS = {"listed.actors",
                             "SELECT DISTINCT actor FROM review WHERE claim=$1 ORDER BY actor"};
const struct sql L_INCIDENT = {
    "listed.incident",
    "SELECT n.code, n.kind, n.place, n.place_words, n.happened, n.merged_into, s.title,"
    " (SELECT MAX(z.reach) FROM erased_incident z WHERE z.incident = n.id AND z.whole = 1)"
    " FROM incident n LEFT JOIN incident_set s ON s.incident = n.id WHERE n.id=$1"};
const struct sql L_MEMBERS = {
    "listed.members", "SELECT c.status, c.others, c.outside, i.publication, i.lang, i.reach"
                      " FROM member m JOIN claim c ON c.id = m.claim"
                      " JOIN item i ON i.outside = c.outside WHERE m.incident=$1"};
const struct sql L_MEMBER_DOCS = {
    "listed.member_docs", "SELECT l.doc FROM member m JOIN listed l ON l.id = m.claim"
                          " WHERE m.incident=$1 AND l.doc BETWEEN $2 AND $3 ORDER BY l.doc"};
const struct sql L_CLAIM_COUNT = {"listed.claim_count",
                                  "SELECT COUNT(*) FROM claim WHERE outside=$1 AND status<>4"};
const struct sql L_PLACE = {"listed.place", "SELECT parent, country FROM place WHERE id=$1"};
const struct sql L_PLACE_NAMES = {"listed.place_names",
                                  "SELECT name, name_ar, name_ru FROM place WHERE id=$1"};
const struct sql L_OUTSIDE = {"listed.outside", "SELECT outside FROM item WHERE id=$1"};

static const struct sql R_LISTED = {"rows.listed", "SELECT doc, id FROM listed ORDER BY doc"};
static const struct sql R_STALE = {"rows.stale", "SELECT doc FROM stale ORDER BY doc"};
static const struct table_rows TABLES[] = {{"listed", &R_LISTED}, {"stale", &R_STALE}, {0}};
static const struct sql *const STATEMENTS[] = {&L_NUMBER,
                                               &L_NUMBER_ITEM,
                                               &L_STALE,
                                               &L_STALE_CLAIMS,
                                               &L_STALE_INCIDENT,
                                               &L_STALE_INCIDENTS,
                                               &L_STALE_ALL,
                                               &L_STALE_DONE,
                                               &L_STALE_ANY,
                                               &L_ID,
                                               &L_DOC,
                                               &L_ITEM,
                                               &L_CLAIM,
                                               &L_ACTORS,
                                               &L_INCIDENT,
                                               &L_MEMBERS,
                                               &L_MEMBER_DOCS,
                                               &L_PLACE,
                                               &L_PLACE_NAMES,
                                               &L_OUTSIDE,
                                               &L_CLAIM_COUNT,
                                               NULL};
static const struct part_kind NO_PARTS[] = {{0}};

const struct noun NOUN_LIST = {.name = "list",
                               .create = &CREATE,
                               .tables = TABLES,
                               .statements = STATEMENTS,
                               .parts = NO_PARTS};
