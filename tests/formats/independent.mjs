// Another reader of cairn's formats, written from docs/formats alone: it shares no code with the program, and recomputes
// every vector from the pages' text. Prints "N passed, N failed".
//   node independent.mjs docs/formats/vectors
import crypto from "node:crypto";
import fs from "node:fs";

const dir = process.argv[2];
let passed = 0, failed = 0;
const bytes = (s) => Buffer.from(s, "utf8");
const hex = (s) => Buffer.from(s, "hex");
const b64 = (s) => Buffer.from(s, "base64");
const cat = (...p) => Buffer.concat(p.map((x) => (typeof x === "string" ? bytes(x) : x)));
const sha = (...p) => crypto.createHash("sha256").update(cat(...p)).digest();
const hmac = (key, ...p) => crypto.createHmac("sha256", key).update(cat(...p)).digest();
const u64be = (n) => { const b = Buffer.alloc(8); b.writeBigUInt64BE(BigInt(n)); return b; };
const pages = {};

function same(what, got, want) {
    const g = Buffer.isBuffer(got) ? got.toString("hex") : String(got);
    const w = Buffer.isBuffer(want) ? want.toString("hex") : String(want);
    if (g === w) { passed++; return true; }
    failed++;
    console.log(`FAILED ${what}\n    got:  ${g.slice(0, 300)}\n    want: ${w.slice(0, 300)}`);
    return false;
}
const holds = (what, yes) => same(what, !!yes, true);

// README: canonical JSON is RFC 8785 (entries hold no fractions).
function canon(v) {
    if (v === null || typeof v === "boolean" || typeof v === "string" || typeof v === "number") return JSON.stringify(v);
    if (Array.isArray(v)) return "[" + v.map(canon).join(",") + "]";
    return "{" + Object.keys(v).sort().map((k) => JSON.stringify(k) + ":" + canon(v[k])).join(",") + "}";
}

// ---- RFC 6962 ----
const leafHash = (d) => sha(Buffer.from([0]), d);
const nodeHash = (l, r) => sha(Buffer.from([1]), l, r);
const split = (n) => { let k = 1; while (k * 2 < n) k *= 2; return k; };
function root(h) {
    if (h.length === 0) return sha("");
    if (h.length === 1) return h[0];
    const k = split(h.length);
    return nodeHash(root(h.slice(0, k)), root(h.slice(k)));
}
function inclusionRoot(index, size, hash, path) { // RFC 9162 §2.1.3.2
    let fn = index, sn = size - 1, r = hash;
    for (const p of path) {
        if (sn === 0) return null;
        if (fn % 2 === 1 || fn === sn) {
            r = nodeHash(p, r);
            while (fn % 2 === 0 && fn !== 0) { fn = fn / 2; sn = Math.floor(sn / 2); }
        } else r = nodeHash(r, p);
        fn = Math.floor(fn / 2);
        sn = Math.floor(sn / 2);
    }
    return sn === 0 ? r : null;
}
function consistent(first, second, firstRoot, secondRoot, path) { // RFC 9162 §2.1.4.2
    if (first === second) return path.length === 0 && firstRoot.equals(secondRoot);
    const p = path.slice();
    if ((first & (first - 1)) === 0) p.unshift(firstRoot);
    let fn = first - 1, sn = second - 1;
    while (fn % 2 === 1) { fn >>= 1; sn >>= 1; }
    let fr = p[0], sr = p[0];
    for (const c of p.slice(1)) {
        if (sn === 0) return false;
        if (fn % 2 === 1 || fn === sn) {
            fr = nodeHash(c, fr);
            sr = nodeHash(c, sr);
            while (fn % 2 === 0 && fn !== 0) { fn >>= 1; sn >>= 1; }
        } else sr = nodeHash(sr, c);
        fn >>= 1;
        sn >>= 1;
    }
    return sn === 0 && fr.equals(firstRoot) && sr.equals(secondRoot);
}
const list32 = (b) => { const out = []; for (let i = 0; i < b.length; i += 32) out.push(b.subarray(i, i + 32)); return out; };

