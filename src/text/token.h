/* Tokens: words, numbers, marks and quotes of a text, each a byte span. One pass, no allocation but
 * the array.
 *
 * A word is a run of letters, digits and inner apostrophes (Sana'a). Hyphens split words, and the
 * second part carries TOK_HYPHEN ("close-range" = close, range; "20-30" = 20, 30): phrases then
 * match with and without the hyphen. "n't" and "'s" are tokens of their own. Dashes (-- – —) are
 * one mark '-'. All quote marks of a kind that opens or closes are TOK_OPEN / TOK_CLOSE; straight
 * quotes are told apart by the blanks around them. Invalid UTF-8 bytes count as letters: spans
 * never cut a code point. */
#ifndef CAIRN_TEXT_TOKEN_H
#define CAIRN_TEXT_TOKEN_H

#include "base/str.h"

enum tok_kind { TOK_WORD, TOK_NUMBER, TOK_MARK, TOK_OPEN, TOK_CLOSE };
enum tok_flag {
    TOK_CAP = 1,    /* begins with a capital letter */
    TOK_CAPS = 2,   /* only capitals, two or more */
    TOK_HYPHEN = 4, /* joined to the token before by a hyphen */
    TOK_GLUED = 8,  /* no blank before */
    TOK_LINE = 16,  /* first of a line */
    TOK_PARA = 32   /* after an empty line (or the first of the text) */
};

struct token {
    u32 start, end; /* bytes [start, end) */
    u32 hash;       /* FNV-1a of the ASCII-lowered bytes, typographic apostrophe as ' */
    u8 kind, flags;
    char mark; /* TOK_MARK: one of . , ; : ! ? - ( ) [ ] / % $ ' * or 0 for others; quotes: '"' or
                  '\'' */
};

struct tokens {
    struct token *v;
    i32 n;
};

/* Tokens of text[from, to). O(bytes). */
struct tokens tokenize(struct arena *a, struct str text, i64 from, i64 to);

/* Hash of a lower-case word as tokens carry it. */
u32 word_hash(struct str lower_word);
/* Is the token this word (given in lower case)? ASCII case is ignored. Asked of every token many
 * times over: nearly all are told apart by their first letter, without a call. */
bool tok_is_whole(struct str text, const struct token *t, const char *lower_word);
static inline bool tok_is(struct str text, const struct token *t, const char *lower_word) {
    u8 c = t->start < t->end ? (u8)text.p[t->start] : 0;
    if (c >= 'A' && c <= 'Z') c = (u8)(c + 32);
    return (c == (u8)*lower_word || c >= 0x80) && tok_is_whole(text, t, lower_word);
}
static inline struct str tok_str(struct str text, const struct token *t) {
    return (struct str){text.p + t->start, (i64)t->end - t->start};
}

#endif
