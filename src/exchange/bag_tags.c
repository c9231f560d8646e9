/* The tag files of a bag: bagit.txt, manifests, fetch.txt, bag-info.txt. */
#include "exchange/bag_inner.h"

bool bag_line(struct str *rest, struct str *line) {
    if (rest->n <= 0) return false;
    i64 n = 0;
    while (n < rest->n && rest->p[n] != '\n' && rest->p[n] != '\r')
        n++;
    *line = str_sub(*rest, 0, n);
    bool two = n + 1 < rest->n && rest->p[n] == '\r' && rest->p[n + 1] == '\n';
    *rest = str_sub(*rest, n + (n < rest->n) + two, rest->n);
    return true;
}

static bool blank(char c) {
    return c == ' ' || c == '\t';
}

static struct str unblank(struct str s) {
    while (s.n && blank(s.p[0]))
        s = str_sub(s, 1, s.n);
    while (s.n && blank(s.p[s.n - 1]))
        s = str_sub(s, 0, s.n - 1);
    return s;
}

/* "Label: value"; *loose when it is not exactly that. */
static bool labelled(struct str line, struct str *label, struct str *value, bool *loose) {
    i64 colon = str_chr(line, ':', 0);
    if (colon < 0) return false;
    struct str before = str_sub(line, 0, colon), after = str_sub(line, colon + 1, line.n);
    *label = unblank(before);
    *value = unblank(after);
    *loose = label->n != before.n || after.n != value->n + 1 || after.p[0] != ' ';
    return label->n > 0;
}

static int minor_of(struct str version) {
    static const char *const OLD[] = {"0.93", "0.94", "0.95", "0.96", "0.97"};
    for (int i = 0; i < LEN(OLD); i++)
        if (str_eqc(version, OLD[i])) return 93 + i;
    return str_eqc(version, "1.0") ? 100 : 0;
}

const char *bag_declaration(struct str text, struct bag_declaration *out) {
    struct str line, label;
    bool loose[2];
    *out = (struct bag_declaration){0};
    if (!bag_line(&text, &line) || !labelled(line, &label, &out->version, &loose[0]) ||
        !str_eqc(label, "BagIt-Version"))
        return "its first line is not BagIt-Version: M.N";
    out->minor = minor_of(out->version);
    if (!out->minor) return "its version is none of 0.93 to 0.97 and 1.0";
    if (!bag_line(&text, &line) || !labelled(line, &label, &out->encoding, &loose[1]) ||
        !str_eqc(label, "Tag-File-Character-Encoding") || !out->encoding.n)
        return "its second line is not Tag-File-Character-Encoding: NAME";
    out->loose = loose[0] || loose[1];
    if (bag_line(&text, &line)) return "it has more than two lines";
    if (out->loose && out->minor == 100) return "its lines have blanks where none may be";
    return NULL;
}

const char *bag_manifest_line(struct str line, struct bag_listed *out) {
    i64 n = 0;
    *out = (struct bag_listed){0};
    while (n < line.n && is_alnum(line.p[n]))
        n++;
    out->hex = str_sub(line, 0, n);
    i64 at = n;
    while (at < line.n && blank(line.p[at]))
        at++;
    if (n == 0 || at == n) return "a line is not \"checksum path\"";
    out->star = at < line.n && line.p[at] == '*';
    out->path = str_sub(line, at + out->star, line.n);
    return out->path.n ? NULL : "a line has no path";
}

static int hex_at(struct str s, i64 at) {
    if (at + 2 >= s.n) return -1;
    if (s.p[at + 1] == '0' && (s.p[at + 2] == 'A' || s.p[at + 2] == 'a')) return '\n';
    if (s.p[at + 1] == '0' && (s.p[at + 2] == 'D' || s.p[at + 2] == 'd')) return '\r';
    return s.p[at + 1] == '2' && s.p[at + 2] == '5' ? '%' : -1;
}

