/* Template, included once a vocabulary (claim_words.c), so without a guard: makes name_THIS(), a
 * switch with one case a row of words.def whose list is THIS. A row without its enum constant does
 * not compile; a constant without its row trips -Wswitch, which is an error here: so the lists and
 * the enums have the same length, checked at compile time.
 *
 * How rows are chosen: the preprocessor cannot compare words, but pasting list and THIS gives a
 * defined macro (act_act) only when they are equal; it then pushes TAKE into the place where DROP
 * would be read. */
#define WORD(list, NAME, text) SECOND(PASTE3(list, _, THIS), DROP, ~)(NAME, text)
static struct str PASTE3(name, _, THIS)(int value) {
    switch ((enum ENUM)value) {
#include "store/words.def"
    }
    return (struct str){0};
}
#undef WORD
#undef THIS
#undef ENUM
#undef PREFIX