// ---- keys and signatures ----
const edKey = (pub) => crypto.createPublicKey({ key: cat(hex("302a300506032b6570032100"), pub), format: "der", type: "spki" });
const edOk = (pub, msg, sig) => crypto.verify(null, msg, edKey(pub), sig);
function edPublic(seed) {
    const k = crypto.createPrivateKey({ key: cat(hex("302e020100300506032b657004220420"), seed), format: "der", type: "pkcs8" });
    return crypto.createPublicKey(k).export({ format: "der", type: "spki" }).subarray(12);
}
const originOf = (pub) => "sigsum.org/v1/tree/" + sha(pub).toString("hex");
function noteOk(note, vkey) { // C2SP signed-note; gives {origin, size, root} or null
    const [name, id, key] = [vkey.slice(0, vkey.indexOf("+")), ...vkey.slice(vkey.indexOf("+") + 1).split(/\+(.*)/s)];
    const raw = b64(key);
    if (sha(name + "\n", raw).subarray(0, 4).toString("hex") !== id || raw[0] !== 1) return null;
    const cut = note.lastIndexOf("\n\n");
    const text = note.slice(0, cut + 1);
    for (const line of note.slice(cut + 2).split("\n")) {
        const m = line.match(/^— (\S+) (\S+)$/);
        if (!m || m[1] !== name) continue;
        const sig = b64(m[2]);
        if (sig.subarray(0, 4).toString("hex") !== id) continue;
        if (!edOk(raw.subarray(1), bytes(text), sig.subarray(4))) return null;
        const [origin, size, r] = text.split("\n");
        return { origin, size: Number(size), root: b64(r) };
    }
    return null;
}
function leafOk(leaf, pub, message) { // log.md, Log
    const checksum = sha(message);
    return leaf.length === 128 && leaf.subarray(0, 32).equals(checksum) && leaf.subarray(96).equals(sha(pub)) &&
        edOk(pub, cat("sigsum.org/v1/tree-leaf\0", checksum), leaf.subarray(32, 96));
}

// ---- age v1 ----
function bech32(text) {
    const set = "qpzry9x8gf2tvdw0s3jn54khce6mua7l", t = text.toLowerCase(), at = t.lastIndexOf("1");
    const v = [...t.slice(at + 1)].map((c) => set.indexOf(c)).slice(0, -6);
    const out = [];
    let acc = 0, bits = 0;
    for (const x of v) { acc = (acc << 5) | x; bits += 5; if (bits >= 8) { bits -= 8; out.push((acc >> bits) & 255); acc &= (1 << bits) - 1; } }
    return Buffer.from(out);
}
const hkdf = (ikm, salt, info, n) => Buffer.from(crypto.hkdfSync("sha256", ikm, salt, bytes(info), n));
function chacha(key, nonce, sealed) {
    const d = crypto.createDecipheriv("chacha20-poly1305", key, nonce, { authTagLength: 16 });
    d.setAuthTag(sealed.subarray(sealed.length - 16));
    return Buffer.concat([d.update(sealed.subarray(0, sealed.length - 16)), d.final()]);
}
function ageOpen(file, identity) {
    const secret = bech32(identity);
    const priv = crypto.createPrivateKey({ key: cat(hex("302e020100300506032b656e04220420"), secret), format: "der", type: "pkcs8" });
    const pub = crypto.createPublicKey(priv).export({ format: "der", type: "spki" }).subarray(12);
    const mac = file.indexOf("\n--- ") + 1, end = file.indexOf("\n", mac) + 1;
    const header = file.subarray(0, end).toString();
    let fileKey = null;
    for (const m of header.matchAll(/-> X25519 (\S+)\n(\S+)\n/g)) {
        const share = b64(m[1]), body = b64(m[2]);
        const z = crypto.diffieHellman({ privateKey: priv, publicKey: crypto.createPublicKey(
            { key: cat(hex("302a300506032b656e032100"), share), format: "der", type: "spki" }) });
        try { fileKey = chacha(hkdf(z, cat(share, pub), "age-encryption.org/v1/X25519", 32), Buffer.alloc(12), body); } catch { /* of another */ }
    }
    if (!fileKey) throw new Error("no stanza opens");
    const want = hmac(hkdf(fileKey, Buffer.alloc(0), "header", 32), file.subarray(0, mac + 3));
    if (!want.equals(b64(header.slice(mac + 4).trim()))) throw new Error("header MAC");
    const payload = file.subarray(end), key = hkdf(fileKey, payload.subarray(0, 16), "payload", 32), out = [];
    for (let at = 16, i = 0; at < payload.length; at += 65552, i++) {
        const chunk = payload.subarray(at, at + 65552), nonce = Buffer.alloc(12);
        nonce.writeUInt32BE(i, 7);
        nonce[11] = at + 65552 >= payload.length ? 1 : 0;
        out.push(chacha(key, nonce, chunk));
    }
    return Buffer.concat(out);
}

