/* The lexicons: plain text tables in data/lexicon, one row a word or phrase, linked in and packed
 * into one hash table.
 *
 * Row: `words TAB class TAB key=value … flags`. Classes: verb and noun are inflected by rule (or by
 * forms=a,b,c,…); the others stand as written. `#` begins a comment. What a row may carry is struct
 * lex_row. The hash of the files is part of the reader's model id (read_model), so that every claim
 * says by which tables it was read. */
#ifndef CAIRN_READ_LEXICON_H
#define CAIRN_READ_LEXICON_H

#include "store/claim.h"
#include "text/token.h"

enum pos {
    POS_NONE,
    POS_NOUN,
    POS_NAME,
    POS_VERB,
    POS_AUX,
    POS_MODAL,
    POS_ADJ,
    POS_ADV,
    POS_DET,
    POS_POSS,
    POS_PRON,
    POS_PREP,
    POS_CONJ,
    POS_SUB,
    POS_WH,
    POS_TO,
    POS_NEG,
    POS_NUM,
    POS_MARK,
    POS_WHEN
};
enum form {
    FORM_NONE,
    FORM_BASE,
    FORM_S,
    FORM_PAST,
    FORM_PP,
    FORM_ED,
    FORM_ING,
    FORM_SING,
    FORM_PLUR
};

enum lex_flag {
    LEX_PERSON = 1u << 0,     /* a person or people: may be a victim, a speaker */
    LEX_PERP = 1u << 1,       /* may be named as doing it: fighters, army, militia */
    LEX_SPEAKER = 1u << 2,    /* may speak: people, bodies of officials, media */
    LEX_ORG = 1u << 3,        /* an organisation */
    LEX_MEDIA = 1u << 4,      /* a medium that passes words on */
    LEX_BODY = 1u << 5,       /* body, remains, corpse */
    LEX_WEAPON = 1u << 6,     /* a thing that kills: shell, strike, blast */
    LEX_STATE = 1u << 7,      /* adjective of a state: dead, wounded, missing */
    LEX_INTRANS = 1u << 8,    /* the subject is the one who suffers: die, flee, explode */
    LEX_OBJ_TRIG = 1u << 9,   /* only a trigger with an object that fits (find, plant, take) */
    LEX_FUTURE = 1u << 10,    /* vow, plan, intend: what follows is not done */
    LEX_NEGATES = 1u << 11,   /* deny, reject, no evidence: what follows is denied */
    LEX_HEARSAY = 1u << 12,   /* reportedly, allegedly */
    LEX_QUESTION = 1u << 13,  /* whether, examine, investigate: what follows is open */
    LEX_REFLECT = 1u << 14,   /* tell, inform: takes a hearer */
    LEX_WEAK = 1u << 15,      /* a cue only with that, a quote or a comma */
    LEX_PERPCUE = 1u << 16,   /* accuse, blame: its object is the one accused */
    LEX_HAZOBJ = 1u << 17,    /* mine, booby trap, charge */
    LEX_DEPOT = 1u << 18,     /* depot, cache, arsenal */
    LEX_MUNITION = 1u << 19,  /* weapons, ammunition */
    LEX_GRAVE = 1u << 20,     /* grave */
    LEX_TITLE = 1u << 21,     /* before a name: Colonel, Dr */
    LEX_GROUPNAME = 1u << 22, /* last word of a name of an armed group: Front, Brigades */
    LEX_PLACENAME = 1u << 23, /* last word of a name of a place: Bridge, Street */
    LEX_UNIT = 1u << 24,      /* unit of measure or time: not people */
    LEX_EVENTN = 1u << 25,    /* noun of a happening: attack, fighting */
    LEX_BUILDING = 1u << 26,  /* house, school, market: what is struck */
    LEX_RELATIVE = 1u << 27,  /* son, mother: a person by kinship */
    LEX_GROUPREF = 1u << 28,  /* evacuees, wounded, victims, dead: people of an earlier mention */
    LEX_TESTI = 1u << 29,     /* account, testimony, tell of */
    LEX_LOADED = 1u << 30     /* a loaded word: only inside quotation on pages */
};

struct lex_row {
    struct str words;
    u8 pos;   /* enum pos */
    u8 kind1; /* enum kind + 1, 0 = none; so the other …1 */
    u8 act1, role1, who1, what1, finding1, precision1;
    u32 flags;
};

struct lex_sense {
    const struct lex_row *row;
    struct str key; /* lower-case words of this form, one blank between */
    u32 hash;
    u8 form, words;
    const struct lex_sense *next; /* other row of the same words */
};

struct lexicon {
    struct lex_sense **slots;
    u32 mask;
    i32 nrows, nsenses;
};

/* Builds the table from the linked files. A mistake in a row is a mistake of ours: CHECKed.
 * O(rows). */
const struct lexicon *lexicon_make(struct arena *a);
/* Senses of the longest phrase that begins at token i, or NULL; *words = tokens it takes. Hyphens
 * count as blanks. */
const struct lex_sense *lexicon_at(const struct lexicon *lx, struct str text, const struct token *t,
                                   i32 i, i32 to, i32 *words);
/* "sha256:…" over all lexicon files and the name of the rules. */
struct str lexicon_digest(struct arena *a, struct str rules);

#endif
