#include "table/archive.h"

#include <stdlib.h>
#include <time.h>

struct str xml_local(const char *name) {
    struct str s = str_c(name);
    i64 colon = str_chr(s, ':', 0);
    return colon < 0 ? s : str_sub(s, colon + 1, s.n);
}

struct str xml_attr(const char **attrs, const char *name) {
    for (i64 i = 0; attrs[i]; i += 2)
        if (str_eqc(xml_local(attrs[i]), name)) return str_c(attrs[i + 1]);
    return (struct str){0};
}

void archive_fail(struct archive *z, rc code, const char *what) {
    if (z->r == RC_OK) z->r = fail(z->e, code, "%s", what);
    XML_StopParser(z->p, XML_FALSE);
}

static void start(void *self, const XML_Char *name, const XML_Char **attrs) {
    struct archive *z = self;
    if (z->r != RC_OK) return;
    if (++z->depth > ARCHIVE_DEPTH_MAX)
        archive_fail(z, RC_LIMIT, "its elements are nested too deep");
    else
        z->start(z->self, name, attrs);
}

static void end(void *self, const XML_Char *name) {
    struct archive *z = self;
    z->depth--;
    if (z->r == RC_OK) z->end(z->self, name);
}

static void text(void *self, const XML_Char *s, int n) {
    struct archive *z = self;
    if (z->r == RC_OK) z->text(z->self, s, n);
}

/* No office program writes a document type; entities, inside or outside, need one. */
static void doctype(void *self, const XML_Char *name, const XML_Char *system,
                    const XML_Char *public, int internal) {
    (void)name, (void)system, (void)public, (void)internal;
    archive_fail(self, RC_UNSUPPORTED, "it holds a document type, as no office program writes");
}

static rc broken(struct archive *z) {
    return z->r != RC_OK ? z->r : fail(z->e, RC_UNSUPPORTED, "the %s is damaged", z->what);
}

static rc feed(struct archive *z, zip_file_t *f) {
    char *block = NEWN(z->a, char, 65536);
    for (;;) {
        zip_int64_t n = zip_fread(f, block, 65536);
        if (n < 0) return broken(z);
        z->unpacked += n;
        if (z->unpacked > ARCHIVE_BYTES_MAX)
            return fail(z->e, RC_LIMIT, "the %s unpacks to more than %lld MiB", z->what,
                        ARCHIVE_BYTES_MAX >> 20);
        if (z->unpacked > MEDIA_RATIO_FREE + MEDIA_RATIO_MAX * z->packed)
            return fail(z->e, RC_LIMIT, "the %s unpacks to more than %d times its size", z->what,
                        MEDIA_RATIO_MAX);
        if (XML_Parse(z->p, block, (int)n, n == 0) != XML_STATUS_OK) return broken(z);
        if (n == 0) return z->r;
    }
}

rc archive_xml(struct archive *z, struct str name, void *self, XML_StartElementHandler on_start,
               XML_EndElementHandler on_end, XML_CharacterDataHandler on_text, bool *there) {
    zip_file_t *f = zip_fopen(z->zip, cstr(z->a, name), 0);
    *there = f != NULL;
    if (!f) return RC_OK;
    z->p = XML_ParserCreate(NULL);
    if (!z->p) return zip_fclose(f), fail(z->e, RC_LIMIT, "no memory for the %s", z->what);
    XML_SetHashSalt(z->p, z->salt); /* else expat would open /dev/urandom */
    XML_SetUserData(z->p, z);
    XML_SetElementHandler(z->p, start, end);
    XML_SetCharacterDataHandler(z->p, text);
    XML_SetStartDoctypeDeclHandler(z->p, doctype);
    z->self = self, z->start = on_start, z->end = on_end, z->text = on_text;
    z->depth = 0;
    rc r = feed(z, f);
    XML_ParserFree(z->p);
    zip_fclose(f);
    return r;
}

bool archive_has(struct archive *z, const char *name) {
    return zip_name_locate(z->zip, name, 0) >= 0;
}

rc archive_open(struct arena *a, struct str bytes, const char *what, struct archive *out,
                struct err *e) {
    zip_error_t why;
    *out = (struct archive){.a = a, .e = e, .what = what, .packed = bytes.n};
    out->salt = 1 | (unsigned long)str_hash(bytes); /* hostile keys meet the time limit at worst */
    zip_error_init(&why);
    zip_source_t *from = zip_source_buffer_create(bytes.p, (zip_uint64_t)bytes.n, 0, &why);
    out->zip = from ? zip_open_from_source(from, ZIP_RDONLY, &why) : NULL;
    if (!out->zip) {
        if (from) zip_source_free(from);
        return fail(e, RC_UNSUPPORTED, "the %s is damaged: its archive cannot be opened", what);
    }
    if (zip_get_num_entries(out->zip, 0) <= ARCHIVE_FILES_MAX) return RC_OK;
    archive_close(out);
    return fail(e, RC_LIMIT, "the %s holds more than %d files", what, ARCHIVE_FILES_MAX);
}

void archive_close(struct archive *z) {
    zip_discard(z->zip);
}

struct archive_zone archive_zone_begin(struct arena *a) {
    const char *zone = getenv("TZ");
    struct archive_zone z = {zone ? cstr(a, str_c(zone)) : NULL};
    setenv("TZ", "UTC0", 1);
    tzset();
    return z;
}

void archive_zone_end(struct archive_zone z) {
    if (z.was)
        setenv("TZ", z.was, 1);
    else
        unsetenv("TZ");
    tzset();
}
