/* What the makers of vectors share. Tests only. */
#ifndef CAIRN_TESTS_FORMATS_VECTORS_H
#define CAIRN_TESTS_FORMATS_VECTORS_H

#include "base/json.h"
#include "proof/hash.h"
#include "store/store_int.h"
#include "sys/os.h"

void must(rc r, const struct err *e); /* ends the program when it went wrong */
struct json *vector_page(struct arena *a, const char *title, const char *page,
                         const char *paragraph);
struct json *vector_case(struct arena *a, struct json *page, const char *comment);
void put_hex(struct arena *a, struct json *o, const char *key, const void *p, i64 n);
void put_b64(struct arena *a, struct json *o, const char *key, struct str bytes);
void vector_write(struct arena *a, const char *dir, const char *name, const struct json *page);

/* Each writes one or more files below `dir`; work: an empty folder. */
void vectors_case(struct arena *a, const char *dir, const char *work);
void vectors_backup(struct arena *a, const char *dir, const char *work, struct store *s);
void vectors_share(struct arena *a, const char *dir);
void vectors_words(struct arena *a, const char *dir);
void vectors_receipt(struct arena *a, const char *dir);
void vectors_signature(struct arena *a, const char *dir);
void vectors_proposal(struct arena *a, const char *dir);

#endif