static struct str decoded(struct arena *a, struct str s, int encoded, bool *percent) {
    if (encoded == 0 || str_chr(s, '%', 0) < 0) return s;
    struct buf b = buf_make(a, s.n);
    for (i64 i = 0; i < s.n; i++) {
        int c = s.p[i] == '%' ? hex_at(s, i) : -1;
        bool take = c >= 0 && (encoded == 2 || c != '%');
        if (s.p[i] == '%' && !take && encoded == 2) *percent = true;
        buf_c(&b, take ? (char)c : s.p[i]);
        if (take) i += 2;
    }
    return buf_str(&b);
}

const char *bag_path(struct arena *a, struct str written, int encoded, struct bag_path *out) {
    *out = (struct bag_path){0};
    struct str s = decoded(a, written, encoded, &out->percent);
    while (str_starts(s, S("./"))) {
        s = str_sub(s, 2, s.n);
        out->dot = true;
    }
    if (s.n > NAME_BYTES_MAX) return "is longer than a path may be";
    if (!s.n || s.p[0] == '/') return "leaves the bag: it is absolute";
    if (s.p[0] == '~') return "leaves the bag: it begins with ~";
    if (str_chr(s, 0, 0) >= 0) return "holds a zero byte";
    for (struct str rest = s; rest.p;) {
        struct str part = str_cut(&rest, '/');
        if (str_eqc(part, "..")) return "leaves the bag: it goes up by ..";
        if (!part.n || str_eqc(part, ".")) return "has an empty part";
        if (part.n > 255) return "has a part longer than 255 bytes";
    }
    out->path = s;
    return NULL;
}

struct str bag_path_written(struct arena *a, struct str path) {
    struct buf b = buf_make(a, 3 * path.n + 1);
    for (i64 i = 0; i < path.n; i++) {
        char c = path.p[i];
        if (c == '\n' || c == '\r' || c == '%')
            buf_puts(&b, c == '\n' ? "%0A" : c == '\r' ? "%0D" : "%25");
        else
            buf_c(&b, c);
    }
    return buf_str(&b);
}

static struct str word(struct str *rest) {
    i64 n = 0;
    while (n < rest->n && !blank(rest->p[n]))
        n++;
    struct str w = str_sub(*rest, 0, n);
    while (n < rest->n && blank(rest->p[n]))
        n++;
    *rest = str_sub(*rest, n, rest->n);
    return w;
}

const char *bag_fetch_line(struct str line, struct bag_fetch *out) {
    *out = (struct bag_fetch){.length = -1};
    out->url = word(&line);
    struct str length = word(&line);
    out->path = line;
    if (!out->url.n || !length.n || !out->path.n) return "a line is not \"URL length path\"";
    if (str_eqc(length, "-")) return NULL;
    if (!str_i64(length, &out->length) || out->length < 0) return "a length is not a number";
    return NULL;
}

bool bag_info_next(struct arena *a, struct str *rest, struct bag_tag *out, bool *loose,
                   const char **why) {
    struct str line, more;
    *why = NULL;
    *loose = false;
    *out = (struct bag_tag){0};
    do
        if (!bag_line(rest, &line)) return false;
    while (!unblank(line).n);
    if (blank(line.p[0]) || !labelled(line, &out->label, &out->value, loose)) {
        *why = "a line is not \"Label: value\"";
        return true;
    }
    for (more = *rest; bag_line(&more, &line) && line.n && blank(line.p[0]); *rest = more)
        if (unblank(line).n) out->value = str_cat(a, out->value, str_cat(a, S(" "), unblank(line)));
    return true;
}

bool bag_oxum(struct str text, i64 *bytes, i64 *files) {
    struct str rest = text, first = str_cut(&rest, '.');
    return rest.p && str_i64(first, bytes) && str_i64(rest, files) && *bytes >= 0 && *files >= 0;
}
