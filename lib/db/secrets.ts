import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { CoterieError } from "@/lib/core/errors";

/** Secrets of destinations, by the ids their definition gives them. */
export type Secrets = Readonly<Record<string, string>>;

const FORMAT = "v1";
const IV_BYTES = 12;
const TAG_BYTES = 16;

type Key = { id: string; bytes: Buffer };

/**
 * Encrypts for storage with AES-256-GCM: `v1.<key id>.<base64url of iv, tag, ciphertext>`. `owner` is the id of the
 * row it belongs to; a text moved to another row no longer opens.
 */
export function sealSecrets(secrets: Secrets, owner: string): string {
  const key = currentKey();
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key.bytes, iv).setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(secrets), "utf8"), cipher.final()]);
  const body = Buffer.concat([iv, cipher.getAuthTag(), sealed]);
  return [FORMAT, key.id, body.toString("base64url")].join(".");
}

/** Opens what `sealSecrets` wrote, with the present key or one of COTERIE_SECRET_PREVIOUS (comma-separated). */
export function openSecrets(text: string, owner: string): Secrets {
  const [, keyId = "", body = ""] = text.split(".");
  const key = [currentKey(), ...previousKeys()].find((one) => one.id === keyId);
  if (!key) throw unreadable("was sealed with another COTERIE_SECRET");
  const bytes = Buffer.from(body, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", key.bytes, bytes.subarray(0, IV_BYTES))
    .setAAD(Buffer.from(owner))
    .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    const plain = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
    return JSON.parse(plain.toString("utf8")) as Secrets;
  } catch (error) {
    throw unreadable("was changed since it was stored", error);
  }
}

const currentKey = () => deriveKey(masterSecret(), "destination secrets");

function previousKeys(): Key[] {
  const texts = (process.env.COTERIE_SECRET_PREVIOUS ?? "").split(",").filter((text) => text !== "");
  return texts.map((text) => deriveKey(text, "destination secrets"));
}

function deriveKey(master: string, use: string): Key {
  const bytes = Buffer.from(hkdfSync("sha256", master, "coterie", use, 32));
  return { id: createHash("sha256").update(bytes).digest("hex").slice(0, 8), bytes };
}

function masterSecret(): string {
  const secret = process.env.COTERIE_SECRET;
  if (secret && secret.length >= 16) return secret;
  throw new CoterieError({
    code: "NO_SECRET",
    message: "COTERIE_SECRET is not set, or shorter than 16 characters.",
    remedy: "ask_admin",
    fix: "Set COTERIE_SECRET to a long random text and keep it: stored tokens cannot be read without it.",
  });
}

function unreadable(why: string, cause?: unknown): CoterieError {
  return new CoterieError({
    code: "SECRETS_UNREADABLE",
    message: `The stored token of this destination ${why}.`,
    remedy: "reconnect",
    fix: "Enter the token again, or give the earlier secret in COTERIE_SECRET_PREVIOUS.",
    cause,
  });
}
