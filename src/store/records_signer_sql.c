/* Tables and statements of signers and signed acts. */
#include "store/records_signer_sql.h"

const struct sql Q_SIGNER_CREATE = {
    "signer.create",
    "CREATE TABLE signer(entry BIGINT NOT NULL, part BIGINT NOT NULL, fingerprint TEXT NOT NULL, "
    "name TEXT NOT NULL, pseudonym TEXT NOT NULL, pubkey TEXT NOT NULL, reason TEXT NOT NULL, "
    "actor TEXT NOT NULL, at BIGINT NOT NULL, closed BIGINT, closed_at BIGINT, closed_reason TEXT, "
    "PRIMARY KEY(entry, part));"
    "CREATE TABLE signed(digest TEXT NOT NULL, entry BIGINT NOT NULL, part BIGINT NOT NULL, "
    "PRIMARY KEY(entry, part));"
    "CREATE INDEX signed_digest ON signed(digest, entry, part);"};

const struct sql Q_SIGNER_PUT = {
    "signer.put", "INSERT INTO signer(entry, part, fingerprint, name, pseudonym, pubkey, reason, "
                  "actor, at) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9)"};
const struct sql Q_SIGNER_CLOSE = {
    "signer.close", "UPDATE signer SET closed=$2, closed_at=$3, closed_reason=$4 WHERE "
                    "fingerprint=$1 AND closed IS NULL"};
const struct sql Q_SIGNERS = {
    "signer.all", "SELECT entry, part, fingerprint, name, pseudonym, pubkey, reason, actor, at, "
                  "closed, closed_at, closed_reason FROM signer ORDER BY entry, part"};

const struct sql Q_SIGNED_PUT = {"signed.put",
                                 "INSERT INTO signed(digest, entry, part) VALUES($1,$2,$3)"};
const struct sql Q_SIGNED_AT = {
    "signed.at", "SELECT entry, part FROM signed WHERE digest=$1 ORDER BY entry, part LIMIT 1"};
const struct sql Q_SIGNED_ALL = {"signed.all",
                                 "SELECT entry, part, digest FROM signed ORDER BY entry, part"};