// ---- vault.md ----
const salt = (seed, what, k) => hmac(seed, what, u64be(k));
const commit = (kind, s, data) => sha(`cairn/${kind}/v1`, s, sha(data));
function tar(plain) { // name -> {at, data}
    const out = new Map();
    for (let at = 0; at + 512 <= plain.length;) {
        const h = plain.subarray(at, at + 512);
        if (h.every((b) => b === 0)) break;
        const str = (f, n) => h.subarray(f, f + n).toString().replace(/\0.*$/s, "");
        const size = parseInt(str(124, 12), 8), prefix = str(345, 155);
        let sum = 0;
        for (let i = 0; i < 512; i++) sum += i >= 148 && i < 156 ? 32 : h[i];
        if (sum !== parseInt(str(148, 8), 8)) throw new Error("tar checksum at " + at);
        out.set((prefix ? prefix + "/" : "") + str(0, 100), { head: at, at: at + 512, data: plain.subarray(at + 512, at + 512 + size) });
        at += 512 + Math.ceil(size / 512) * 512;
    }
    return out;
}
function padded(n) {
    const up = (v, m) => ((v + m - 1n) / m) * m, N = BigInt(n);
    if (N < 1048576n) { const p = up(N, 4096n); if (p < 1048576n) return p; return p; }
    const E = BigInt(N.toString(2).length - 1), S = BigInt(E.toString(2).length);
    return up(up(N, 4096n), 1n << (E - S));
}
function checkPack(what, plain) {
    const foot = plain.subarray(plain.length - 2048), t = tar(foot), members = tar(plain);
    const f = JSON.parse(t.get("foot").data.toString());
    same(`${what}: foot is canonical`, t.get("foot").data.toString(), canon(f));
    same(`${what}: the size is padded`, padded(plain.length), plain.length);
    holds(`${what}: pad is zeros`, !members.has("pad") || members.get("pad").data.every((b) => b === 0));
    const first = String(f.first).padStart(9, "0");
    same(`${what}: at is the first entry.json`, f.at, members.get(first + "/entry.json").head);
    return { foot: f, members };
}
function checkEntry(what, members, index, prev) {
    const i = String(index).padStart(9, "0"), get = (n) => members.get(`${i}/${n}`);
    const text = get("entry.json").data.toString(), entry = JSON.parse(text), seal = JSON.parse(get("seal.json").data.toString());
    same(`${what}: canonical`, text, canon(entry));
    if (prev) same(`${what}: prev`, entry.prev, prev.toString("base64"));
    const parts = get("parts.jsonl") ? get("parts.jsonl").data.toString().split("\n").slice(0, -1) : [];
    // vault.md: salts come from the seed; erasure.md: once something was erased, one by one from salts.txt.
    const kept = seal.v === 2 ? get("salts.txt").data.toString().trim().split("\n").map((l) => l.split(" ")) : null;
    const of = (kind) => kept && kept.filter((l) => l[0] === kind);
    const leafOf = (kind, k, digest) => {
        const line = kept && of(kind)[k];
        if (line && line[1] === "leaf") return hex(line[2]);
        return leafHash(sha(`cairn/${kind}/v1`, line ? hex(line[2]) : salt(hex(seal.seed), kind, k), digest));
    };
    const gone = (kind, k) => kept && of(kind)[k][1] === "leaf";
    if (parts.length) {
        same(`${what}: number of parts`, entry.parts.n, parts.length);
        parts.forEach((p, k) => same(`${what}: part ${k} is gone or there`, p === "", gone(`part`, k) || false));
        same(`${what}: root of parts`, root(parts.map((p, k) => leafOf("part", k, sha(p)))).toString("base64"), entry.parts.root);
    }
    if (entry.objects) {
        const rows = (n) => get(n).data.toString().split("\n").slice(0, -1);
        const where = rows("where.txt"), lines = rows("SHA256SUMS"), h = [];
        for (let k = 0; k < entry.objects.n; k++) {
            if (gone("object", k)) { h.push(leafOf("object", k)); continue; }
            const [digest, name] = lines.shift().split("  "), o = members.get(`${i}/${name}`);
            same(`${what}: ${name}`, sha(o.data), hex(digest));
            same(`${what}: where ${name}`, where.shift(), `0 ${o.at} ${o.data.length}`);
            h.push(leafOf("object", k, hex(digest)));
        }
        same(`${what}: no object more`, lines.length + where.length, 0);
        same(`${what}: root of objects`, root(h).toString("base64"), entry.objects.root);
        if (!kept) same(`${what}: sums`, commit("sums", salt(hex(seal.seed), "sums", 0), get("SHA256SUMS").data).toString("base64"), entry.objects.sums);
    }
    return { text, entry, seal, parts, message: commit("entry", hex(seal.salt), text) };
}

