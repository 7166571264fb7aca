import { randomUUID } from "node:crypto";
import { copyFile, rename, rm } from "node:fs/promises";

/** Moves a file so that it appears at its place complete or not at all, to another disk too. */
export async function moveInto(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EXDEV") throw error;
    const partial = `${to}.${randomUUID()}.partial`;
    try {
      await copyFile(from, partial);
      await rename(partial, to);
    } finally {
      await rm(partial, { force: true });
      await rm(from, { force: true });
    }
  }
}
