#include "flow/lists.h"

#include "exchange/table_read.h"
#include "store/setting.h"
#include "store/slice.h"

rc list_open(struct op_ctx *c, struct str item, struct str charset, struct list_in *out,
             struct err *e) {
    struct str outside, bytes;
    bool found;
    *out = (struct list_in){0};
    TRY(session_open(c, e));
    TRY(records_find_item(c->session->db, c->perm, item, op_reach(c), &outside, e));
    TRY(records_item_bytes(c->session->db, c->perm, outside, op_reach(c), &found, &out->item, e));
    if (!found) return fail(e, RC_NOTFOUND, "there is no such item");
    TRY(store_object(c->session->store, c->perm, out->item.entry, out->item.object, CSV_BYTES_MAX,
                     &bytes, e));
    struct str why;
    TRY(records_setting(c->session->db, c->perm, "sensitive_fields", &why, e));
    out->sensitive = !str_eqc(why, "off");
    return table_read(c->perm, bytes, charset, &out->table, e);
}

static rc kept_mapping(struct op_ctx *c, struct list_in *in, struct str name, bool *found,
                       struct err *e) {
    struct str text;
    struct json *j;
    TRY(records_mapping(c->session->db, c->perm, name, in->signature, &text, e));
    *found = text.n > 0;
    if (!*found) return RC_OK;
    TRY(json_read(c->perm, text, &j, e));
    return mapping_read(c->perm, j, &in->mapping, e);
}

rc list_map(struct op_ctx *c, struct list_in *in, struct str name, struct str sheet,
            struct str header, struct err *e) {
    bool found = false;
    in->sheet = table_sheet(&in->table, sheet);
    if (in->sheet < 0)
        return fail(e, RC_NOTFOUND, "the table has no sheet \"%.*s\"", SARG(str_sub(sheet, 0, 60)));
    struct mapping guess = mapping_guess(c->perm, &in->table, in->sheet);
    if (header.n && (!str_i64(header, &guess.header) || guess.header < 0))
        return fail(e, RC_USAGE, "--header takes the number of a row, 0 for none");
    in->signature = mapping_signature(c->perm, &in->table.sheets[in->sheet], guess.header);
    in->mapping = guess;
    in->how = S("guessed");
    if (name.n || in->signature.n) TRY(kept_mapping(c, in, name, &found, e));
    if (name.n && !found)
        return fail(e, RC_NOTFOUND, "no mapping is kept as \"%.*s\"", SARG(str_sub(name, 0, 60)));
    if (found) in->how = name.n ? S("named") : S("kept");
    in->mapping.sheet = in->table.sheets[in->sheet].name;
    if (found) in->mapping.header = guess.header;
    return RC_OK;
}

/* ---- against the version before ---- */

struct before {
    struct list_row *rows;
    i64 n;
    bool *used;
    struct map by_key, by_digest; /* -> index; digest -> -2 when several rows are equal */
    struct map now;               /* keys of the new version */
};

static struct str digest_key(struct arena *a, i64 digest) {
    return str_dup(a, (struct str){(const char *)&digest, sizeof digest});
}

static rc load_before(struct op_ctx *c, struct str list, i64 version, struct before *b,
                      struct err *e) {
    struct arena *a = c->perm;
    *b = (struct before){0};
    if (version < 1) return RC_OK;
    TRY(records_list_rows(c->session->db, a, list, version, &b->rows, &b->n, e));
    b->used = NEWN(a, bool, b->n);
    for (i64 i = 0; i < b->n; i++) {
        bool fresh;
        if (b->rows[i].key.n) {
            struct map_entry *k = map_put(&b->by_key, a, b->rows[i].key, &fresh);
            if (fresh) k->value = i + 1; /* of rows with one key the first has it */
        }
        struct map_entry *d = map_put(&b->by_digest, a, digest_key(a, b->rows[i].digest), &fresh);
        d->value = fresh ? i : -2;
    }
    return RC_OK;
}

/* A row whose key is new: the same words under a key that is gone are the same person. */
static bool rekeyed(struct arena *a, struct before *b, i64 digest, struct list_person *p) {
    struct map_entry *d = map_get(&b->by_digest, digest_key(a, digest));
    if (!d || d->value < 0 || b->used[d->value]) return false;
    struct list_row *old = &b->rows[d->value];
    bool same_key = str_eq(old->key, p->row.key);
    if (!same_key && old->key.n && map_get(&b->now, old->key)) return false;
    b->used[d->value] = true;
    p->person = old->person;
    p->was = same_key ? (struct str){0} : old->key;
    p->change = same_key ? "same" : "rekeyed";
    return true;
}