// The log and every pack of a case, given its files.
function checkCase(files, cf, pub, identity) {
    const head = noteOk(files.get("log/checkpoint").toString(), cf.log);
    holds("log/checkpoint", head);
    same("origin", head.origin, originOf(pub));
    const bundle = files.get(`log/tile/entries/000.p/${head.size}`), leaves = [];
    for (let at = 0; at < bundle.length; at += 130) {
        same("a leaf is 128 bytes", bundle.readUInt16BE(at), 128);
        leaves.push(bundle.subarray(at + 2, at + 130));
    }
    same("root of the log", root(leaves.map(leafHash)), head.root);
    same("hash tile", files.get(`log/tile/0/000.p/${head.size}`), Buffer.concat(leaves.map(leafHash)));
    let n = 0;
    for (const [path, payload] of files) {
        if (!path.endsWith(".pack")) continue;
        const plain = ageOpen(cat(files.get(path.replace(".pack", ".head")), payload), identity);
        const { foot, members } = checkPack(path, plain);
        for (let i = foot.first; i < foot.first + foot.entries; i++, n++) {
            const en = checkEntry(`entry ${i}`, members, i, root(leaves.slice(0, i).map(leafHash)));
            holds(`entry ${i}: its leaf`, leafOk(leaves[i], pub, en.message));
        }
    }
    same("every entry was met", n, head.size);
}

pages["case.json"] = (v) => {
    for (const c of v.cases) {
        const files = new Map(c.files.map((f) => [f.path, b64(f.base64)]));
        const line = (k) => c.key_file.match(new RegExp(`^# ${k}: (.*)$`, "m"))[1];
        const pub = edPublic(b64(line("log key"))), cf = JSON.parse(files.get("cairn.case").toString());
        same("key file: log key", pub, hex(c.log_public));
        const identity = c.key_file.match(/^AGE-SECRET-KEY-1.*$/m)[0];
        same("key file: identity", bech32(identity), hex(c.age_secret));
        same("key file: page key", b64(line("page key")), hex(c.page_key));
        same("cairn.case: canonical and a newline", files.get("cairn.case").toString(), canon(cf) + "\n");
        same("cairn.case: id", cf.id, sha(pub).toString("hex").slice(0, 16));
        same("key file: case", line("case"), cf.id);
        const { signature, ...rest } = cf;
        holds("cairn.case: signature", edOk(pub, cat("cairn/case/v1\n", canon(rest)), b64(signature)));
        checkCase(files, cf, pub, identity);
    }
};

// The log's public key: of the verifier key in cairn.case.
pages["erasure.json"] = (v) => {
    const [entry, after] = v.cases, files = new Map(after.files.map((f) => [f.path, b64(f.base64)]));
    const cf = JSON.parse(files.get("cairn.case").toString()), raw = b64(cf.log.split("+").slice(2).join("+"));
    checkCase(files, cf, raw.subarray(1), after.identity);
    same("its message is what it was", commit("entry", hex(entry.salt), entry.entry), hex(entry.message));
    const h = entry.parts.map((p) => hex(p.leaf_hash));
    same("the root of parts is what it was", root(h).toString("base64"), JSON.parse(entry.entry).parts.root);
    holds("what is gone has no salt", entry.parts.some((p) => !p.part && !p.salt));
};

