/* Tables and statements of what people add around claims and incidents. */
#include "store/records_work_sql.h"

const struct sql Q_WORK_CREATE = {
    "work.create",
    "CREATE TABLE comment(entry BIGINT NOT NULL, part BIGINT NOT NULL, object TEXT NOT NULL, words "
    "TEXT NOT NULL, actor TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY(entry, part));"
    "CREATE INDEX comment_object ON comment(object, entry, part);"
    "CREATE TABLE searched(entry BIGINT NOT NULL, part BIGINT NOT NULL, incident TEXT NOT NULL, "
    "place TEXT NOT NULL, happened TEXT, found TEXT NOT NULL, actor TEXT NOT NULL, at BIGINT NOT "
    "NULL, PRIMARY KEY(entry, part));"
    "CREATE INDEX searched_incident ON searched(incident, entry, part);"
    "CREATE TABLE reply(entry BIGINT NOT NULL, part BIGINT NOT NULL, incident TEXT NOT NULL, party "
    "TEXT NOT NULL, words TEXT NOT NULL, happened TEXT, source TEXT, actor TEXT NOT NULL, at "
    "BIGINT NOT NULL, PRIMARY KEY(entry, part));"
    "CREATE INDEX reply_incident ON reply(incident, entry, part);"
    "CREATE TABLE overlap(aggregate TEXT NOT NULL, incident TEXT NOT NULL, reason TEXT NOT NULL, "
    "actor TEXT NOT NULL, at BIGINT NOT NULL, entry BIGINT NOT NULL, part BIGINT NOT NULL, PRIMARY "
    "KEY(aggregate, incident));"
    "CREATE INDEX overlap_incident ON overlap(incident);"
    "CREATE TABLE incident_set(incident TEXT PRIMARY KEY, title TEXT, kind BIGINT, place TEXT, "
    "grain BIGINT, place_words TEXT, happened TEXT, entry BIGINT NOT NULL);"
    "CREATE INDEX incident_merged ON incident(merged_into);"};

const struct sql Q_COMMENT_PUT = {"comment.put", "INSERT INTO comment(entry, part, object, words, "
                                                 "actor, at) VALUES($1,$2,$3,$4,$5,$6)"};
const struct sql Q_COMMENTS_OF = {
    "comment.of_object", "SELECT object, words, actor, at, entry, part FROM comment WHERE object=$1"
                         " ORDER BY entry, part LIMIT $2"};

const struct sql Q_SEARCHED_PUT = {
    "searched.put", "INSERT INTO searched(entry, part, incident, place, happened, found, actor, at)"
                    " VALUES($1,$2,$3,$4,$5,$6,$7,$8)"};
const struct sql Q_SEARCHED_OF = {
    "searched.of_incident", "SELECT incident, place, happened, found, actor, at, entry, part FROM "
                            "searched WHERE incident=$1 ORDER BY entry, part"};
const struct sql Q_SEARCHED_ALL = {
    "searched.all", "SELECT incident, place, happened, found, actor, at, entry, part FROM searched"
                    " ORDER BY entry, part"};

const struct sql Q_REPLY_PUT = {
    "reply.put", "INSERT INTO reply(entry, part, incident, party, words, happened, source, actor, "
                 "at) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9)"};
const struct sql Q_REPLIES_OF = {
    "reply.of_incident", "SELECT incident, party, words, happened, source, actor, at, entry, part "
                         "FROM reply WHERE incident=$1 ORDER BY entry, part"};
const struct sql Q_REPLIES_ALL = {
    "reply.all", "SELECT incident, party, words, happened, source, actor, at, entry, part FROM "
                 "reply ORDER BY entry, part"};

const struct sql Q_OVERLAP_PUT = {
    "overlap.put", "INSERT INTO overlap(aggregate, incident, reason, actor, at, entry, part) "
                   "VALUES($1,$2,$3,$4,$5,$6,$7) ON CONFLICT(aggregate, incident) DO UPDATE SET "
                   "reason=excluded.reason, actor=excluded.actor, at=excluded.at, "
                   "entry=excluded.entry, part=excluded.part"};
const struct sql Q_OVERLAP_DROP = {"overlap.drop",
                                   "DELETE FROM overlap WHERE aggregate=$1 AND incident=$2"};
const struct sql Q_OVERLAPS_OF = {
    "overlap.of_aggregate", "SELECT aggregate, incident, reason, actor, at, entry, part FROM "
                            "overlap WHERE aggregate=$1 ORDER BY incident"};
const struct sql Q_OVERLAPS_ON = {
    "overlap.on_incident", "SELECT aggregate, incident, reason, actor, at, entry, part FROM overlap"
                           " WHERE incident=$1 ORDER BY aggregate"};
