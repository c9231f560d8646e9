/* Small pieces from which the desk's pages are made; they escape by construction (publish/html.h).
 * Words come from the catalogue by id (words.h), in the language of the request. All links are
 * absolute paths of the desk ("/item/…"). Texts in other scripts get dir="auto" and lang.
 *
 * Classes of desk.css, for pages of every area (an area's own sheet adds to them, never changes
 * them): boxes    card (now: the one at hand) · grid · plain (list without dots) · tiles · stack ·
 * empty columns  panes (wide-first) > pane (own: scrolls by itself on wide screens) · sticky notes
 * note + warn, bad, good, machine · badge + machine, accepted, conflict, work_needed, withdrawn,
 * restricted, good, warn, bad: each has a sign beside its words words    soft · small · help · big
 * · num · quote · code · mask · sr (heard, not seen) · law forms    field · error · check · actions
 * · inline, filter · pair (fields side by side) · short · drop (around a file field) · button +
 * quiet, danger tables   scroll > table · dl.rows · nav.pager, nav.tabs (class tabs), nav.crumbs
 *   pictures veiled: grey and blurred until the box .veil before it is checked
 *   print    no-print · print-only
 * desk.js: data-roving="SELECTOR" on a list walks it with j and k; data-confirm on a button asks
 * by those words first; details.keys opens on `?`; desk.keys({a: fn}) adds keys of a page. */
#ifndef CAIRN_WEB_UI_H
#define CAIRN_WEB_UI_H

#include "web/web.h"

/* Words of the catalogue as content. */
void ui_say(struct req *r, const char *id);
void ui_say_n(struct req *r, const char *id, i64 n); /* plural by n, {n} put in */
void ui_el(struct req *r, const char *tag, const char *cls,
           const char *id);                                    /* element with words */
void ui_head(struct req *r, int level, const char *id);        /* <h2> … */
void ui_note(struct req *r, const char *cls, const char *id);  /* <p class="note …"> */
void ui_path(struct req *r, struct str path);                  /* href="/…" on the open tag */
void ui_link(struct req *r, struct str path, struct str text); /* <a href dir=auto> */
void ui_link_id(struct req *r, struct str path, const char *id);
/* Text from outside, in its own direction: <tag class dir="auto" lang>. lang "" = unknown. */
void ui_words(struct req *r, const char *tag, const char *cls, struct str lang, struct str text);
void ui_number(struct req *r, i64 n);              /* digits of the language */
void ui_range(struct req *r, i64 min, i64 max);    /* "14", "14–20", "36 or more" */
void ui_dates(struct req *r, struct date_range d); /* as precise as it is known */
void ui_instant(struct req *r, i64 unix_seconds);
void ui_term(struct req *r, const char *list, struct str value); /* kind, what, who, act, role, … */
void ui_code(struct req *r, struct str id); /* an id or code, always left to right */

/* A definition list row: term from the catalogue, then the caller writes, then ui_row_end. */
void ui_rows_begin(struct req *r);
void ui_row(struct req *r, const char *id);
void ui_row_end(struct req *r);
void ui_rows_end(struct req *r);

/* A table with a header of catalogue ids, NULL-ended; cells through h_*. Scrolls in its own box. */
void ui_table_begin(struct req *r, const char *caption, const char *const *heads);
void ui_table_end(struct req *r);
/* Newer/older links by keyset cursor; "" = none. */
void ui_pager(struct req *r, struct str before, struct str after);
void ui_empty(struct req *r, const char *id); /* what to do when a list is empty */

/* Forms. After the act the browser goes to `next`, with "done=OP" added to its query; "{id}" in it
 * stands for that field of the operation's first row. Labels are catalogue ids; names are those of
 * the operation's arguments. Hidden: _csrf, _next. Buttons say what they do. */
void form_begin(struct req *r, const char *op, struct str next); /* POST /do/OP, multipart */
void form_get(struct req *r, struct str path);                   /* GET, for filters */
/* What the edit is made against; looks the object's version up. */
void form_match(struct req *r, struct str object);
void form_hidden(struct req *r, const char *name, struct str value);
void form_text(struct req *r, const char *name, const char *id, struct str value, bool required);
/* A passphrase or code; fresh: a new one (for password keepers). */
void form_secret(struct req *r, const char *name, const char *id, bool fresh, bool required);
/* A line of text with suggestions (id of a datalist, "" = none) under a key of its own in the page.
 * Its tag stays open for further attributes: h_void, then h_end close it. */
void form_line(struct req *r, const char *name, const char *id, struct str key, struct str value,
               const char *list, bool required);
void form_area(struct req *r, const char *name, const char *id, struct str value, bool required);
void form_number(struct req *r, const char *name, const char *id, struct str value);
void form_date(struct req *r, const char *name, const char *id,
               struct str value); /* any precision */
void form_check(struct req *r, const char *name, const char *id, bool on);
void form_file(struct req *r, const char *name, const char *id, bool many);
/* Options by a closed list of words (labels from the catalogue "LIST.value"); "" first unless
 * required. */
void form_select(struct req *r, const char *name, const char *id, const char *list,
                 const struct str *values, i64 n, struct str chosen, bool required);
/* The same with free labels: name is what is sent, value what is shown. */
void form_choose(struct req *r, const char *name, const char *id, const struct pair *options, i64 n,
                 struct str chosen, bool required);
void form_submit(struct req *r, const char *id, const char *cls); /* cls "", "quiet", "danger" */
void form_submit_as(struct req *r, const char *name, struct str value, const char *id,
                    const char *cls); /* a button that also sets a field */
/* The end of a form whose act is signed (flow/signed.h): a button that gives the text to sign,
 * fields for that text and its signature, the button itself. */
void form_signing(struct req *r, const char *id, const char *cls);
void form_end(struct req *r);

#endif
