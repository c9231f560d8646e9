/* The projection: tables replayed from the log, and every statement on them. PostgreSQL words; the
 * SQLite driver rewrites types and adds STRICT. House rules: HABITS §B.3. */
#include "store/records_sql.h"

const struct sql Q_CREATE = {
    "records.create",
    "CREATE TABLE entry(idx BIGINT PRIMARY KEY, type TEXT NOT NULL, at BIGINT NOT NULL, actor TEXT "
    "NOT NULL);"
    "CREATE TABLE item(outside TEXT PRIMARY KEY, ordinal BIGINT NOT NULL, id TEXT, name TEXT, size "
    "BIGINT,"
    " publication TEXT, publication_by TEXT, published TEXT, published_anchor TEXT, lang TEXT, url "
    "TEXT,"
    " sender TEXT, state BIGINT NOT NULL, reason TEXT, title TEXT, received_at BIGINT, entry "
    "BIGINT, part BIGINT,"
    " object TEXT, text_entry BIGINT, text_part BIGINT, text_ordinal BIGINT,"
    " reach BIGINT NOT NULL DEFAULT 1);"
    "CREATE INDEX item_id ON item(id);"
    "CREATE INDEX item_name ON item(name);"
    "CREATE INDEX item_publication ON item(publication);"
    "CREATE INDEX item_size ON item(size);"
    "CREATE TABLE derivative(outside TEXT PRIMARY KEY, body BYTEA NOT NULL, marks TEXT);"
    "CREATE TABLE claim(id TEXT PRIMARY KEY, outside TEXT NOT NULL, ordinal BIGINT NOT NULL, kind "
    "BIGINT NOT NULL,"
    " status BIGINT NOT NULL, reviewers BIGINT NOT NULL, version BIGINT NOT NULL, entry BIGINT NOT "
    "NULL,"
    " part BIGINT NOT NULL, body TEXT NOT NULL, reach BIGINT NOT NULL DEFAULT 1,"
    " others BIGINT NOT NULL DEFAULT 0);"
    "CREATE INDEX claim_item ON claim(outside, ordinal);"
    "CREATE TABLE version(claim TEXT NOT NULL, version BIGINT NOT NULL, entry BIGINT NOT NULL, "
    "part BIGINT NOT NULL,"
    " body TEXT NOT NULL, PRIMARY KEY(claim, version));"
    "CREATE TABLE proposal(claim TEXT NOT NULL, entry BIGINT NOT NULL, part BIGINT NOT NULL, "
    "outside TEXT NOT NULL,"
    " body TEXT NOT NULL, PRIMARY KEY(claim, entry));"
    "CREATE TABLE review(entry BIGINT NOT NULL, part BIGINT NOT NULL, claim TEXT NOT NULL, act "
    "TEXT NOT NULL,"
    " actor TEXT NOT NULL, at BIGINT NOT NULL, reason TEXT NOT NULL, version BIGINT NOT NULL, "
    "undone BIGINT NOT NULL,"
    " PRIMARY KEY(entry, part));"
    "CREATE INDEX review_claim ON review(claim, entry);"
    "CREATE TABLE publication(id TEXT PRIMARY KEY, name TEXT NOT NULL, owner TEXT, side TEXT, "
    "country TEXT, since TEXT,"
    " source TEXT, registered BIGINT NOT NULL, entry BIGINT NOT NULL);"
    "CREATE TABLE feed(publication TEXT NOT NULL, feeds TEXT NOT NULL, PRIMARY KEY(publication, "
    "feeds));"
    "CREATE TABLE party(id TEXT PRIMARY KEY, name TEXT NOT NULL, source TEXT, entry BIGINT NOT "
    "NULL);"
    "CREATE TABLE alias(party TEXT NOT NULL, name TEXT NOT NULL, since TEXT, former BIGINT NOT "
    "NULL, source TEXT,"
    " entry BIGINT NOT NULL, PRIMARY KEY(party, name));"
    "CREATE TABLE ally(party TEXT NOT NULL, other TEXT NOT NULL, since TEXT, source TEXT, entry "
    "BIGINT NOT NULL,"
    " PRIMARY KEY(party, other));"
    "CREATE TABLE place(id TEXT PRIMARY KEY, name TEXT NOT NULL, name_ar TEXT, name_ru TEXT, "
    "parent TEXT,"
    " country TEXT, grain BIGINT NOT NULL, lat BIGINT NOT NULL, lon BIGINT NOT NULL, entry "
    "BIGINT NOT NULL);"
    "CREATE INDEX place_name ON place(name, id);"
    "CREATE TABLE incident(id TEXT PRIMARY KEY, code TEXT NOT NULL, kind BIGINT NOT NULL, place "
    "TEXT, grain BIGINT"
    " NOT NULL, place_words TEXT, happened TEXT, merged_into TEXT, entry BIGINT NOT NULL,"
    " number BIGINT NOT NULL, spot TEXT NOT NULL, day_from BIGINT, day_to BIGINT);"
    "CREATE UNIQUE INDEX incident_code ON incident(code);"
    "CREATE INDEX incident_number ON incident(number);"
    "CREATE INDEX incident_spot ON incident(spot, day_from, entry);"
    "CREATE TABLE member(claim TEXT PRIMARY KEY, incident TEXT NOT NULL);"
    "CREATE INDEX member_incident ON member(incident);"
    "CREATE TABLE pending(claim TEXT PRIMARY KEY);"
    "CREATE TABLE touched(object TEXT PRIMARY KEY, entry BIGINT NOT NULL, part BIGINT NOT NULL);"
    "CREATE TABLE schema_digest(digest TEXT PRIMARY KEY);"};