pages["entry.json"] = (v) => {
    for (const c of v.cases) {
        const entry = JSON.parse(c.entry), what = `entry ${c.index}`;
        same(`${what}: canonical`, c.entry, canon(entry));
        same(`${what}: message`, commit("entry", hex(c.salt), c.entry), hex(c.message));
        holds(`${what}: leaf`, hex(c.leaf).subarray(0, 32).equals(sha(hex(c.message))));
        c.parts.forEach((p, k) => {
            same(`${what}: salt ${k}`, salt(hex(c.seed), "part", k), hex(p.salt));
            same(`${what}: part ${k}`, leafHash(commit("part", hex(p.salt), p.part)), hex(p.leaf_hash));
        });
        if (c.parts.length) same(`${what}: root`, root(c.parts.map((p) => hex(p.leaf_hash))).toString("base64"), entry.parts.root);
    }
};

pages["pack.json"] = (v) => {
    for (const c of v.cases) {
        for (const s of c.padded ?? []) same(`padded ${s.n}`, padded(s.n), s.padded);
        if (!c.pack) continue;
        const plain = ageOpen(cat(b64(c.head), b64(c.pack)), c.identity);
        same(`${c.comment}: plaintext`, sha(plain), hex(c.plain_sha256));
        same(`${c.comment}: bytes`, plain.length, c.plain_bytes);
        checkPack(c.comment, plain);
    }
};

pages["log.json"] = (v) => {
    for (const c of v.cases) {
        const pub = edPublic(hex(c.seed)), hashes = [];
        same("public key", pub, hex(c.public));
        same("origin", originOf(pub), c.origin);
        c.leaves.forEach((l, i) => {
            holds(`leaf ${i}`, leafOk(hex(l.leaf), pub, hex(l.message)));
            same(`leaf hash ${i}`, leafHash(hex(l.leaf)), hex(l.hash));
            hashes.push(hex(l.hash));
        });
        for (const h of c.heads) {
            const r = hex(h.root), head = noteOk(h.checkpoint, c.vkey);
            same(`root of ${h.size}`, root(hashes.slice(0, h.size)), r);
            holds(`checkpoint of ${h.size}`, head && head.size === h.size && head.root.equals(r) && head.origin === c.origin);
            h.inclusion.forEach((p, i) => same(`inclusion ${i} of ${h.size}`, inclusionRoot(i, h.size, hashes[i], list32(b64(p.path))), r));
            for (const q of h.consistency)
                holds(`consistency ${q.from} to ${h.size}`, consistent(q.from, h.size, root(hashes.slice(0, q.from)), r, list32(b64(q.path))));
        }
        same("hash tile", b64(c.hashes_tile), Buffer.concat(hashes));
        same("bundle", b64(c.entries_tile), Buffer.concat(c.leaves.map((l) => cat(Buffer.from([0, 128]), hex(l.leaf)))));
        same("paths", `${c.hashes_path} ${c.entries_path}`, `tile/0/000.p/${c.leaves.length} tile/entries/000.p/${c.leaves.length}`);
    }
};

// ---- proof.md, Word tree ----
function chunks(text) {
    const blank = (b) => [9, 10, 11, 12, 13, 32].includes(b), out = [];
    for (let at = 0; at < text.length;) {
        let end = at;
        if (at === 0 && blank(text[0])) { while (end < text.length && blank(text[end])) end++; } else {
            while (end < text.length && !blank(text[end])) end++;
            while (end < text.length && blank(text[end])) end++;
        }
        if (end - at > 256) {
            let cut = at + 256;
            while (cut > at + 252 && (text[cut] & 0xc0) === 0x80) cut--;
            end = (text[cut] & 0xc0) === 0x80 ? at + 256 : cut;
        }
        out.push([at, end]);
        at = end;
    }
    return out;
}
const wordLeaf = (s, start, data) => leafHash(cat("cairn/word/v1", s, u64be(start), data));
function disclosureRoot(d) { // walks the tree, taking words and siblings in turn
    const words = new Map(d.words.map((w) => [w.i, w])), sib = d.siblings.slice();
    const walk = (lo, hi) => {
        const inside = d.words.some((w) => w.i >= lo && w.i < hi);
        if (!inside) return b64(sib.shift());
        if (hi - lo === 1) {
            const w = words.get(lo);
            if (w.hash) return b64(w.hash);
            return wordLeaf(b64(w.salt), w.start, w.text !== undefined ? bytes(w.text) : b64(w.bytes));
        }
        const k = split(hi - lo);
        return nodeHash(walk(lo, lo + k), walk(lo + k, hi));
    };
    const r = d.total === 0 ? sha("") : walk(0, d.total);
    return sib.length === 0 ? r : null;
}
pages["words.json"] = (v) => {
    for (const c of v.cases) {
        const text = b64(c.text), cut = chunks(text);
        same(`${c.comment}: words`, cut.length, c.n);
        const h = cut.map(([from, to], i) => wordLeaf(hmac(hex(c.seed), "word", u64be(i)).subarray(0, 16), from, text.subarray(from, to)));
        h.forEach((x, i) => same(`${c.comment}: leaf ${i}`, x, hex(c.leaves[i].hash)));
        same(`${c.comment}: root`, root(h), hex(c.root));
        if (c.disclosure) same(`${c.comment}: disclosure`, disclosureRoot(c.disclosure), hex(c.root));
    }
};

