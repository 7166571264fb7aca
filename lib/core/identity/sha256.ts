import { sha256 as digest } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** Lower-case hex SHA-256 of UTF-8 text. */
export function sha256(text: string): string {
  return bytesToHex(digest(utf8ToBytes(text)));
}