const struct sql Q_TOUCH = {
    "touched.put", "INSERT INTO touched(object, entry, part) VALUES($1,$2,$3) ON CONFLICT(object)"
                   " DO UPDATE SET entry=excluded.entry, part=excluded.part"};
const struct sql Q_VERSION_OF = {"touched.get", "SELECT entry, part FROM touched WHERE object=$1"};
const struct sql Q_SCHEMA_PUT = {"schema.put", "INSERT INTO schema_digest(digest) VALUES($1)"};
const struct sql Q_SCHEMA_GET = {"schema.get", "SELECT digest FROM schema_digest"};

const struct sql Q_APPLIED = {"entry.count", "SELECT idx + 1 FROM entry ORDER BY idx DESC LIMIT 1"};
const struct sql Q_ENTRY_PUT = {"entry.put",
                                "INSERT INTO entry(idx, type, at, actor) VALUES($1,$2,$3,$4)"};
const struct sql Q_ENTRY_ACTOR = {"entry.actor", "UPDATE entry SET actor=$2 WHERE idx=$1"};
const struct sql Q_ENTRY_BY = {"entry.by", "SELECT actor FROM entry WHERE idx=$1"};

const struct sql Q_ITEM_PUT = {"item.put",
                               "INSERT INTO item(outside, ordinal, publication, publication_by, "
                               "published, published_anchor, lang, state,"
                               " received_at, entry, part, object) VALUES($1,$11,$2,$3,$4,$5,"
                               "$6,0,$7,$8,$9,$10)"};
const struct sql Q_ITEM_MANIFEST = {
    "item.manifest", "UPDATE item SET id=$2, size=$3, name=$4, sender=$5, url=$6 WHERE outside=$1"};
const struct sql Q_ITEM_READING = {"item.reading",
                                   "UPDATE item SET state=$2, reason=$3, title=$4, "
                                   "lang=COALESCE(lang,$5), text_entry=$6, text_part=$7,"
                                   " text_ordinal=$8 WHERE outside=$1 AND state<>4"};
const struct sql Q_ITEM_PUBLISHED = {
    "item.published",
    "UPDATE item SET published=$2, published_anchor=$3 WHERE outside=$1 AND published IS NULL"};
const struct sql Q_ITEM_TITLE = {"item.title", "UPDATE item SET title=$2 WHERE outside=$1"};
const struct sql Q_ITEM_BY_OUTSIDE = {"item.by_outside",
                                      "SELECT id, name FROM item WHERE outside=$1"};
const struct sql Q_ITEMS = {"item.all", "SELECT " ITEM_COLUMNS " FROM item i ORDER BY i.ordinal"};