// ---- proof.md, Receipt ----
pages["receipt.json"] = (v) => {
    for (const c of v.cases) {
        const r = JSON.parse(c.receipt), { signature, ...rest } = r, raw = b64(r.vkey.split("+").slice(2).join("+")), pub = raw.subarray(1);
        same(`${c.comment}: canonical`, c.receipt, canon(r) + "\n");
        const head = noteOk(r.checkpoint, r.vkey), opened = new Map();
        holds(`${c.comment}: checkpoint`, head);
        holds(`${c.comment}: signature`, edOk(pub, cat(sha("cairn/attest/v1\nreceipt\n"), sha(canon(rest))), b64(signature)));
        for (const en of r.entries) {
            const what = `${c.comment}: entry ${en.index}`, e = JSON.parse(en.entry), preimage = cat("cairn/entry/v1", hex(en.salt), sha(en.entry));
            holds(`${what}: leaf`, leafOk(hex(en.leaf), pub, sha(preimage)));
            same(`${what}: path`, inclusionRoot(en.index, head.size, leafHash(hex(en.leaf)), en.path.map(hex)), head.root);
            same(`${what}: message`, b64(c.extracted[`${en.index}.message`]), preimage);
            for (const p of en.parts) {
                same(`${what}: part ${p.k}`, inclusionRoot(p.k, e.parts.n, leafHash(commit("part", hex(p.salt), p.part)), p.path.map(hex)), b64(e.parts.root));
                opened.set(`${en.index}/${p.k}`, JSON.parse(p.part));
            }
            const proof = b64(c.extracted[`${en.index}.sigsum-proof`]).toString();
            const get = (k) => [...proof.matchAll(new RegExp(`^${k}=(.*)$`, "gm"))].map((m) => m[1]);
            same(`${what}: Sigsum proof`, [get("version"), get("log"), get("leaf"), get("size"), get("root_hash"), get("leaf_index")].join(" "),
                ["2", sha(pub).toString("hex"), `${sha(pub).toString("hex")} ${en.leaf.slice(64, 192)}`, head.size, head.root.toString("hex"), en.index].join(" "));
            same(`${what}: its path`, get("node_hash").join(" "), en.path.join(" "));
            same(`${what}: tlog-proof`, b64(c.extracted[`${en.index}.tlog-proof`]).toString(), "c2sp.org/tlog-proof@v1\nindex " + en.index + "\n" +
                en.path.map((p) => hex(p).toString("base64") + "\n").join("") + "\n" + r.checkpoint);
        }
        for (const w of r.words) {
            const t = opened.get(`${w.entry}/${w.part}`).words;
            same(`${c.comment}: words`, disclosureRoot(w.disclosure), hex(t.root));
            same(`${c.comment}: how many`, w.disclosure.total, t.n);
        }
    }
};

// ---- parts.md, Signed acts ----
pages["signature.json"] = (v) => {
    for (const c of v.cases) {
        const blob = b64(c.signature.split("\n").slice(1, -2).join("")), field = [];
        same("magic and version", blob.subarray(0, 10).toString("hex"), bytes("SSHSIG").toString("hex") + "00000001");
        for (let at = 10; at < blob.length;) { const n = blob.readUInt32BE(at); field.push(blob.subarray(at + 4, at + 4 + n)); at += 4 + n; }
        const [key, ns, reserved, algorithm, sig] = field, wire = (b) => { const n = Buffer.alloc(4); n.writeUInt32BE(b.length); return cat(n, b); };
        same("key", c.key, "ssh-ed25519 " + key.toString("base64"));
        same("namespace", ns.toString(), c.namespace);
        same("fingerprint", c.fingerprint, "SHA256:" + sha(key).toString("base64").replace(/=*$/, ""));
        const h = crypto.createHash(algorithm.toString()).update(c.signed).digest();
        holds("signature", edOk(key.subarray(-32), cat("SSHSIG", wire(ns), wire(reserved), wire(algorithm), wire(h)), sig.subarray(-64)));
    }
};

