/* Names as the reader's rules see them: which words of a block are part of a name or a mention. */
#ifndef CAIRN_READ_NAMES_DOC_H
#define CAIRN_READ_NAMES_DOC_H

#include "read/doc.h"
#include "read/names.h"
#include "read/suspicious.h"

/* Tags all sentences: word.name and word.mention. Parts of speech must stand. */
void names_block(struct doc *d, const struct names_model *m);
/* One past the last word of the name (or mention) that begins at i, `to` at most. */
i32 name_end(const struct doc *d, i32 i, bool mention, i32 to);
/* Is a word of [from, to) part of a proper name, or of a mention, of this kind? */
bool named(const struct doc *d, i32 from, i32 to, enum name_kind kind);
bool mentioned(const struct doc *d, i32 from, i32 to, enum name_kind kind);
/* Is a word a name, and do both stages say of what kind? NAME_NONE when they do not. */
enum name_kind surely_named(const struct doc *d, i32 i);
/* One line a name and mention, for read_trace; says what is suspicious about its letters. */
void names_trace(struct buf *o, const struct doc *d, i32 from, i32 to);

#endif
