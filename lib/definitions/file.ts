import { readFile } from "node:fs/promises";
import { InvalidInput, type Problem } from "@/lib/core/errors";

/** The text of a definition file, or a refusal that says why it could not be read. */
export async function readDefinition(path: string, noun: string): Promise<string> {
  try {
    const bytes = await readFile(path);
    if (bytes.length > MAX_BYTES) throw new RangeError("too large");
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new InvalidInput({ code: "FILE", path, cause: error, ...whyUnread(error, path, noun) });
  }
}

/** Far beyond what people write; a data file named by mistake is read no further. */
const MAX_BYTES = 5_000_000;

/** One error for a file with problems: the first in its message, all of them with it. */
export function refuseFile(code: string, path: string, problems: readonly Problem[]): never {
  const [first, ...others] = problems;
  const place = first?.line === undefined ? path : `${path}:${first.line}`;
  const more =
    others.length === 0 ? "" : ` (and ${others.length} more ${others.length === 1 ? "problem" : "problems"})`;
  throw new InvalidInput({
    code,
    path: place,
    message: `${place}: ${first?.message ?? "This file cannot be used."}${more}`,
    fix: first?.fix,
    problems,
  });
}

function whyUnread(error: unknown, path: string, noun: string): { message: string; fix: string } {
  const code = error instanceof Error && "code" in error ? error.code : "";
  if (code === "ENOENT")
    return { message: `There is no file ${path}.`, fix: `Check the path of the ${noun}.` };
  if (code === "EISDIR") return { message: `${path} is a folder.`, fix: `Name the ${noun}'s file.` };
  if (error instanceof RangeError) {
    return { message: `${path} is larger than 5 MB.`, fix: `Name the ${noun}'s file, not a data file.` };
  }
  if (error instanceof TypeError)
    return { message: `${path} is not UTF-8 text.`, fix: "Save the file as UTF-8." };
  return { message: `${path} cannot be read.`, fix: "Check that this user may read the file." };
}
