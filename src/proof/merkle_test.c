#include "base/t.h"
#include "base/json.h"
#include "proof/merkle.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static void leaf_hash(int i, u8 out[32]) {
    char data[16];
    int n = snprintf(data, sizeof data, "leaf %d", i);
    merkle_leaf((struct str){data, n}, out);
}

/* MTH as RFC 6962 defines it, recursively. */
static void slow_root(const u8 (*leaf)[32], i64 n, u8 out[32]) {
    u8 l[32], r[32];
    if (n == 0)
        sha256(S(""), out);
    else if (n == 1)
        memcpy(out, leaf[0], 32);
    else {
        i64 k = 1;
        while (k * 2 < n)
            k *= 2;
        slow_root(leaf, k, l);
        slow_root(leaf + k, n - k, r);
        merkle_node(l, r, out);
    }
}

enum { MOST = 70 };

static void leaves(u8 leaf[MOST][32]) {
    for (int i = 0; i < MOST; i++)
        leaf_hash(i, leaf[i]);
}

TEST(merkle_roots_agree) {
    u8 leaf[MOST][32], a[32], b[32], c[32];
    struct merkle_range range = {0};
    leaves(leaf);
    for (i64 n = 0; n <= MOST; n++) {
        slow_root((const u8(*)[32])leaf, n, a);
        merkle_mth((const u8(*)[32])leaf, n, b);
        merkle_root(&range, c);
        EXPECT(memcmp(a, b, 32) == 0 && memcmp(a, c, 32) == 0);
        if (n < MOST) merkle_append(&range, leaf[n]);
    }
}

