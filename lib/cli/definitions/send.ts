import { CoterieError } from "@/lib/core/errors";
import { print } from "../output";
import { listProblems } from "../problems";
import { askCoterie } from "../sync/client";

/** A folder's files to an address of a running Coterie; every problem it finds is printed, by file and line. */
export async function sendFolder<T>(
  folder: string,
  path: string,
  { signal, json, ...rest }: { signal: AbortSignal; json: boolean; note?: string },
): Promise<T> {
  const { readFolder } = await import("@/lib/definitions/folder/files");
  const files = await readFolder(folder);
  try {
    return await askCoterie<T>(path, { body: { files, ...rest }, signal });
  } catch (error) {
    if (error instanceof CoterieError && !json) await print(listProblems(error.problems));
    throw error;
  }
}