const struct sql Q_TEXT_PUT = {"derivative.put",
                               "INSERT INTO derivative(outside, body, marks) VALUES($1,$2,$3) ON "
                               "CONFLICT(outside) DO UPDATE SET body=excluded.body, "
                               "marks=excluded.marks"};
const struct sql Q_TEXT_GET = {"derivative.get",
                               "SELECT body, marks FROM derivative WHERE outside=$1"};

const struct sql Q_CLAIM_PUT = {
    "claim.put",
    "INSERT INTO claim(id, outside, ordinal, kind, status, reviewers, version, entry, part, body,"
    " reach) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,"
    " COALESCE((SELECT reach FROM item WHERE outside=$2), 1)) ON CONFLICT(id) DO UPDATE SET "
    "ordinal=excluded.ordinal,"
    " kind=excluded.kind, status=excluded.status, reviewers=excluded.reviewers, others=0, "
    "version=excluded.version,"
    " entry=excluded.entry, part=excluded.part, body=excluded.body"};
const struct sql Q_CLAIM_GET = {"claim.get", "SELECT outside, ordinal, status, reviewers, version, "
                                             "entry, part, body FROM claim WHERE id=$1"};
const struct sql Q_CLAIM_STATUS = {
    "claim.status",
    "UPDATE claim SET status=$2, reviewers=$3, version=$4, entry=$5, part=$6, body=$7, kind=$8,"
    " others=$9 WHERE id=$1"};
const struct sql Q_CLAIM_SUPERSEDE = {"claim.supersede",
                                      "UPDATE claim SET status=4 WHERE outside=$1 AND status=0"
                                      " AND ordinal < 1099511627776"
                                      " AND NOT EXISTS (SELECT 1 FROM review r"
                                      " WHERE r.claim = claim.id)"};
const struct sql Q_CLAIMS = {"claim.all", "SELECT " CLAIM_COLUMNS " FROM " CLAIM_TABLES
                                          " ORDER BY i.ordinal, c.ordinal, c.id"};
const struct sql Q_CLAIM_IDS_OF_ITEM = {
    "claim.of_item", "SELECT id FROM claim WHERE outside=$1 ORDER BY ordinal, id"};

const struct sql Q_VERSION_PUT = {
    "version.put", "INSERT INTO version(claim, version, entry, part, body) VALUES($1,$2,$3,$4,$5)"
                   " ON CONFLICT(claim, version) DO UPDATE SET entry=excluded.entry, "
                   "part=excluded.part, body=excluded.body"};
/* Most claims have one version, which is in their row: it comes here when there is a second. */
const struct sql Q_VERSION_KEEP = {"version.keep",
                                   "INSERT INTO version(claim, version, entry, part, body)"
                                   " SELECT id, 0, entry, part, body FROM claim WHERE id=$1"
                                   " ON CONFLICT(claim, version) DO NOTHING"};
const struct sql Q_VERSION_FIRST = {
    "version.first",
    "SELECT COALESCE(v.entry, c.entry), COALESCE(v.part, c.part), COALESCE(v.body, c.body),"
    " v.body IS NOT NULL FROM claim c LEFT JOIN version v ON v.claim = c.id AND v.version = 0"
    " WHERE c.id=$1"};
const struct sql Q_VERSION_GET = {
    "version.get", "SELECT entry, part, body FROM version WHERE claim=$1 AND version=$2"};
const struct sql Q_VERSION_LAST = {
    "version.last", "SELECT version FROM version WHERE claim=$1 ORDER BY version DESC LIMIT 1"};

const struct sql Q_PROPOSAL_PUT = {"proposal.put",
                                   "INSERT INTO proposal(claim, entry, part, outside, body) "
                                   "VALUES($1,$2,$3,$4,$5) ON CONFLICT(claim, entry)"
                                   " DO NOTHING"};
const struct sql Q_PROPOSALS = {
    "proposal.all", "SELECT claim, entry, part, outside, body FROM proposal ORDER BY claim, entry"};

const struct sql Q_REVIEW_PUT = {"review.put",
                                 "INSERT INTO review(entry, part, claim, act, actor, at, reason, "
                                 "version, undone) VALUES($1,$2,$3,$4,$5,$6,$7,$8,0)"};
