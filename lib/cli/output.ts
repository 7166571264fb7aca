import { once } from "node:events";
import type { CoterieError } from "@/lib/core/errors";

/** Writes to stdout and waits while its reader is behind, so that memory does not grow with the answer. */
export async function print(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, "drain");
}

export async function printJson(value: unknown): Promise<void> {
  await print(`${JSON.stringify(value)}\n`);
}

/** One sentence for the person on stderr; for machines the whole error on stdout. */
export async function printRefusal(refusal: CoterieError, asJson: boolean): Promise<void> {
  if (asJson) await printJson({ error: refusal });
  process.stderr.write(`${[refusal.message, refusal.fix].filter(Boolean).join(" ")}\n`);
}
