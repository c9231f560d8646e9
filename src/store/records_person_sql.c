/* Tables of lists of names: the list, its versions, their rows (what each said), persons (one thin
 * line each, for lists), keys of names by sound (who may be one person), judgements, consent. */
#include "store/records_person_sql.h"

static const struct sql P_CREATE = {
    "person.create",
    "CREATE TABLE name_list(id TEXT PRIMARY KEY, name TEXT NOT NULL, item TEXT NOT NULL, version"
    " BIGINT NOT NULL, entry BIGINT NOT NULL);"
    "CREATE INDEX name_list_name ON name_list(name);"
    "CREATE TABLE name_version(list TEXT NOT NULL, version BIGINT NOT NULL, item TEXT NOT NULL,"
    " sheet TEXT NOT NULL, mapping TEXT NOT NULL, rows BIGINT NOT NULL, flagged BIGINT NOT NULL,"
    " gone BIGINT NOT NULL, at BIGINT NOT NULL, actor TEXT NOT NULL, entry BIGINT NOT NULL,"
    " PRIMARY KEY(list, version));"
    "CREATE TABLE name_row(list TEXT NOT NULL, version BIGINT NOT NULL, line BIGINT NOT NULL,"
    " name_key"
    " TEXT, person TEXT NOT NULL, digest BIGINT NOT NULL, body TEXT NOT NULL,"
    " PRIMARY KEY(list, version, line));"
    "CREATE TABLE name_change(list TEXT NOT NULL, version BIGINT NOT NULL, what TEXT NOT NULL, line"
    " BIGINT NOT NULL, person TEXT NOT NULL, name_key TEXT, was TEXT, was_line BIGINT,"
    " PRIMARY KEY(list, version, what, line, person));"
    "CREATE TABLE person(id TEXT PRIMARY KEY, list TEXT NOT NULL, version BIGINT NOT NULL, line"
    " BIGINT NOT NULL, item TEXT NOT NULL, sort TEXT NOT NULL, name TEXT, name_key TEXT, sex TEXT,"
    " age_min BIGINT, age_max BIGINT, day_from BIGINT, day_to BIGINT, happened TEXT, outcome TEXT,"
    " place TEXT, flags BIGINT NOT NULL, gone BIGINT NOT NULL, name_keys TEXT, number BIGINT"
    " NOT NULL, entry"
    " BIGINT NOT NULL, part BIGINT"
    " NOT NULL);"
    "CREATE INDEX person_sort ON person(sort, id);"
    "CREATE INDEX person_flagged ON person(sort, id) WHERE flags > 0;"
    "CREATE UNIQUE INDEX person_number ON person(number);"
    "CREATE TABLE person_key(name_key TEXT NOT NULL, person TEXT NOT NULL,"
    " PRIMARY KEY(name_key, person));"
    "CREATE TABLE suspect(person TEXT NOT NULL, other TEXT NOT NULL, PRIMARY KEY(person, other));"
    "CREATE INDEX suspect_other ON suspect(other);"
    "CREATE TABLE person_edit(person TEXT PRIMARY KEY, body TEXT NOT NULL);"
    "CREATE TABLE judgement(entry BIGINT NOT NULL, part BIGINT NOT NULL, a TEXT NOT NULL, b"
    " TEXT NOT"
    " NULL, verdict TEXT NOT NULL, actor TEXT NOT NULL, at BIGINT NOT NULL, reason TEXT NOT NULL,"
    " PRIMARY KEY(entry, part));"
    "CREATE INDEX judgement_a ON judgement(a, entry);"
    "CREATE INDEX judgement_b ON judgement(b, entry);"
    "CREATE TABLE consent(entry BIGINT NOT NULL, part BIGINT NOT NULL, person TEXT NOT NULL,"
    " purpose"
    " TEXT NOT NULL, act TEXT NOT NULL, how TEXT, by_whom TEXT, relation TEXT, risks TEXT, given_on"
    " TEXT, expires TEXT, item TEXT, words TEXT, actor TEXT NOT NULL, at BIGINT NOT NULL,"
    " PRIMARY KEY(entry, part));"
    "CREATE INDEX consent_person ON consent(person, purpose, entry);"
    "CREATE TABLE mapping(name TEXT PRIMARY KEY, signature TEXT NOT NULL, body TEXT NOT NULL, entry"
    " BIGINT NOT NULL);"
    "CREATE INDEX mapping_signature ON mapping(signature, entry);"};

