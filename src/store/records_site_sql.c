/* Tables of sites and remains. */
#include "store/records_site_sql.h"

static const struct sql G_CREATE = {
    "site.create",
    "CREATE TABLE site(id TEXT PRIMARY KEY, name TEXT NOT NULL, item TEXT, body TEXT NOT NULL,"
    " entry"
    " BIGINT NOT NULL);"
    "CREATE INDEX site_name ON site(name);"
    "CREATE TABLE remains(number TEXT PRIMARY KEY, id TEXT NOT NULL, site TEXT NOT NULL, part_of"
    " TEXT, item TEXT, holder TEXT, storage TEXT, since TEXT, body TEXT NOT NULL, entry BIGINT NOT"
    " NULL);"
    "CREATE INDEX remains_id ON remains(id);"
    "CREATE INDEX remains_site ON remains(site, number);"
    "CREATE INDEX remains_part_of ON remains(part_of);"
    "CREATE TABLE movement(entry BIGINT NOT NULL, part BIGINT NOT NULL, number TEXT NOT NULL,"
    " from_whom TEXT, to_whom TEXT, storage TEXT, on_day TEXT, reason TEXT, actor TEXT NOT NULL, at"
    " BIGINT NOT NULL, PRIMARY KEY(entry, part));"
    "CREATE INDEX movement_number ON movement(number, entry);"
    "CREATE TABLE remains_tag(number TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, item"
    " TEXT, PRIMARY KEY(number, kind, name));"
    "CREATE TABLE finding(entry BIGINT NOT NULL, part BIGINT NOT NULL, number TEXT NOT NULL, what"
    " TEXT, words TEXT, examiner TEXT, method TEXT, on_day TEXT, item TEXT, actor TEXT NOT NULL, at"
    " BIGINT NOT NULL, PRIMARY KEY(entry, part));"
    "CREATE INDEX finding_number ON finding(number, entry);"
    "CREATE TABLE conclusion(entry BIGINT NOT NULL, part BIGINT NOT NULL, number TEXT NOT NULL,"
    " cause"
    " TEXT, manner TEXT, words TEXT, by_whom TEXT, on_day TEXT, actor TEXT NOT NULL, at BIGINT NOT"
    " NULL, PRIMARY KEY(entry, part));"
    "CREATE INDEX conclusion_number ON conclusion(number, entry);"};

/* $1: who asks. What cites no item is there for everybody. */
#define SEEN(t)                                                                                    \
    " (" t ".item IS NULL OR EXISTS (SELECT 1 FROM item i WHERE i.outside = " t                    \
    ".item AND (i.reach & $1) <> 0))"

const struct sql G_SITE_PUT = {
    "site.put", "INSERT INTO site(id, name, item, body, entry) VALUES($1,$2,$3,$4,$5)"
                " ON CONFLICT(id) DO UPDATE SET item=excluded.item, body=excluded.body,"
                " entry=excluded.entry"};
const struct sql G_SITE_SET = {"site.set", "UPDATE site SET body=$2, entry=$3 WHERE id=$1"};
const struct sql G_BODY = {"site.body", "SELECT body FROM site WHERE id=$1"};
#define SITE_COLUMNS                                                                               \
    "SELECT s.id, s.name, s.item, s.body, s.entry,"                                                \
    " (SELECT COUNT(*) FROM remains r WHERE r.site = s.id) FROM site s WHERE"
const struct sql G_SITES = {"site.all",
                            SITE_COLUMNS " s.name > $2 AND" SEEN("s") " ORDER BY s.name LIMIT $3"};
const struct sql G_SITE = {"site.get", SITE_COLUMNS " s.id=$2 AND" SEEN("s")};

const struct sql G_REMAINS_PUT = {
    "remains.put", "INSERT INTO remains(number, id, site, part_of, item, holder, storage, since,"
                   " body, entry) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)"};
const struct sql G_REMAINS_SET = {
    "remains.set", "UPDATE remains SET body=$2, part_of=$3, entry=$4 WHERE number=$1"};
const struct sql G_REMAINS_BODY = {"remains.body",
                                   "SELECT body, part_of FROM remains WHERE number=$1"};
const struct sql G_REMAINS_MOVED = {
    "remains.moved", "UPDATE remains SET holder=$2, storage=$3, since=$4 WHERE number=$1"};
#define REMAINS_COLUMNS                                                                            \
    "SELECT r.number, r.id, r.part_of, r.site, s.name, r.item, r.holder, r.storage, r.since,"      \
    " r.body, r.entry FROM remains r JOIN site s ON s.id = r.site WHERE"
const struct sql G_REMAINS_ALL = {
    "remains.all",
    REMAINS_COLUMNS " r.number > $2 AND" SEEN("r") " AND" SEEN("s") " ORDER BY r.number LIMIT $3"};
const struct sql G_REMAINS_OF = {
    "remains.of_site", REMAINS_COLUMNS
    " r.site=$4 AND r.number > $2 AND" SEEN("r") " AND" SEEN("s") " ORDER BY r.number LIMIT $3"};
const struct sql G_REMAINS = {"remains.get",
                              REMAINS_COLUMNS " r.id=$2 AND" SEEN("r") " AND" SEEN("s")};

