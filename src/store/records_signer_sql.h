/* Statements on signers, signed acts and custody. */
#ifndef CAIRN_STORE_RECORDS_SIGNER_SQL_H
#define CAIRN_STORE_RECORDS_SIGNER_SQL_H

#include "store/noun.h"

extern const struct sql Q_SIGNER_CREATE, Q_SIGNER_PUT, Q_SIGNER_CLOSE, Q_SIGNERS, Q_SIGNED_PUT,
    Q_SIGNED_AT, Q_SIGNED_ALL;

#endif