/* The known roots of the Certificate Transparency reference inputs. */
TEST(merkle_known_roots) {
    struct arena a = test_arena();
    static const char *const DATA[] = {"",
                                       "00",
                                       "10",
                                       "2021",
                                       "3031",
                                       "40414243",
                                       "5051525354555657",
                                       "606162636465666768696a6b6c6d6e6f"};
    static const char *const ROOT[] = {
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
    struct merkle_range range = {0};
    for (i64 i = 0; i < LEN(DATA); i++) {
        u8 hash[32];
        merkle_leaf(hex_decode(&a, str_c(DATA[i])), hash);
        merkle_append(&range, hash);
        merkle_root(&range, hash);
        EXPECT_STR(hex_encode(&a, bytes_str(hash, 32)), str_c(ROOT[i]));
    }
}

TEST(merkle_proofs_of_every_size) {
    struct arena a = test_arena();
    struct err e = {0};
    u8 leaf[MOST][32], root[32], old[32], path[MERKLE_PATH_MAX][32];
    i64 n;
    leaves(leaf);
    for (i64 size = 1; size <= MOST; size++) {
        struct arena b = a;
        struct merkle_tree t;
        merkle_build(&t, &b, (const u8(*)[32])leaf, size);
        slow_root((const u8(*)[32])leaf, size, root);
        for (i64 i = 0; i < size; i++) {
            EXPECT_OK(merkle_inclusion(merkle_tree_read, &t, i, size, path, &n, &e));
            EXPECT(merkle_inclusion_ok(i, size, leaf[i], (const u8(*)[32])path, n, root));
            EXPECT(!merkle_inclusion_ok(i, size, leaf[(i + 1) % MOST], (const u8(*)[32])path, n,
                                        root));
            if (size > 1)
                EXPECT(!merkle_inclusion_ok(i, size, leaf[i], (const u8(*)[32])path, n - 1, root));
            slow_root((const u8(*)[32])leaf, i + 1, old);
            EXPECT_OK(merkle_consistency(merkle_tree_read, &t, i + 1, size, path, &n, &e));
            EXPECT(merkle_consistency_ok(i + 1, size, old, root, (const u8(*)[32])path, n));
            old[7] ^= 1;
            EXPECT(!merkle_consistency_ok(i + 1, size, old, root, (const u8(*)[32])path, n));
        }
        EXPECT_INT(merkle_inclusion(merkle_tree_read, &t, size, size, path, &n, &e), RC_USAGE);
    }
}

/* A hash of a vector: 32 bytes, or not ok. */
static bool hash_of(struct arena *a, struct str b64, u8 out[32]) {
    struct str raw = b64_decode(a, b64, true);
    if (!raw.p || raw.n != 32) return false;
    memcpy(out, raw.p, 32);
    return true;
}

/* Some vectors have "don't care 1" as a root: another value for each other text is what they ask.
 */
static void root_of(struct arena *a, struct str b64, u8 out[32]) {
    if (!hash_of(a, b64, out)) sha256(b64, out);
}

static bool path_of(struct arena *a, const struct json *v, u8 path[64][32], i64 *n) {
    *n = 0;
    JSON_EACH(h, v)
    if (*n == 64 || !hash_of(a, h->s, path[(*n)++])) return false;
    return true;
}

static bool vector_holds(struct arena *a, const struct json *v) {
    u8 path[64][32], root[32], other[32];
    i64 n;
    if (!path_of(a, json_get(v, "proof"), path, &n)) return false;
    if (json_get(v, "leafIdx") && json_get(v, "end"))
        return hash_of(a, json_get_str(v, "root"), root) &&
               hash_of(a, json_get_str(v, "leafHash"), other) &&
               merkle_subtree_ok(json_get_i(v, "leafIdx", -1), json_get_i(v, "start", -1),
                                 json_get_i(v, "end", -1), other, (const u8(*)[32])path, n, root);
    if (json_get(v, "leafIdx"))
        return hash_of(a, json_get_str(v, "root"), root) &&
               hash_of(a, json_get_str(v, "leafHash"), other) &&
               merkle_inclusion_ok(json_get_i(v, "leafIdx", -1), json_get_i(v, "treeSize", -1),
                                   other, (const u8(*)[32])path, n, root);
    root_of(a, json_get_str(v, "root1"), other);
    root_of(a, json_get_str(v, "root2"), root);
    if (json_get(v, "end"))
        return merkle_subtree_consistency_ok(json_get_i(v, "start", -1), json_get_i(v, "end", -1),
                                             json_get_i(v, "size", -1), other, root,
                                             (const u8(*)[32])path, n);
    return merkle_consistency_ok(json_get_i(v, "size1", -1), json_get_i(v, "size2", -1), other,
                                 root, (const u8(*)[32])path, n);
}

static int run_folder(struct arena a, const char *path) {
    int n = 0;
    DIR *d = opendir(path);
    for (struct dirent *f; d && (f = readdir(d));) {
        struct arena b = a;
        struct err e = {0};
        struct json *v;
        const char *at = cstr(&b, str_fmt(&b, "%s/%s", path, f->d_name));
        if (f->d_name[0] == '.') continue;
        if (!str_ends(str_c(at), S(".json"))) {
            n += run_folder(b, at);
            continue;
        }
        EXPECT_OK(json_read(&b, test_file(&b, at), &v, &e));
        if (vector_holds(&b, v) == json_get_bool(v, "wantErr"))
            test_fail(__FILE__, __LINE__, "%s", at);
        n++;
    }
    if (d) closedir(d);
    return n;
}

TEST(merkle_vectors) {
    struct arena a = test_arena();
    const char *path;
    if (!test_shared(&a, "vectors/tlog-merkle/inclusion", &path)) {
        test_skip("vectors/tlog-merkle is not here");
        return;
    }
    EXPECT_INT(run_folder(a, path), 98);
    EXPECT(test_shared(&a, "vectors/tlog-merkle/consistency", &path));
    EXPECT_INT(run_folder(a, path), 98);
    EXPECT(test_shared(&a, "vectors/tlog-merkle/subtreeinclusion", &path));
    EXPECT_INT(run_folder(a, path), 204);
    EXPECT(test_shared(&a, "vectors/tlog-merkle/subtreeconsistency", &path));
    EXPECT_INT(run_folder(a, path), 118);
}
