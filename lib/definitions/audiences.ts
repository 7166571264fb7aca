import { readdir } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { CoterieError } from "@/lib/core/errors";
import { type Audiences, type FoundAudience, namedAudiences } from "@/lib/core/segment/audiences";
import { didYouMean } from "@/lib/core/suggest";
import { withoutName } from "./audience-name";
import { readDefinition } from "./file";
import { readYaml } from "./yaml";

const EXTENSIONS = [".yaml", ".yml", ".json"];

/**
 * The audiences a segment names, and those they name in turn, each a file of the folder called like the audience. Only
 * these are read: another file of the folder may be anything.
 */
export async function loadAudiences(json: unknown, folder: string | undefined): Promise<Audiences> {
  const found = new Map<string, FoundAudience>();
  const files = folder === undefined ? [] : await definitionsIn(folder);
  const waiting = namedAudiences(json);
  for (let slug = waiting.pop(); slug !== undefined; slug = waiting.pop()) {
    if (found.has(slug)) continue;
    const audience = folder === undefined ? withoutFolder(slug) : await readAudience(folder, files, slug);
    found.set(slug, audience);
    if ("json" in audience) waiting.push(...namedAudiences(audience.json));
  }
  return { find: (slug) => found.get(slug) ?? missing(slug, files) };
}

async function definitionsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => EXTENSIONS.includes(extname(name))).sort();
}

/** A file is looked for among those of the folder, so no name leads out of it. */
async function readAudience(folder: string, files: readonly string[], slug: string): Promise<FoundAudience> {
  if (!isName(slug)) return notAName(slug);
  const [file, other] = files.filter((name) => stemOf(name) === slug);
  if (file === undefined) return missing(slug, files);
  if (other !== undefined) return twice(slug, file, other);
  try {
    return parseAudience(slug, file, await readDefinition(join(folder, file), "audience"));
  } catch (error) {
    if (!(error instanceof CoterieError)) throw error;
    return { problem: { code: error.code, message: error.message, fix: error.fix } };
  }
}

function parseAudience(slug: string, file: string, text: string): FoundAudience {
  const { value, problems, lineOf } = readYaml(text);
  const [first] = problems;
  if (first) {
    const place = first.line === undefined ? file : `${file}:${first.line}`;
    const message = `The audience \`${slug}\` (${place}) does not parse: ${first.message}`;
    return { problem: { code: first.code, message, fix: first.fix } };
  }
  return {
    json: withoutName(value),
    place: (at) => {
      const line = lineOf(at);
      return line === undefined ? file : `${file}:${line}`;
    },
  };
}

function stemOf(file: string): string {
  return basename(file, extname(file));
}

function isName(slug: string): boolean {
  return !/^\.|[/\\:\p{Cc}]/u.test(slug);
}

function notAName(slug: string): FoundAudience {
  const message = `\`${shown(slug)}\` is a path, not the name of an audience.`;
  const fix = "Name a file of the folder of audiences, without its folder and its ending.";
  return { problem: { code: "AUDIENCE_NAME", message, fix } };
}

function missing(slug: string, files: readonly string[]): FoundAudience {
  const guess = didYouMean(slug, files.map(stemOf));
  const message = `There is no audience \`${shown(slug)}\` in the folder of audiences${guess}`;
  const fix = `Correct the name, or write ${shown(slug)}.yaml there.`;
  return { problem: { code: "UNKNOWN_AUDIENCE", message, fix } };
}

function twice(slug: string, file: string, other: string): FoundAudience {
  const message = `The audience \`${slug}\` is in two files, ${file} and ${other}.`;
  return { problem: { code: "AUDIENCE_TWICE", message, fix: "Keep one of them." } };
}

function withoutFolder(slug: string): FoundAudience {
  const message = `The audience \`${shown(slug)}\` is named, but no folder of audiences was.`;
  const fix = "Name the folder it is a file of: --audiences.";
  return { problem: { code: "AUDIENCE_FOLDER", message, fix } };
}

/** What a person wrote, on one line and short enough for a sentence. */
function shown(slug: string): string {
  const line = slug.replace(/\p{Cc}/gu, "�");
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}
