import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { ZodType } from "zod";
import { CoterieError } from "@/lib/core/errors";
import { type DbtArtifacts, Manifest, RunResults, SourceFreshness } from "./artifacts";

/** The artifacts in a folder. Throws where there is no manifest, or a file is not what dbt writes. */
export async function readDbtArtifacts(folder: string): Promise<DbtArtifacts> {
  const [manifest, runResults, sources] = await Promise.all([
    readArtifact(folder, "manifest.json", Manifest),
    readArtifact(folder, "run_results.json", RunResults),
    readArtifact(folder, "sources.json", SourceFreshness),
  ]);
  if (!manifest) throw unreadable("manifest.json", "is not there");
  return { manifest, runResults, sources };
}

/** The manifest alone, by its file. */
export async function readDbtManifest(file: string): Promise<Manifest> {
  const manifest = await readArtifact(dirname(file), basename(file), Manifest);
  if (!manifest) throw unreadable(basename(file), "is not there");
  return manifest;
}

async function readArtifact<T>(folder: string, name: string, shape: ZodType<T>): Promise<T | null> {
  const text = await readFile(join(folder, name), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw unreadable(name, "cannot be read");
  });
  if (text === null) return null;
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    throw unreadable(name, "is not what dbt writes");
  }
}

const unreadable = (name: string, how: string) =>
  new CoterieError({
    code: "DBT_UNREADABLE",
    message: `dbt's ${name} ${how}.`,
    fix: "Have the data team run dbt again, or take `dbt` out of the catalog.",
    remedy: "ask_admin",
  });