const struct sql P_LIST_PUT = {
    "list.put", "INSERT INTO name_list(id, name, item, version, entry) VALUES($1,$2,$3,$4,$5)"
                " ON CONFLICT(id) DO UPDATE SET item=excluded.item, version=excluded.version,"
                " entry=excluded.entry"};
#define LIST_COLUMNS                                                                               \
    "SELECT l.id, l.name, l.item, i.name, l.version, v.rows, v.flagged, v.gone, v.at"              \
    " FROM name_list l JOIN item i ON i.outside = l.item"                                          \
    " JOIN name_version v ON v.list = l.id AND v.version = l.version"
const struct sql P_LISTS = {"list.all",
                            LIST_COLUMNS " WHERE (i.reach & $1) <> 0 ORDER BY l.name, l.id"};
const struct sql P_LIST_GET = {"list.get", LIST_COLUMNS " WHERE l.id=$1 AND (i.reach & $2) <> 0"};
const struct sql P_LIST_NAMED = {"list.named", LIST_COLUMNS
                                 " WHERE l.name=$1 AND (i.reach & $2) <> 0 ORDER BY l.entry DESC"
                                 " LIMIT 1"};
const struct sql P_VERSION_PUT = {
    "list.version_put",
    "INSERT INTO name_version(list, version, item, sheet, mapping, rows, flagged, gone, at, actor,"
    " entry) VALUES($1,$2,$3,$4,$5,$6,$7,(SELECT COUNT(*) FROM name_change c WHERE c.list=$1 AND"
    " c.version=$2 AND c.what='gone'),$8,$9,$10)"};
const struct sql P_VERSIONS = {
    "list.versions",
    "SELECT v.version, v.rows, v.flagged, v.gone, v.at, v.entry, v.item, i.name, v.sheet,"
    " v.mapping,"
    " v.actor FROM name_version v JOIN item i ON i.outside = v.item WHERE v.list=$1"
    " ORDER BY v.version DESC"};
const struct sql P_CHANGE_COUNT = {
    "list.change_count",
    "SELECT COUNT(*) FROM name_change WHERE list=$1 AND version=$2 AND what=$3"};
/* Those whom the newest version does not have. */
const struct sql P_GONE_CHANGES = {
    "list.gone_changes",
    "INSERT INTO name_change(list, version, what, line, person, name_key, was_line) SELECT r.list,"
    " $2, 'gone', r.line, r.person, r.name_key, r.line FROM name_row r JOIN person p ON"
    " p.id = r.person WHERE r.list=$1 AND r.version = $2 - 1 AND p.version < $2"};
const struct sql P_GONE = {
    "list.gone",
    "UPDATE person SET gone=1 WHERE id IN (SELECT person FROM name_change WHERE list=$1"
    " AND version=$2 AND what='gone')"};
const struct sql P_CHANGE_PUT = {
    "list.change_put",
    "INSERT INTO name_change(list, version, what, line, person, name_key, was, was_line)"
    " VALUES($1,$2,$3,$4,$5,$6,$7,$8)"};
const struct sql P_CHANGES = {
    "list.changes",
    "SELECT what, line, person, name_key, was, was_line FROM name_change WHERE list=$1 AND"
    " version=$2 AND (what, line, person) > ($3, $4, $5) ORDER BY what, line, person LIMIT $6"};

const struct sql P_ROW_PUT = {
    "person.row_put", "INSERT INTO name_row(list, version, line, name_key, person, digest, body)"
                      " VALUES($1,$2,$3,$4,$5,$6,$7) ON CONFLICT(list, version, line) DO UPDATE SET"
                      " name_key=excluded.name_key, person=excluded.person, digest=excluded.digest,"
                      " body=excluded.body"};
const struct sql P_ROWS = {"person.rows", "SELECT line, name_key, person, digest FROM name_row"
                                          " WHERE list=$1 AND version=$2 ORDER BY line"};