const struct sql G_MOVE_PUT = {
    "movement.put", "INSERT INTO movement(entry, part, number, from_whom, to_whom, storage, on_day,"
                    " reason, actor, at) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)"};
const struct sql G_MOVES = {"movement.of",
                            "SELECT from_whom, to_whom, storage, on_day, reason, actor, at, entry"
                            " FROM movement WHERE number=$1 ORDER BY entry, part"};
const struct sql G_TAG_PUT = {"tag.put", "INSERT INTO remains_tag(number, kind, name, item)"
                                         " VALUES($1,$2,$3,$4) ON CONFLICT(number, kind, name)"
                                         " DO UPDATE SET item=excluded.item"};
const struct sql G_TAGS = {"tag.of", "SELECT number, kind, name, item FROM remains_tag"
                                     " WHERE number=$1 ORDER BY kind, name"};
const struct sql G_FINDING_PUT = {
    "finding.put", "INSERT INTO finding(entry, part, number, what, words, examiner, method, on_day,"
                   " item, actor, at) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)"};
const struct sql G_FINDINGS = {
    "finding.of",
    "SELECT what, words, examiner, method, on_day, item, actor, at, entry FROM finding"
    " WHERE number=$1 ORDER BY entry, part"};
const struct sql G_CONCLUSION_PUT = {
    "conclusion.put", "INSERT INTO conclusion(entry, part, number, cause, manner, words, by_whom,"
                      " on_day, actor, at) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)"};
const struct sql G_CONCLUSIONS = {
    "conclusion.of",
    "SELECT cause, manner, words, by_whom, on_day, actor, at, entry FROM conclusion"
    " WHERE number=$1 ORDER BY entry, part"};

const struct sql G_LOST_TAGS = {
    "orphan.tags", "SELECT t.number, t.kind, t.name FROM remains_tag t WHERE" SEEN(
                       "t") " AND NOT EXISTS (SELECT 1 FROM remains r WHERE r.number = t.number)"
                            " ORDER BY t.number, t.kind, t.name LIMIT $2"};
const struct sql G_LOST_PARTS = {
    "orphan.parts", "SELECT r.number, 'part', r.part_of FROM remains r WHERE r.part_of IS NOT NULL"
                    " AND" SEEN("r") " AND NOT EXISTS (SELECT 1 FROM remains b WHERE b.number ="
                                     " r.part_of) ORDER BY r.number LIMIT $2"};
const struct sql G_NO_PHOTO = {
    "orphan.no_photo",
    "SELECT r.number, 'photo', '' FROM remains r WHERE" SEEN(
        "r") " AND NOT EXISTS (SELECT 1 FROM remains_tag t WHERE t.number = r.number AND"
             " t.kind = 'photo') ORDER BY r.number LIMIT $2"};

static const struct sql R_SITE = {"rows.site",
                                  "SELECT id, name, item, body, entry FROM site ORDER BY id"};
static const struct sql R_REMAINS = {
    "rows.remains", "SELECT number, id, site, part_of, item, holder, storage, since, body, entry"
                    " FROM remains ORDER BY number"};
static const struct sql R_MOVE = {
    "rows.movement", "SELECT entry, part, number, from_whom, to_whom, storage, on_day, reason,"
                     " actor, at FROM movement ORDER BY entry, part"};
static const struct sql R_TAG = {
    "rows.remains_tag",
    "SELECT number, kind, name, item FROM remains_tag ORDER BY number, kind, name"};
static const struct sql R_FINDING = {
    "rows.finding",
    "SELECT entry, part, number, what, words, examiner, method, on_day, item, actor,"
    " at FROM finding ORDER BY entry, part"};
static const struct sql R_CONCLUSION = {
    "rows.conclusion",
    "SELECT entry, part, number, cause, manner, words, by_whom, on_day, actor, at"
    " FROM conclusion ORDER BY entry, part"};

static const struct table_rows TABLES[] = {{"site", &R_SITE},
                                           {"remains", &R_REMAINS},
                                           {"movement", &R_MOVE},
                                           {"remains_tag", &R_TAG},
                                           {"finding", &R_FINDING},
                                           {"conclusion", &R_CONCLUSION},
                                           {0}};

static const struct sql *const STATEMENTS[] = {
    &G_SITE_PUT,    &G_SITE_SET,      &G_SITES,          &G_SITE,
    &G_REMAINS_PUT, &G_REMAINS_SET,   &G_REMAINS_ALL,    &G_REMAINS_OF,
    &G_REMAINS,     &G_REMAINS_MOVED, &G_BODY,           &G_REMAINS_BODY,
    &G_MOVE_PUT,    &G_MOVES,         &G_TAG_PUT,        &G_TAGS,
    &G_FINDING_PUT, &G_FINDINGS,      &G_CONCLUSION_PUT, &G_CONCLUSIONS,
    &G_LOST_TAGS,   &G_LOST_PARTS,    &G_NO_PHOTO,       NULL};

const struct noun NOUN_SITE = {.name = "site",
                               .create = &G_CREATE,
                               .tables = TABLES,
                               .statements = STATEMENTS,
                               .parts = SITE_PARTS};
