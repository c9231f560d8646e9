// age of another hand (npm age-encryption, TypeScript on @noble): opens what we sealed, seals what we open.
//   node age.mjs open IDENTITY-FILE IN OUT      node age.mjs seal RECIPIENT IN OUT
//   node age.mjs armor RECIPIENT IN OUT         node age.mjs passphrase PASSPHRASE-FILE IN OUT (armored)
import { readFileSync, writeFileSync } from "node:fs";
import { webcrypto } from "node:crypto";

globalThis.crypto ??= webcrypto; // Node 18 has it behind a flag
const { Decrypter, Encrypter, armor } = await import("age-encryption");
const [act, key, from, to] = process.argv.slice(2);
const bytes = readFileSync(from);
if (act === "open") {
    const d = new Decrypter();
    const identity = readFileSync(key, "utf8").split("\n").find((l) => l.startsWith("AGE-SECRET-KEY-1"));
    d.addIdentity(identity);
    const text = bytes.toString("latin1");
    const file = text.startsWith("-----BEGIN") ? armor.decode(text) : new Uint8Array(bytes);
    writeFileSync(to, await d.decrypt(file));
} else {
    const e = new Encrypter();
    if (act === "passphrase") {
        e.setPassphrase(readFileSync(key, "utf8").split("\n")[0]);
        e.setScryptWorkFactor(12);
    } else e.addRecipient(key);
    const file = await e.encrypt(new Uint8Array(bytes));
    writeFileSync(to, act === "seal" ? file : armor.encode(file));
}