// ---- keys.md, Recovery: Shamir byte by byte over GF(2^8), x^8 + x^4 + x^3 + x^2 + 1 ----
function gfMul(x, y) {
    let r = 0;
    for (; y; y >>= 1) {
        if (y & 1) r ^= x;
        x = (x << 1) ^ (x & 128 ? 0x11d : 0);
    }
    return r;
}
const gfInv = (x) => { for (let i = 1; i < 256; i++) if (gfMul(x, i) === 1) return i; return 0; };
function joinShares(list) { // [{number, data}] -> the polynomial's value at 0
    return Buffer.from(list[0].data.map((_, at) => list.reduce((sum, a) => {
        let w = 1;
        for (const b of list) if (b !== a) w = gfMul(w, gfMul(b.number, gfInv(a.number ^ b.number)));
        return sum ^ gfMul(w, a.data[at]);
    }, 0)));
}
pages["share.json"] = (v) => {
    for (const c of v.cases) {
        const shares = c.sheets.map((sheet, i) => {
            const line = sheet.split("\n"), data = [];
            same(`sheet ${i + 1}: what it is`, line[0], "cairn recovery share");
            const number = Number(line.find((l) => l.startsWith("share: ")).match(/^share: (\d+) of 3, 2 are needed$/)[1]);
            for (const l of line.filter((x) => /^\d+: /.test(x))) {
                const [n, hx, check] = l.split(/:? /);
                data.push(hex(hx));
                same(`sheet ${i + 1}: line ${n}`, sha(Buffer.from([Number(n)]), hex(hx)).subarray(0, 2), hex(check));
            }
            same(`sheet ${i + 1}: its hash`, sha(...data), hex(line.find((l) => l.startsWith("sha256: ")).slice(8)));
            return { number, data: Buffer.concat(data) };
        });
        for (const [a, b] of [[0, 1], [0, 2], [1, 2]])
            same(`shares ${a + 1} and ${b + 1}`, joinShares([shares[a], shares[b]]).toString(), c.secret);
    }
};

// ---- backup.md ----
pages["backup.json"] = (v) => {
    for (const c of v.cases) {
        const files = new Map(c.files.map((f) => [f.path, b64(f.base64)]));
        const top = files.get("cairn.backup").toString(), b = JSON.parse(top), { signature, ...rest } = b;
        same("cairn.backup: canonical and a newline", top, canon(b) + "\n");
        const list = files.get("lists/" + b.generation), cf = JSON.parse(files.get("case/cairn.case").toString());
        const raw = b64(cf.log.split("+").slice(2).join("+")), pub = raw.subarray(1);
        holds("cairn.backup: signature", edOk(pub, cat("cairn/backup/v1\n", canon(rest)), b64(signature)));
        same("cairn.backup: case", b.case, cf.id);
        same("cairn.backup: list", sha(list), hex(b.list.sha256));
        same("first generation: nothing before", b.previous, undefined);
        let before = "";
        for (const line of list.toString().split("\n").slice(0, -1)) {
            const [digest, size, mark, stored, path] = line.split(" "), data = files.get(stored);
            holds(`${path}: in order`, path > before);
            before = path;
            same(`${path}: bytes`, `${sha(data).toString("hex")} ${data.length}`, `${digest} ${size}`);
            const want = path.endsWith(".pack") ? cat(data.subarray(0, 16), data.subarray(-16)).toString("hex") : "-";
            same(`${path}: mark`, mark, want);
        }
        const head = noteOk(files.get("case/log/checkpoint").toString(), cf.log);
        same("its log", `${b.size} ${b.root}`, `${head.size} ${head.root.toString("base64")}`);
        const heads = [...files.keys()].find((p) => p.startsWith(`heads/${b.epoch}-`));
        const members = tar(ageOpen(files.get(heads), c.identity));
        for (const path of [...files.keys()].filter((p) => p.endsWith(".pack"))) {
            const rel = path.replace("case/", "").replace(".pack", ".head");
            holds(`a head of ${path}`, members.has(rel) && ageOpen(cat(members.get(rel).data, files.get(path)), c.identity));
        }
    }
};