const struct sql Q_REVIEW_LAST = {"review.last",
                                  "SELECT entry, part FROM review WHERE claim=$1 AND undone=0 AND "
                                  "act<>'undo' ORDER BY entry DESC, part DESC LIMIT 1"};
const struct sql Q_REVIEW_UNDO = {"review.undo",
                                  "UPDATE review SET undone=1 WHERE entry=$1 AND part=$2"};
const struct sql Q_REVIEW_REASON = {"review.reason",
                                    "UPDATE review SET reason=$3 WHERE entry=$1 AND part=$2"};
const struct sql Q_REVIEWS = {"review.all",
                              "SELECT " REVIEW_COLUMNS " FROM review ORDER BY entry, part"};
const struct sql Q_REVIEWS_OF = {"review.of_claim",
                                 "SELECT act, actor, version FROM review WHERE claim=$1 AND "
                                 "undone=0 AND act<>'undo' ORDER BY entry, part"};

const struct sql Q_PUBLICATION_SEEN = {"publication.seen",
                                       "INSERT INTO publication(id, name, registered, entry) "
                                       "VALUES($1,$2,0,$3) ON CONFLICT(id) DO NOTHING"};
const struct sql Q_PUBLICATION_PUT = {
    "publication.put",
    "INSERT INTO publication(id, name, owner, side, country, since, source, registered, entry)"
    " VALUES($1,$2,$3,$4,$5,$6,$7,1,$8) ON CONFLICT(id) DO UPDATE SET "
    "owner=COALESCE(excluded.owner, owner),"
    " side=COALESCE(excluded.side, side), country=COALESCE(excluded.country, country),"
    " since=COALESCE(excluded.since, since), source=excluded.source, registered=1, "
    "entry=excluded.entry"};
#define PUBLICATION_COLUMNS                                                                        \
    "p.id, p.name, p.owner, p.side, p.country, p.since, p.source, p.registered, p.entry"
/* One that is only named on items out of reach is not there. */
const struct sql Q_PUBLICATIONS = {
    "publication.all",
    "SELECT " PUBLICATION_COLUMNS " FROM publication p WHERE p.registered=1 OR $1 = -1 OR EXISTS"
    " (SELECT 1 FROM item i WHERE i.publication = p.id AND (i.reach & $1) <> 0)"
    " ORDER BY p.name, p.id"};
const struct sql Q_FEED_PUT = {"feed.put", "INSERT INTO feed(publication, feeds) VALUES($1,$2) ON "
                                           "CONFLICT(publication, feeds) DO NOTHING"};
const struct sql Q_FEEDS = {"feed.all",
                            "SELECT publication, feeds FROM feed ORDER BY publication, feeds"};

const struct sql Q_PARTY_PUT = {
    "party.put",
    "INSERT INTO party(id, name, source, entry) VALUES($1,$2,$3,$4) ON CONFLICT(id) DO UPDATE SET"
    " source=excluded.source, entry=excluded.entry"};
const struct sql Q_PARTIES = {"party.all",
                              "SELECT id, name, source, entry FROM party ORDER BY name, id"};
const struct sql Q_ALIAS_PUT = {"alias.put",
                                "INSERT INTO alias(party, name, since, former, source, entry) "
                                "VALUES($1,$2,$3,$4,$5,$6) ON CONFLICT(party, name)"
                                " DO UPDATE SET since=excluded.since, former=excluded.former, "
                                "source=excluded.source, entry=excluded.entry"};
const struct sql Q_ALIASES = {
    "alias.all",
    "SELECT party, name, since, former, source, entry FROM alias ORDER BY party, name"};
const struct sql Q_ALLY_PUT = {
    "ally.put",
    "INSERT INTO ally(party, other, since, source, entry) VALUES($1,$2,$3,$4,$5) ON "
    "CONFLICT(party, other)"
    " DO UPDATE SET since=excluded.since, source=excluded.source, entry=excluded.entry"};
const struct sql Q_ALLIES = {
    "ally.all", "SELECT party, other, since, source, entry FROM ally ORDER BY party, other"};