static void compare(struct op_ctx *c, const struct list_in *in, struct before *b,
                    struct list_rows *out, struct list_person *p, bool again) {
    i64 digest = person_digest(p->row.fields);
    struct map_entry *k = p->row.key.n && !again ? map_get(&b->by_key, p->row.key) : NULL;
    if (k) {
        struct list_row *old = &b->rows[k->value - 1];
        b->used[k->value - 1] = true;
        p->person = old->person;
        p->change = old->digest == digest ? "same" : "changed";
    } else if (!rekeyed(c->perm, b, digest, p)) {
        p->change = "added";
        p->person = person_id(c->perm, out->id, p->row.key, in->item.outside, in->mapping.sheet,
                              p->row.line, again);
    }
    out->added += str_eqc(S("added"), p->change);
    out->changed += str_eqc(S("changed"), p->change);
    out->rekeyed += str_eqc(S("rekeyed"), p->change);
}

static void flag_row(struct op_ctx *c, struct person_row *r, const char *reason) {
    struct json *f = json_add(r->flags, json_obj(c->perm));
    json_set_str(c->perm, f, "r", str_c(reason));
}

static void read_rows(struct op_ctx *c, const struct list_in *in, i64 most, struct list_rows *out) {
    const struct sheet *s = &in->table.sheets[in->sheet];
    struct row_words words = row_words_make(c->perm);
    i64 cap = 0;
    for (i64 i = 0; i < s->nrows && (!most || out->n < most); i++) {
        if (s->rows[i].number <= in->mapping.header) continue;
        struct person_row r = person_row(c->perm, &words, &in->mapping, &s->rows[i], in->sensitive);
        out->sensitive_left_out |= r.sensitive;
        if (r.empty) continue;
        *PUSH(c->perm, out->rows, out->n, cap) = (struct list_person){.row = r};
        if (out->n % 4096 == 0 && c->face->progress)
            c->face->progress(c->face->self, "rows", out->n, s->nrows);
    }
}

rc list_rows(struct op_ctx *c, const struct list_in *in, struct str list_name, i64 most,
             struct list_rows *out, struct err *e) {
    struct name_list old;
    struct before b;
    bool found;
    *out = (struct list_rows){.name = list_name};
    TRY(mapping_check(&in->mapping, e));
    TRY(records_name_list(c->session->db, c->perm, list_name, op_reach(c), &found, &old, e));
    out->id = found ? old.id : name_list_id(c->perm, list_name, in->item.outside);
    if (found) out->name = old.name;
    out->version = found ? old.version + 1 : 1;
    read_rows(c, in, most, out);
    TRY(load_before(c, out->id, found ? old.version : 0, &b, e));
    for (i64 i = 0; i < out->n; i++)
        if (out->rows[i].row.key.n) map_put(&b.now, c->perm, out->rows[i].row.key, NULL);
    struct map seen = {0};
    for (i64 i = 0; i < out->n; i++) {
        struct list_person *p = &out->rows[i];
        bool fresh = true;
        if (p->row.key.n) map_put(&seen, c->perm, p->row.key, &fresh);
        if (!fresh) flag_row(c, &p->row, "key_twice");
        compare(c, in, &b, out, p, !fresh);
        out->flagged += p->row.flags->n > 0;
    }
    for (i64 i = 0; i < b.n && !most; i++)
        out->gone += !b.used[i];
    return RC_OK;
}

/* ---- to JSON ---- */

struct str person_shown(const struct op_ctx *c, const struct person_line *l) {
    return op_sees(c, FIELD_NAMES) && !l->name_withdrawn ? l->name : (struct str){0};
}

static void set(struct arena *a, struct json *o, const char *key, struct str s) {
    if (s.n) json_set_str(a, o, key, s);
}

static bool may_see(const struct op_ctx *c, struct str field) {
    u32 group = person_field_group(field);
    return !group || op_sees(c, (enum field_group)group);
}

static struct json *field_json(struct op_ctx *c, const struct person_field *f, struct str sheet,
                               i64 line) {
    struct arena *a = c->perm;
    struct json *j = json_obj(a);
    json_set_str(a, j, "field", f->field);
    set(a, j, "label", f->label);
    json_set_str(a, j, "value", f->value.p ? f->value : S(""));
    set(a, j, "words", f->words);
    set(a, j, "script", f->script);
    set(a, j, "source", f->source);
    if (!f->column.n) return j;
    if (sheet.n) json_set_str(a, j, "sheet", sheet);
    json_set_str(a, j, "cell", str_fmt(a, "%.*s%lld", SARG(f->column), (long long)line));
    return j;
}

static void fields_json(struct op_ctx *c, struct json *o, const struct person_field *f, i64 n,
                        struct str sheet, i64 line, bool withdrawn) {
    struct json *list = json_set(o, S("fields"), json_arr(c->perm));
    struct json *kept = json_arr(c->perm);
    for (i64 i = 0; i < n; i++)
        if (may_see(c, f[i].field) && !(withdrawn && person_field_group(f[i].field)))
            json_add(list, field_json(c, &f[i], sheet, line));
        else
            json_add(kept, json_str(c->perm, f[i].field));
    if (kept->n) json_set(o, S("withheld"), kept);
}

