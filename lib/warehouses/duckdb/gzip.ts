import { createReadStream } from "node:fs";
import path from "node:path";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { CoterieError } from "@/lib/core/errors";

export function isGzip(file: string): boolean {
  return /\.gz$/i.test(file);
}

/**
 * Refuses a file that is cut short or damaged. The engine reads such a file up to where it breaks off and says nothing: half
 * the people would leave every audience.
 */
export async function checkGzip(file: string): Promise<void> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  try {
    await pipeline(createReadStream(file), createGunzip({ chunkSize: 1_048_576 }), nowhere);
  } catch (error) {
    if (!isZlibError(error)) throw error;
    throw new CoterieError({
      code: "FILE_DAMAGED",
      message: `${path.basename(file)} is cut short or damaged.`,
      remedy: "retry",
      fix: "It may still be on its way: try again when it has arrived, or write it anew.",
    });
  }
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
}
