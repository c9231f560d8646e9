#include "proof/words.h"

#include "base/utf8.h"

static struct str b64(struct arena *a, const void *p, i64 n) {
    return b64_encode(a, bytes_str(p, n), true);
}

static struct json *word_json(struct arena *a, const struct word *w) {
    struct json *o = json_obj(a);
    if (!w->open) json_set_str(a, o, "hash", b64(a, w->hash, 32));
    json_set_i(a, o, "i", w->index);
    if (!w->open) return o;
    json_set_str(a, o, "salt", b64(a, w->salt, 16));
    json_set_i(a, o, "start", w->start);
    if (utf8_invalid(w->bytes) < 0)
        json_set_str(a, o, "text", w->bytes);
    else
        json_set_str(a, o, "bytes", b64(a, w->bytes.p, w->bytes.n));
    return o;
}

struct json *words_json(struct arena *a, const struct words_disclosure *d) {
    struct json *o = json_obj(a), *siblings = json_arr(a), *words = json_arr(a);
    for (i64 i = 0; i < d->nsiblings; i++)
        json_add(siblings, json_str(a, b64(a, d->sibling[i], 32)));
    for (i64 i = 0; i < d->nwords; i++)
        json_add(words, word_json(a, &d->word[i]));
    json_set(o, S("siblings"), siblings);
    json_set_i(a, o, "total", d->total);
    json_set(o, S("words"), words);
    return o;
}

static bool bytes_of(struct arena *a, struct str text, u8 *out, i64 n) {
    struct str raw = b64_decode(a, text, true);
    if (!raw.p || raw.n != n) return false;
    memcpy(out, raw.p, (size_t)n);
    return true;
}

static bool has(const struct json *o, const char *key, enum json_type type) {
    const struct json *v = json_get(o, key);
    return v && v->type == type;
}

static bool word_of(struct arena *a, const struct json *o, struct word *w) {
    if (o->type != JSON_OBJECT) return false;
    w->index = json_get_i(o, "i", -1);
    w->open = !has(o, "hash", JSON_STRING);
    if (!w->open) return o->n == 2 && bytes_of(a, json_get_str(o, "hash"), w->hash, 32);
    w->start = json_get_i(o, "start", -1);
    bool text = has(o, "text", JSON_STRING);
    w->bytes = text ? json_get_str(o, "text") : b64_decode(a, json_get_str(o, "bytes"), true);
    return o->n == 4 && w->start >= 0 && w->bytes.p && (text || has(o, "bytes", JSON_STRING)) &&
           bytes_of(a, json_get_str(o, "salt"), w->salt, 16);
}

static rc bad(struct err *e) {
    return fail(e, RC_INTEGRITY, "not a disclosure of words");
}

rc words_from_json(struct arena *a, const struct json *v, struct words_disclosure *out,
                   struct err *e) {
    const struct json *words = json_get(v, "words"), *siblings = json_get(v, "siblings");
    *out = (struct words_disclosure){.total = json_get_i(v, "total", -1)};
    if (!words || words->type != JSON_ARRAY || !siblings || siblings->type != JSON_ARRAY ||
        out->total < 0)
        return bad(e);
    out->word = NEWN(a, struct word, words->n);
    out->sibling = NEWN(a, digest, siblings->n);
    JSON_EACH(w, words)
    if (!word_of(a, w, &out->word[out->nwords++])) return bad(e);
    JSON_EACH(s, siblings) {
        if (s->type != JSON_STRING || !bytes_of(a, s->s, out->sibling[out->nsiblings++], 32))
            return bad(e);
    }
    return RC_OK;
}