const struct sql P_ROW_GET = {"person.row",
                              "SELECT body FROM name_row WHERE list=$1 AND version=$2 AND line=$3"};
/* What the case has of a person. */
const struct sql P_KNOWN = {"person.known", "SELECT list, version, line, number, name_keys FROM"
                                            " person WHERE id=$1"};
/* Said again in a new version, word for word. */
const struct sql P_MOVE = {
    "person.move", "UPDATE person SET version=$2, line=$3, item=$4, flags=$5, gone=0, entry=$6,"
                   " part=$7 WHERE id=$1"};
const struct sql P_NUMBERED = {"person.numbered", "SELECT id FROM person WHERE number=$1"};
const struct sql P_PUT = {
    "person.put",
    "INSERT INTO person(id, list, version, line, item, sort, name, name_key, sex, age_min, age_max,"
    " day_from, day_to, happened, outcome, place, flags, gone, name_keys, number, entry, part)"
    " VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,0,$18,$19,$20,$21)"
    " ON CONFLICT(id) DO UPDATE SET version=excluded.version, line=excluded.line,"
    " item=excluded.item, sort=excluded.sort, name=excluded.name, name_key=excluded.name_key,"
    " sex=excluded.sex, age_min=excluded.age_min, age_max=excluded.age_max,"
    " day_from=excluded.day_from, day_to=excluded.day_to, happened=excluded.happened,"
    " outcome=excluded.outcome, place=excluded.place, flags=excluded.flags, gone=0,"
    " name_keys=excluded.name_keys, entry=excluded.entry, part=excluded.part"};
/* After a correction: the same line from what stands now. */
const struct sql P_THIN = {
    "person.thin",
    "UPDATE person SET sort=$2, name=$3, sex=$4, age_min=$5, age_max=$6, day_from=$7,"
    " day_to=$8, happened=$9, outcome=$10, place=$11, name_keys=$12 WHERE id=$1"};
const struct sql P_KEY_DEL = {"person.key_del",
                              "DELETE FROM person_key WHERE name_key=$1 AND person=$2"};
const struct sql P_KEY_PUT = {"person.key_put",
                              "INSERT INTO person_key(name_key, person) VALUES($1,$2)"
                              " ON CONFLICT(name_key, person) DO NOTHING"};
const struct sql P_SUSPECT_CLEAR = {"person.suspect_clear", "DELETE FROM suspect WHERE person=$1"};
const struct sql P_SUSPECT_CLEAR_BACK = {"person.suspect_clear_back",
                                         "DELETE FROM suspect WHERE other=$1"};
/* Same key by sound, ages and days that can be one, sex not stated otherwise. Bounded: a name that
 * hundreds bear proposes the first few only. */
const struct sql P_SUSPECT_FIND = {
    "person.suspect_find",
    "SELECT p.id FROM person_key k JOIN person p ON p.id = k.person WHERE k.name_key=$2 AND"
    " p.id <> $1 AND p.gone = 0"
    " AND (p.age_min IS NULL OR $3 IS NULL OR (p.age_min <= $4 + 1 AND p.age_max >= $3 - 1))"
    " AND (p.day_from IS NULL OR $5 IS NULL OR (p.day_from <= $6 + 3 AND p.day_to >= $5 - 3))"
    " AND (p.sex IS NULL OR $7 IS NULL OR p.sex = $7)"
    " AND NOT EXISTS (SELECT 1 FROM judgement j WHERE j.a = $1 AND j.b = p.id)"
    " AND NOT EXISTS (SELECT 1 FROM judgement j WHERE j.b = $1 AND j.a = p.id)"
    " ORDER BY k.person LIMIT 8"};
const struct sql P_SUSPECT_PUT = {"person.suspect_put",
                                  "INSERT INTO suspect(person, other) VALUES($1,$2),($2,$1)"
                                  " ON CONFLICT(person, other) DO NOTHING"};
/* Once judged, a pair is no suspicion any more. */
const struct sql P_SUSPECT_JUDGED = {
    "person.suspect_judged",
    "DELETE FROM suspect WHERE (person=$1 AND other=$2) OR (person=$2 AND other=$1)"};

