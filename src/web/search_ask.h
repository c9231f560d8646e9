/* The search of a request's query, as the operation `search` would read it: shared by the pages of
 * search and of bulk acts. Fields: words, noun, kind, status, publication, place, from, to,
 * language, role. ("lang" is the language of the desk.) */
#ifndef CAIRN_WEB_SEARCH_ASK_H
#define CAIRN_WEB_SEARCH_ASK_H

#include "flow/find.h"
#include "web/ui.h"

struct search_ask {
    struct list_filter f;
    struct str noun;  /* "" = all */
    struct str words; /* as written */
    bool narrowed;    /* by more than words and noun */
    struct str wrong; /* why it cannot be asked; "" = it can */
};
void search_ask_read(struct req *r, struct search_ask *out);
/* The form with all fields, at that path. */
void search_ask_form(struct req *r, const struct search_ask *s, const char *path);
/* "/path?words=…" with the fields of this search and one set to value ("" = removed; name NULL =
 * none). */
struct str search_ask_path(struct req *r, const char *path, const char *name, struct str value);
/* The fields as hidden ones of a form: for a bulk act; for `search save`. */
void search_ask_hidden(struct req *r);
void search_ask_saved(struct req *r);
/* Text in its own direction with the words of the search marked. */
void search_marked(struct req *r, const char *tag, const char *cls, struct str lang,
                   struct str text, struct str words);

#endif