static void flags_json(struct op_ctx *c, struct json *o, const struct person_flag *f, i64 n) {
    struct json *list = json_set(o, S("flags"), json_arr(c->perm));
    for (i64 i = 0; i < n; i++) {
        struct json *j = json_add(list, json_obj(c->perm));
        json_set_str(c->perm, j, "reason", f[i].reason);
        set(c->perm, j, "column", f[i].column);
    }
}

struct json *list_row_json(struct op_ctx *c, const struct list_person *r) {
    struct arena *a = c->perm;
    struct person p = {0};
    struct json *o = json_obj(a);
    person_fields_read(a, r->row.fields, &p.fields, &p.nfields);
    json_set_i(a, o, "row", r->row.line);
    json_set_str(a, o, "change", str_c(r->change));
    set(a, o, "key", r->row.key);
    set(a, o, "was", r->was);
    if (op_sees(c, FIELD_NAMES)) set(a, o, "name", person_name(a, &p));
    fields_json(c, o, p.fields, p.nfields, S(""), r->row.line, false);
    p.flags = NEWN(a, struct person_flag, r->row.flags->n);
    JSON_EACH(f, r->row.flags)
    p.flags[p.nflags++] = (struct person_flag){json_get_str(f, "r"), json_get_str(f, "c")};
    flags_json(c, o, p.flags, p.nflags);
    return o;
}

struct json *person_line_json(struct op_ctx *c, const struct person_line *l) {
    struct arena *a = c->perm;
    struct json *o = json_obj(a);
    struct str name = person_shown(c, l);
    json_set_i(a, o, "v", 1);
    json_set_str(a, o, "id", l->id);
    json_set_str(a, o, "name", name.n ? name : l->name.n ? S("name withheld") : S("no name"));
    set(a, o, "sex", l->sex);
    if (l->age_min >= 0)
        json_set_str(a, o, "age",
                     l->age_min == l->age_max
                         ? str_fmt(a, "%lld", (long long)l->age_min)
                         : str_fmt(a, "%lld-%lld", (long long)l->age_min, (long long)l->age_max));
    set(a, o, "date", date_text(a, l->when));
    set(a, o, "place", l->place);
    set(a, o, "said", l->outcome);
    set(a, o, "list", l->list_name);
    if (l->list.n) json_set_i(a, o, "row", l->line);
    if (l->flags) json_set_i(a, o, "flags", l->flags);
    if (l->suspect) json_set(o, S("may_be_another"), json_bool(a, true));
    if (l->gone) json_set(o, S("gone"), json_bool(a, true));
    return o;
}

struct json *person_json(struct op_ctx *c, const struct person *p) {
    struct arena *a = c->perm;
    struct json *o = json_obj(a);
    struct person_field *f;
    i64 n;
    struct str name = person_name(a, p);
    json_set_i(a, o, "v", 1);
    json_set_str(a, o, "id", p->id);
    json_set_str(a, o, "name",
                 !name.n                                         ? S("no name")
                 : op_sees(c, FIELD_NAMES) && !p->name_withdrawn ? name
                                                                 : S("name withheld"));
    set(a, o, "list", p->list);
    json_set_str(a, o, "item", p->item);
    if (p->list.n) json_set_i(a, o, "version", p->version);
    if (p->list.n) json_set_i(a, o, "row", p->line);
    if (p->gone) json_set(o, S("gone"), json_bool(a, true));
    person_fields(a, p, &f, &n);
    fields_json(c, o, f, n, p->sheet, p->line, p->name_withdrawn);
    flags_json(c, o, p->flags, p->nflags);
    json_set_i(a, o, "entry", p->entry);
    return o;
}

/* ---- finding ---- */

rc person_find(struct op_ctx *c, struct str id, struct person *out, struct err *e) {
    bool found;
    TRY(session_open(c, e));
    TRY(records_person(c->session->db, c->perm, id, op_reach(c), &found, out, e));
    if (found) return RC_OK;
    rc r = fail(e, RC_NOTFOUND, "there is no person \"%.*s\"", SARG(str_sub(id, 0, 40)));
    err_hint(e, "list them: cairn -C DIR persons");
    return r;
}

rc name_list_find(struct op_ctx *c, struct str name, struct name_list *out, struct err *e) {
    bool found;
    TRY(session_open(c, e));
    TRY(records_name_list(c->session->db, c->perm, name, op_reach(c), &found, out, e));
    if (found) return RC_OK;
    rc r = fail(e, RC_NOTFOUND, "there is no list \"%.*s\"", SARG(str_sub(name, 0, 60)));
    err_hint(e, "list them: cairn -C DIR lists");
    return r;
}