/* Another one that this one may be, and that whoever asks may see. */
#define SUSPECTED                                                                                  \
    " EXISTS (SELECT 1 FROM suspect s JOIN person o ON o.id = s.other JOIN item j ON j.outside ="  \
    " o.item WHERE s.person = p.id AND (j.reach & $1) <> 0)"
#define LINE_COLUMNS                                                                               \
    "SELECT p.id, p.list, p.item, p.name, p.sex, p.outcome, p.place, p.name_key, p.age_min,"       \
    " p.age_max, p.happened, p.version, p.line, p.flags, p.gone," SUSPECTED ","                    \
    " (SELECT l.name FROM name_list l WHERE l.id = p.list),"                                       \
    " COALESCE((SELECT c.act FROM consent c WHERE c.person = p.id AND c.purpose = 'store'"         \
    " ORDER BY c.entry DESC, c.part DESC LIMIT 1), ''), p.sort FROM"
#define PERSONS " person p JOIN item i ON i.outside = p.item"
/* In the order of the list: rows of its newest version. */
#define ROWS                                                                                       \
    " name_row r JOIN person p ON p.id = r.person JOIN item i ON i.outside = p.item WHERE"         \
    " r.list=$7 AND r.version=(SELECT l.version FROM name_list l WHERE l.id=$7) AND"
#define LINE_WHERE                                                                                 \
    " (i.reach & $1) <> 0 AND p.gone = $2 AND ($3 = '' OR p.sex = $3)"                             \
    " AND ($4 = '' OR p.outcome = $4) AND ($5 = 0 OR p.flags > 0)"                                 \
    " AND ($6 = 0 OR" SUSPECTED ")"
#define FROM_NAME " (p.sort, p.id) > ($7, $8) AND"
#define BY_NAME   " ORDER BY p.sort, p.id LIMIT $9"
const struct sql P_LINES = {"person.lines",
                            LINE_COLUMNS PERSONS " WHERE" FROM_NAME LINE_WHERE BY_NAME};
const struct sql P_FLAGGED = {"person.flagged", LINE_COLUMNS PERSONS
                              " WHERE p.flags > 0 AND" FROM_NAME LINE_WHERE BY_NAME};
const struct sql P_DOUBLES = {
    "person.doubles", LINE_COLUMNS PERSONS
    " WHERE p.id IN (SELECT person FROM suspect) AND" FROM_NAME LINE_WHERE BY_NAME};
const struct sql P_LIST_LINES = {"person.list_lines", LINE_COLUMNS ROWS
                                 " r.line > $8 AND" LINE_WHERE " ORDER BY r.line LIMIT $9"};
/* Those of a list whom its newest version lacks, by the row that they last had. */
const struct sql P_GONE_LINES = {
    "person.gone_lines",
    LINE_COLUMNS " name_change g JOIN person p ON p.id = g.person JOIN item i ON i.outside = p.item"
                 " WHERE g.list=$7 AND g.what='gone' AND p.version = g.version - 1 AND p.line > $8"
                 " AND" LINE_WHERE " ORDER BY p.line, p.id LIMIT $9"};
#define COUNTED "SELECT COUNT(*) FROM (SELECT 1 FROM"
#define LIMITED " LIMIT $8) AS counted"
const struct sql P_COUNT = {"person.count",
                            COUNTED PERSONS " WHERE $7 = '' AND" LINE_WHERE LIMITED};
const struct sql P_FLAGGED_COUNT = {"person.flagged_count", COUNTED PERSONS
                                    " WHERE p.flags > 0 AND $7 = '' AND" LINE_WHERE LIMITED};
const struct sql P_DOUBLES_COUNT = {
    "person.doubles_count", COUNTED PERSONS
    " WHERE p.id IN (SELECT person FROM suspect) AND $7 = '' AND" LINE_WHERE LIMITED};
const struct sql P_LIST_COUNT = {"person.list_count", COUNTED ROWS LINE_WHERE LIMITED};
const struct sql P_LINE = {"person.line",
                           LINE_COLUMNS PERSONS " WHERE p.id=$2 AND (i.reach & $1) <> 0"};
