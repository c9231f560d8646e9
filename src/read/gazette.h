/* Known names and words of people, for the tagger of names: is a run of words the name of a
 * country, a people, a large place, an armed group, an organisation, a head of state; is a word a
 * name that persons bear; does it mean somebody who acts ("soldier")?
 *
 * data/models/gazette.bin, made by tools/models/train_gazette.c from data/countries.txt,
 * data/places.bin, the dictionaries of Open Event Data (MIT) and person-name tokens of Wikidata
 * (CC0). It holds hashes and no words: what is not known costs one look. Evidence only: a hit never
 * decides what a name is.
 *
 * File, little-endian: "cairn-gazette/1\n", u32 entries, 4097 u32 (first entry of each bucket, by
 * the upper 12 bits of the hash), entries × u32 hash in rising order, entries × u16 bits. */
#ifndef CAIRN_READ_GAZETTE_H
#define CAIRN_READ_GAZETTE_H

#include "base/err.h"
#include "base/limits.h"
#include "text/token.h"

enum gaz_bit {
    GAZ_COUNTRY = 1,
    GAZ_PEOPLE = 2,   /* Syrian, Syrians */
    GAZ_PLACE = 4,    /* 15,000 inhabitants or more, or a first-level division */
    GAZ_ARMED = 8,    /* armed non-state groups */
    GAZ_BODY = 16,    /* international and national organisations */
    GAZ_LEADER = 32,  /* names with dated offices */
    GAZ_PERSON = 64,  /* one word that persons bear as a name */
    GAZ_AGENT = 128,  /* soldier, police, rebel: common nouns */
    GAZ_COMMON = 256, /* … of persons' names borne by many */
    GAZ_GOES_ON = 1 << 15,
    GAZ_BITS = 9
};

struct gazette {
    const u8 *bucket, *hash, *bits;
    u32 n;
};

/* The linked file. RC_INTEGRITY when it is damaged. */
MUST rc gazette_open(struct str bytes, struct gazette *g, struct err *e);
struct str gazette_file(void);

/* Hash of a run of words: start with 0 and add each word's token hash in turn. */
static inline u32 gazette_hash(u32 run, u32 word) {
    u32 h = (run ^ word) * 0x9e3779b1u;
    return (h ^ h >> 15) * 0x85ebca6bu;
}
/* Bits of this run, 0 when unknown. O(log of a bucket). */
u32 gazette_bits(const struct gazette *g, u32 run);

/* The bits of the longest entry that begins at word i; *words = how many it takes (0 none). */
u32 gazette_at(const struct gazette *g, const struct token *t, i32 i, i32 to, i32 *words);

#endif