const struct sql Q_OVERLAPS_ALL = {
    "overlap.all", "SELECT aggregate, incident, reason, actor, at, entry, part FROM overlap ORDER "
                   "BY aggregate, incident"};

const struct sql Q_SET_PUT = {
    "incident_set.put",
    "INSERT INTO incident_set(incident, title, kind, place, grain, place_words, happened, entry) "
    "VALUES($1,$2,$3,$4,$5,$6,$7,$8) ON CONFLICT(incident) DO UPDATE SET "
    "title=COALESCE(excluded.title, title), kind=COALESCE(excluded.kind, kind), "
    "place=CASE WHEN excluded.grain IS NULL THEN place ELSE excluded.place END, "
    "place_words=CASE WHEN excluded.grain IS NULL THEN place_words ELSE excluded.place_words END, "
    "grain=COALESCE(excluded.grain, grain), happened=COALESCE(excluded.happened, happened), "
    "entry=excluded.entry"};
const struct sql Q_SET_DROP = {"incident_set.drop", "DELETE FROM incident_set WHERE incident=$1"};
const struct sql Q_SET_OF = {"incident_set.of_incident",
                             "SELECT incident, title, kind, grain, happened FROM incident_set"
                             " WHERE incident=$1"};
const struct sql Q_SET_ALL = {
    "incident_set.all",
    "SELECT incident, title, kind, grain, happened FROM incident_set ORDER BY incident"};
/* What a person settled stays on top of what the claims give. */
const struct sql Q_SET_OVERLAY = {
    "incident_set.overlay",
    "UPDATE incident SET kind=COALESCE(s.kind, incident.kind),"
    " place=CASE WHEN s.grain IS NULL THEN incident.place ELSE s.place END,"
    " place_words=CASE WHEN s.grain IS NULL THEN incident.place_words ELSE s.place_words END,"
    " grain=COALESCE(s.grain, incident.grain), happened=COALESCE(s.happened, incident.happened)"
    " FROM incident_set s WHERE s.incident=$1 AND incident.id=$1"};

/* A claim with one version has it in its row. */
const struct sql Q_VERSIONS_OF = {
    "version.of_claim",
    "SELECT v.version, v.entry, v.part, n.at, n.actor, v.body FROM version v "
    "JOIN entry n ON n.idx = v.entry WHERE v.claim=$1 UNION ALL "
    "SELECT c.version, c.entry, c.part, n.at, n.actor, c.body FROM claim c JOIN entry n ON n.idx ="
    " c.entry WHERE c.id=$1 AND NOT EXISTS (SELECT 1 FROM version v WHERE v.claim=$1) ORDER BY 1"};
const struct sql Q_DECISIONS_OF = {
    "review.decisions", "SELECT entry, claim, act, actor, at, reason, part, undone FROM review "
                        "WHERE claim=$1 ORDER BY entry, part"};
const struct sql Q_PROPOSED_OF = {
    "proposal.of_claim", "SELECT 0, p.entry, p.part, n.at, n.actor, p.body FROM proposal p JOIN "
                         "entry n ON n.idx = p.entry WHERE p.claim=$1 ORDER BY p.entry"};
const struct sql Q_MERGED_INTO = {
    "incident.merged", "SELECT code FROM incident WHERE merged_into=$1 ORDER BY code"};

static const struct sql R_COMMENT = {
    "rows.comment",
    "SELECT entry, part, object, words, actor, at FROM comment ORDER BY entry, part"};
static const struct sql R_SET = {"rows.incident_set",
                                 "SELECT incident, title, kind, place, grain, place_words, "
                                 "happened, entry FROM incident_set ORDER BY incident"};

const struct table_rows WORK_TABLES[] = {{"comment", &R_COMMENT},
                                         {"searched", &Q_SEARCHED_ALL},
                                         {"reply", &Q_REPLIES_ALL},
                                         {"overlap", &Q_OVERLAPS_ALL},
                                         {"incident_set", &R_SET},
                                         {0}};

const struct sql *const WORK_STATEMENTS[] = {
    &Q_COMMENT_PUT, &Q_COMMENTS_OF,  &Q_SEARCHED_PUT, &Q_SEARCHED_OF, &Q_SEARCHED_ALL,
    &Q_REPLY_PUT,   &Q_REPLIES_OF,   &Q_REPLIES_ALL,  &Q_OVERLAP_PUT, &Q_OVERLAP_DROP,
    &Q_OVERLAPS_OF, &Q_OVERLAPS_ON,  &Q_OVERLAPS_ALL, &Q_SET_PUT,     &Q_SET_DROP,
    &Q_SET_OF,      &Q_SET_ALL,      &Q_SET_OVERLAY,  &Q_VERSIONS_OF, &Q_DECISIONS_OF,
    &Q_PROPOSED_OF, &Q_MERGED_INTO,  NULL};
