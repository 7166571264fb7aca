import { parseFolder } from "@/lib/definitions/folder/parse";
import type { FolderFile } from "@/lib/definitions/folder/types";
import { checkFolder } from "./check";
import { invalidFolder } from "./plan/planning";

/** Files alone, without a workspace. Throws InvalidInput with everything that is wrong with them. */
export async function validateFiles(files: readonly FolderFile[], now: Date): Promise<void> {
  const { folder, problems } = await parseFolder(files);
  // What names a file that could not be read would be told of twice.
  const found = problems.length > 0 ? problems : (await checkFolder(folder, now)).problems;
  if (found.length > 0) throw invalidFolder(found);
}