// ---- proposals (proposal.md): the form of a line against the bytes of the text ----
const KEYS = {
    line: "v doc by id kind trigger sentence said counts perpetrators where when victims findings names same_event repeats part_of polarity modality",
    said: "chain act cue content knows setting when", link: "who role publication",
    count: "span what who min max vague of", part: "span who min max vague",
    where: "span place precision role",
};
const only = (o, keys) => o && typeof o === "object" && !Array.isArray(o) && Object.keys(o).every((k) => keys.split(" ").includes(k));
function spanOk(text, s) {
    if (!Array.isArray(s) || s.length !== 3) return false;
    const [from, to, words] = s;
    if (!Number.isInteger(from) || !Number.isInteger(to) || from < 0 || from >= to || to > text.length) return false;
    const whole = (at) => at === text.length || (text[at] & 0xC0) !== 0x80;
    return whole(from) && whole(to) && text.subarray(from, to).equals(bytes(words));
}
function goodForm(text, line) {
    const o = JSON.parse(line), spans = [];
    if (!only(o, KEYS.line) || o.v !== 1 || !/^sha256:[0-9a-f]{64}$/.test(o.doc ?? "")) return false;
    if (!only(o.by, "proposer") || !/^[A-Za-z][A-Za-z0-9._\/-]{0,63}$/.test(o.by.proposer ?? "")) return false;
    if (!only(o.said, KEYS.said) || !o.kind || !o.polarity || !o.modality || !o.said.act) return false;
    spans.push(o.trigger);
    for (const k of ["cue", "content", "knows", "setting"]) if (k in o.said) spans.push(o.said[k]);
    for (const [i, l] of o.said.chain.entries()) {
        if (!only(l, KEYS.link) || ("publication" in l) !== (i === o.said.chain.length - 1)) return false;
        if ("who" in l) spans.push(l.who);
    }
    const number = (c) => Number.isInteger(c.min) && c.min >= 0 && (c.max === null || (Number.isInteger(c.max) && c.max >= c.min));
    for (const c of o.counts ?? []) {
        if (!only(c, KEYS.count) || !number(c)) return false;
        spans.push(c.span, ...(c.of ?? []).map((p) => p.span));
        if (!(c.of ?? []).every((p) => only(p, KEYS.part) && number(p))) return false;
    }
    for (const w of o.where ?? []) {
        if (!only(w, KEYS.where)) return false;
        spans.push(w.span);
    }
    return spans.every((s) => spanOk(text, s));
}
pages["proposal.json"] = (v) => {
    const rank = ["verified", "span_only", "refused"];
    for (const c of v.cases) {
        same(`${c.comment}: good form`, goodForm(bytes(v.text), c.line), c.good_form);
        if (!c.good_form) continue;
        const worst = Math.max(...c.fields.map((f) => rank.indexOf(f.result)));
        same(`${c.comment}: the worst of its fields`, rank[worst], c.worst);
        for (const n of (JSON.parse(c.line).counts ?? []).entries()) { // digits say themselves; words of this text: Nine
            const words = n[1].span[2].split(" ")[0], value = words === "Nine" ? 9 : Number(words);
            const f = c.fields.find((x) => x.field === `counts[${n[0]}]`);
            same(`${c.comment}: a number that is not the words'`, f.result === "refused", value !== n[1].min || value !== n[1].max);
        }
    }
};

for (const name of fs.readdirSync(dir).filter((n) => n.endsWith(".json")).sort()) {
    const before = passed + failed;
    try {
        const v = JSON.parse(fs.readFileSync(`${dir}/${name}`, "utf8"));
        holds(`${name}: names its page`, v.page && v.paragraph && v.cases.length);
        if (!pages[name]) throw new Error("no reader for it here");
        pages[name](v);
    } catch (e) {
        failed++;
        console.log(`FAILED ${name}: ${e.stack}`);
    }
    console.log(`${name}: ${passed + failed - before} things compared`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
