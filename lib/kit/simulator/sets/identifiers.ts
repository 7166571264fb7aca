import { createHash } from "node:crypto";

/** Of an identifier 32 bytes are kept: the hash itself, or the hash of a value that is not one. */
const WIDTH = 32;
const HASH = /^[0-9a-f]{64}$/;

/**
 * Every identifier ever seen, numbered from 0 in a hash table of bytes: a million take about fifty megabytes, where a map of
 * texts would take four times that.
 */
export class Identifiers {
  private slots = new Int32Array(1 << 10).fill(-1);
  private bytes = Buffer.alloc(WIDTH << 9);
  /** Values that are no hashes (a device's or the advertiser's own id, a whole name), to show them again. */
  private texts = new Map<number, { kind: string; value: string }>();
  count = 0;

  /** Its number, given on first sight. */
  number(kind: string, value: string): number {
    const key = keyOf(kind, value);
    const slot = this.slot(key);
    const known = this.slots[slot]!;
    if (known >= 0) return known;
    return this.insert(slot, key, HASH.test(value) ? undefined : { kind, value });
  }

  /** Its number, or -1. */
  find(kind: string, value: string): number {
    return this.slots[this.slot(keyOf(kind, value))]!;
  }

  text(number: number): string {
    return this.texts.get(number)?.value ?? this.bytes.toString("hex", number * WIDTH, (number + 1) * WIDTH);
  }

  /** As it is registered: the hash, or "MADID:value". */
  name(number: number): string {
    const text = this.texts.get(number);
    return text ? `${text.kind}:${text.value}` : this.text(number);
  }

  private insert(slot: number, key: Buffer, text: { kind: string; value: string } | undefined): number {
    const number = this.count++;
    if ((number + 1) * WIDTH > this.bytes.length)
      this.bytes = Buffer.concat([this.bytes, Buffer.alloc(this.bytes.length)]);
    key.copy(this.bytes, number * WIDTH);
    this.slots[slot] = number;
    if (text !== undefined) this.texts.set(number, text);
    if (this.count * 2 > this.slots.length) this.grow();
    return number;
  }

  /** Where the key is, or would be: open addressing, from the first bytes of a hash, which are as good as any. */
  private slot(key: Buffer): number {
    const mask = this.slots.length - 1;
    let slot = key.readUInt32LE(0) & mask;
    while (this.slots[slot]! >= 0 && !this.holds(this.slots[slot]!, key)) slot = (slot + 1) & mask;
    return slot;
  }

  private holds(number: number, key: Buffer): boolean {
    return key.compare(this.bytes, number * WIDTH, (number + 1) * WIDTH) === 0;
  }

  private grow(): void {
    this.slots = new Int32Array(this.slots.length * 2).fill(-1);
    for (let number = 0; number < this.count; number++) {
      this.slots[this.slot(this.bytes.subarray(number * WIDTH, (number + 1) * WIDTH))] = number;
    }
  }
}

function keyOf(kind: string, value: string): Buffer {
  if (HASH.test(value)) return Buffer.from(value, "hex");
  return createHash("sha256").update(`${kind}\u0000${value}`).digest();
}