const struct sql P_SUSPECTS = {"person.suspects", LINE_COLUMNS PERSONS
                               " JOIN suspect t ON t.other = p.id WHERE t.person=$2"
                               " AND (i.reach & $1) <> 0 ORDER BY p.sort, p.id"};

const struct sql P_GET = {
    "person.get",
    "SELECT p.id, p.list, p.item, p.version, p.line, p.name_key, p.gone, p.entry, p.part, r.body,"
    " d.body, v.sheet FROM person p JOIN item i ON i.outside = p.item"
    " JOIN name_row r ON r.list = p.list AND r.version = p.version AND r.line = p.line"
    " LEFT JOIN name_version v ON v.list = p.list AND v.version = p.version"
    " LEFT JOIN person_edit d ON d.person = p.id WHERE p.id=$1 AND (i.reach & $2) <> 0"};
const struct sql P_FROM = {
    "person.from", "SELECT p.id FROM person p JOIN item i ON i.outside = p.item WHERE p.id >= $1"
                   " AND p.id < $2 AND (i.reach & $3) <> 0 ORDER BY p.id LIMIT 2"};
const struct sql P_EDIT_GET = {"person.edit_get", "SELECT body FROM person_edit WHERE person=$1"};
const struct sql P_EDIT_PUT = {"person.edit_put",
                               "INSERT INTO person_edit(person, body) VALUES($1,$2)"
                               " ON CONFLICT(person) DO UPDATE SET body=excluded.body"};

const struct sql P_JUDGE_PUT = {
    "judgement.put", "INSERT INTO judgement(entry, part, a, b, verdict, actor, at, reason)"
                     " VALUES($1,$2,$3,$4,$5,$6,$7,$8)"};
const struct sql P_JUDGEMENTS = {
    "judgement.of",
    "SELECT a, b, verdict, actor, reason, at, entry, part FROM judgement WHERE a=$1 UNION ALL"
    " SELECT a, b, verdict, actor, reason, at, entry, part FROM judgement WHERE b=$1"
    " ORDER BY entry DESC, part DESC"};
const struct sql P_CONSENT_PUT = {
    "consent.put",
    "INSERT INTO consent(entry, part, person, purpose, act, how, by_whom, relation, risks,"
    " given_on,"
    " expires, item, words, actor, at) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15)"};
const struct sql P_CONSENTS = {
    "consent.of", "SELECT purpose, act, how, by_whom, relation, risks, given_on, expires, item,"
                  " words, actor, at, entry FROM consent WHERE person=$1"
                  " ORDER BY entry DESC, part DESC"};
const struct sql P_CONSENT_LAST = {"consent.last",
                                   "SELECT act, expires FROM consent WHERE person=$1 AND purpose=$2"
                                   " ORDER BY entry DESC, part DESC LIMIT 1"};

const struct sql P_MAPPING_PUT = {
    "mapping.put", "INSERT INTO mapping(name, signature, body, entry) VALUES($1,$2,$3,$4)"
                   " ON CONFLICT(name) DO UPDATE SET signature=excluded.signature,"
                   " body=excluded.body, entry=excluded.entry"};
const struct sql P_MAPPING_NAMED = {"mapping.named", "SELECT body FROM mapping WHERE name=$1"};
const struct sql P_MAPPING_SIGNED = {"mapping.signed", "SELECT body FROM mapping WHERE signature=$1"
                                                       " ORDER BY entry DESC LIMIT 1"};
const struct sql P_MAPPINGS = {"mapping.all",
                               "SELECT name, signature, body, entry FROM mapping ORDER BY name"};
const struct sql P_ITEM_BYTES = {
    "person.item_bytes", "SELECT outside, name, object, entry, size FROM item WHERE outside=$1"
                         " AND (reach & $2) <> 0"};

static const struct sql R_LIST = {
    "rows.name_list", "SELECT id, name, item, version, entry FROM name_list ORDER BY id"};
static const struct sql R_VERSION = {
    "rows.name_version", "SELECT list, version, item, sheet, mapping, rows, flagged, gone, at,"
                         " actor, entry FROM name_version ORDER BY list, version"};
