import { CoterieError } from "@/lib/core/errors";
import { print } from "../output";
import { listProblems } from "../problems";
import { askCoterie } from "../sync/client";

export const ASK_ALL = "ask too for syncs of the folder whose newest versions nobody was asked about";

/** A folder's files to an address of a running Coterie; every problem it finds is printed, by file and line. */
export async function sendFolder<T>(
  folder: string,
  path: string,
  { signal, json, body }: { signal: AbortSignal; json: boolean; body: object },
): Promise<T> {
  const { readFolder } = await import("@/lib/definitions/folder/files");
  const files = await readFolder(folder);
  try {
    return await askCoterie<T>(path, { body: { files, ...body }, signal });
  } catch (error) {
    if (error instanceof CoterieError && !json) await print(listProblems(error.problems));
    throw error;
  }
}