const struct sql Q_PLACE_PUT = {
    "place.put",
    "INSERT INTO place(id, name, name_ar, name_ru, parent, country, grain, lat, lon, entry)"
    " VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10) ON CONFLICT(id) DO UPDATE SET "
    "name_ar=excluded.name_ar,"
    " name_ru=excluded.name_ru, lat=excluded.lat, lon=excluded.lon, entry=excluded.entry"};
const struct sql Q_PLACES = {"place.all",
                             "SELECT id, name, name_ar, name_ru, parent, country, grain, lat, "
                             "lon, entry FROM place ORDER BY name, id"};

const struct sql Q_INCIDENT_PUT = {
    "incident.put",
    "INSERT INTO incident(id, code, kind, place, grain, place_words, happened, merged_into, "
    "entry, number, spot)"
    " VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,'') ON CONFLICT(id) DO UPDATE SET "
    "kind=excluded.kind, place=excluded.place,"
    " grain=excluded.grain, place_words=excluded.place_words, happened=excluded.happened,"
    " merged_into=excluded.merged_into, entry=excluded.entry"};
/* An incident is found by its place's id, else by its words as written; and by its days. */
const struct sql Q_INCIDENT_SPOT = {
    "incident.spot", "SELECT COALESCE(place, place_words, ''), COALESCE(happened, '')"
                     " FROM incident WHERE id=$1"};
const struct sql Q_INCIDENT_NEAR = {
    "incident.near", "UPDATE incident SET spot=$2, day_from=$3, day_to=$4 WHERE id=$1"};
const struct sql Q_INCIDENT_LAST = {"incident.last",
                                    "SELECT number FROM incident ORDER BY number DESC LIMIT 1"};
const struct sql Q_INCIDENTS = {"incident.all",
                                "SELECT " INCIDENT_COLUMNS " FROM incident ORDER BY code"};
const struct sql Q_MEMBER_CLEAR = {"member.clear", "DELETE FROM member WHERE incident=$1"};
const struct sql Q_MEMBER_PUT = {"member.put",
                                 "INSERT INTO member(claim, incident) VALUES($1,$2) ON "
                                 "CONFLICT(claim) DO UPDATE SET incident=excluded.incident"};
const struct sql Q_MEMBERS = {"member.all", "SELECT claim, incident FROM member ORDER BY claim"};

/* Claims that wait for an incident: put when read, entered or corrected, gone once they have one.
 */
const struct sql Q_PENDING_PUT = {
    "pending.put", "INSERT INTO pending(claim) SELECT $1 WHERE NOT EXISTS"
                   " (SELECT 1 FROM member m WHERE m.claim=$1) ON CONFLICT(claim) DO NOTHING"};
const struct sql Q_PENDING_DEL = {"pending.del", "DELETE FROM pending WHERE claim=$1"};
const struct sql Q_PENDING = {"pending.all", "SELECT p.claim FROM pending p JOIN claim c ON c.id ="
                                             " p.claim WHERE c.status <> 4 ORDER BY p.claim"};

static const struct sql R_ENTRY = {"rows.entry",
                                   "SELECT idx, type, at, actor FROM entry ORDER BY idx"};
static const struct sql R_ITEM = {"rows.item", "SELECT " ITEM_COLUMNS
                                               ", i.ordinal FROM item i ORDER BY outside"};
static const struct sql R_DERIVATIVE = {
    "rows.derivative", "SELECT outside, body, marks FROM derivative ORDER BY outside"};
static const struct sql R_CLAIM = {"rows.claim",
                                   "SELECT id, outside, ordinal, kind, status, reviewers, version, "
                                   "entry, part, body, reach, others FROM claim ORDER BY id"};
static const struct sql R_VERSION = {
    "rows.version",
    "SELECT claim, version, entry, part, body FROM version ORDER BY claim, version"};
static const struct sql R_REVIEW = {"rows.review",
                                    "SELECT entry, part, claim, act, actor, at, reason, version, "
                                    "undone FROM review ORDER BY entry, part"};

static const struct sql R_PUBLICATION = {"rows.publication", "SELECT " PUBLICATION_COLUMNS
                                                             " FROM publication p ORDER BY id"};