static const struct sql R_ROW = {
    "rows.name_row", "SELECT list, version, line, name_key, person, digest, body FROM name_row"
                     " ORDER BY list, version, line"};
static const struct sql R_CHANGE = {
    "rows.name_change",
    "SELECT list, version, what, line, person, name_key, was, was_line FROM name_change"
    " ORDER BY list, version, what, line, person"};
static const struct sql R_PERSON = {
    "rows.person",
    "SELECT id, list, version, line, item, sort, name, name_key, sex, age_min,"
    " age_max, day_from, day_to, happened, outcome, place, flags, gone, name_keys, number,"
    " entry, part"
    " FROM person ORDER BY id"};
static const struct sql R_KEY = {
    "rows.person_key", "SELECT name_key, person FROM person_key ORDER BY name_key, person"};
static const struct sql R_SUSPECT = {"rows.suspect",
                                     "SELECT person, other FROM suspect ORDER BY person, other"};
static const struct sql R_EDIT = {"rows.person_edit",
                                  "SELECT person, body FROM person_edit ORDER BY person"};
static const struct sql R_JUDGEMENT = {
    "rows.judgement", "SELECT entry, part, a, b, verdict, actor, at, reason FROM judgement"
                      " ORDER BY entry, part"};
static const struct sql R_CONSENT = {
    "rows.consent", "SELECT entry, part, person, purpose, act, how, by_whom, relation, risks,"
                    " given_on, expires, item, words, actor, at FROM consent ORDER BY entry, part"};

static const struct table_rows TABLES[] = {
    {"name_list", &R_LIST},     {"name_version", &R_VERSION}, {"name_row", &R_ROW},
    {"name_change", &R_CHANGE}, {"person", &R_PERSON},        {"person_key", &R_KEY},
    {"suspect", &R_SUSPECT},    {"person_edit", &R_EDIT},     {"judgement", &R_JUDGEMENT},
    {"consent", &R_CONSENT},    {"mapping", &P_MAPPINGS},     {0}};

static const struct sql *const STATEMENTS[] = {&P_LIST_PUT,
                                               &P_LISTS,
                                               &P_LIST_GET,
                                               &P_LIST_NAMED,
                                               &P_VERSION_PUT,
                                               &P_VERSIONS,
                                               &P_CHANGE_COUNT,
                                               &P_GONE_CHANGES,
                                               &P_GONE,
                                               &P_CHANGE_PUT,
                                               &P_CHANGES,
                                               &P_ROW_PUT,
                                               &P_ROWS,
                                               &P_ROW_GET,
                                               &P_KNOWN,
                                               &P_MOVE,
                                               &P_NUMBERED,
                                               &P_PUT,
                                               &P_THIN,
                                               &P_KEY_DEL,
                                               &P_KEY_PUT,
                                               &P_SUSPECT_CLEAR,
                                               &P_SUSPECT_CLEAR_BACK,
                                               &P_SUSPECT_FIND,
                                               &P_SUSPECT_PUT,
                                               &P_SUSPECT_JUDGED,
                                               &P_LINES,
                                               &P_FLAGGED,
                                               &P_DOUBLES,
                                               &P_LIST_LINES,
                                               &P_GONE_LINES,
                                               &P_COUNT,
                                               &P_FLAGGED_COUNT,
                                               &P_DOUBLES_COUNT,
                                               &P_LIST_COUNT,
                                               &P_LINE,
                                               &P_SUSPECTS,
                                               &P_GET,
                                               &P_FROM,
                                               &P_EDIT_GET,
                                               &P_EDIT_PUT,
                                               &P_JUDGE_PUT,
                                               &P_JUDGEMENTS,
                                               &P_CONSENT_PUT,
                                               &P_CONSENTS,
                                               &P_CONSENT_LAST,
                                               &P_MAPPING_PUT,
                                               &P_MAPPING_NAMED,
                                               &P_MAPPING_SIGNED,
                                               &P_MAPPINGS,
                                               &P_ITEM_BYTES,
                                               NULL};

const struct noun NOUN_PERSON = {.name = "person",
                                 .create = &P_CREATE,
                                 .tables = TABLES,
                                 .statements = STATEMENTS,
                                 .parts = PERSON_PARTS};