static const struct sql R_INCIDENT = {
    "rows.incident", "SELECT " INCIDENT_COLUMNS ", number, spot, day_from, day_to FROM incident"
                     " ORDER BY id"};
static const struct sql R_PENDING = {"rows.pending", "SELECT claim FROM pending ORDER BY claim"};
static const struct sql R_TOUCHED = {"rows.touched",
                                     "SELECT object, entry, part FROM touched ORDER BY object"};

static const struct table_rows TABLES[] = {{"entry", &R_ENTRY},
                                           {"item", &R_ITEM},
                                           {"derivative", &R_DERIVATIVE},
                                           {"claim", &R_CLAIM},
                                           {"version", &R_VERSION},
                                           {"proposal", &Q_PROPOSALS},
                                           {"review", &R_REVIEW},
                                           {"publication", &R_PUBLICATION},
                                           {"feed", &Q_FEEDS},
                                           {"party", &Q_PARTIES},
                                           {"alias", &Q_ALIASES},
                                           {"ally", &Q_ALLIES},
                                           {"place", &Q_PLACES},
                                           {"incident", &R_INCIDENT},
                                           {"member", &Q_MEMBERS},
                                           {"pending", &R_PENDING},
                                           {"touched", &R_TOUCHED},
                                           {0}};

static const struct sql *const STATEMENTS[] = {&Q_APPLIED,
                                               &Q_ENTRY_PUT,
                                               &Q_ENTRY_ACTOR,
                                               &Q_ENTRY_BY,
                                               &Q_ITEM_PUT,
                                               &Q_ITEM_MANIFEST,
                                               &Q_ITEM_READING,
                                               &Q_ITEM_PUBLISHED,
                                               &Q_ITEM_TITLE,
                                               &Q_ITEM_BY_OUTSIDE,
                                               &Q_ITEMS,
                                               &Q_TEXT_PUT,
                                               &Q_TEXT_GET,
                                               &Q_CLAIM_PUT,
                                               &Q_CLAIM_GET,
                                               &Q_CLAIM_STATUS,
                                               &Q_CLAIM_SUPERSEDE,
                                               &Q_CLAIMS,
                                               &Q_CLAIM_IDS_OF_ITEM,
                                               &Q_VERSION_PUT,
                                               &Q_VERSION_GET,
                                               &Q_VERSION_LAST,
                                               &Q_PROPOSAL_PUT,
                                               &Q_PROPOSALS,
                                               &Q_REVIEW_PUT,
                                               &Q_REVIEW_LAST,
                                               &Q_REVIEW_UNDO,
                                               &Q_REVIEW_REASON,
                                               &Q_REVIEWS,
                                               &Q_REVIEWS_OF,
                                               &Q_PUBLICATION_SEEN,
                                               &Q_PUBLICATION_PUT,
                                               &Q_PUBLICATIONS,
                                               &Q_FEED_PUT,
                                               &Q_FEEDS,
                                               &Q_PARTY_PUT,
                                               &Q_PARTIES,
                                               &Q_ALIAS_PUT,
                                               &Q_ALIASES,
                                               &Q_ALLY_PUT,
                                               &Q_ALLIES,
                                               &Q_PLACE_PUT,
                                               &Q_PLACES,
                                               &Q_INCIDENT_PUT,
                                               &Q_INCIDENTS,
                                               &Q_INCIDENT_LAST,
                                               &Q_INCIDENT_SPOT,
                                               &Q_INCIDENT_NEAR,
                                               &Q_PENDING_PUT,
                                               &Q_PENDING_DEL,
                                               &Q_PENDING,
                                               &Q_VERSION_KEEP,
                                               &Q_VERSION_FIRST,
                                               &Q_MEMBER_CLEAR,
                                               &Q_MEMBER_PUT,
                                               &Q_MEMBERS,
                                               &Q_TOUCH,
                                               &Q_VERSION_OF,
                                               &Q_SCHEMA_PUT,
                                               &Q_SCHEMA_GET,
                                               NULL};

/* The parts of these nouns are applied in records_apply.c. */
const struct noun NOUN_CASE = {.name = "case",
                               .create = &Q_CREATE,
                               .tables = TABLES,
                               .statements = STATEMENTS,
                               .parts = CASE_PARTS};
