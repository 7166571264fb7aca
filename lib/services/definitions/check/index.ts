import type { Catalog } from "@/lib/core/catalog/types";
import type { FileProblem, Folder } from "@/lib/definitions/folder/types";
import { traitsOfFile } from "../../trait/of-file";
import { checkAudiences } from "./audiences";
import { checkDestinations } from "./destinations";
import { type Checking, type Known, NOTHING_KNOWN, reporter } from "./known";
import { checkSyncs } from "./syncs";
import { checkTraits } from "./traits";
import { checkTwice } from "./twice";

export type Checked = {
  problems: FileProblem[];
  /** Of the folder, else the one in force, with the traits of both; null where there is none. */
  catalog: Catalog | null;
};

/** Everything that is wrong with the definitions of a folder beyond the form of each file: what they name and mean together. */
export async function checkFolder(folder: Folder, now: Date, known: Known = NOTHING_KNOWN): Promise<Checked> {
  const problems: FileProblem[] = [];
  const report = reporter(folder, problems);
  checkTwice(folder, report);
  const base = await catalogOf(folder, known, report);
  if (!base) {
    problems.push(NO_CATALOG);
    return { problems, catalog: null };
  }
  const catalog = await checkTraits(folder, base, report);
  const checking: Checking = { folder, known, catalog, now, report };
  checkDestinations(checking);
  checkAudiences(checking);
  checkSyncs(checking);
  return { problems, catalog };
}

async function catalogOf(
  { catalog: written }: Folder,
  known: Known,
  report: Checking["report"],
): Promise<Catalog | null> {
  if (!written) return known.catalog;
  const { catalog, problems } = await traitsOfFile(written.catalog);
  for (const problem of problems) report(written, problem, problem.path.split("."));
  return catalog;
}

const NO_CATALOG: FileProblem = {
  code: "NO_CATALOG",
  file: "catalog.yaml",
  path: "",
  message: "The folder has no catalog, so nothing in it can be read.",
  fix: "Put the catalog there; `coterie export` writes it.",
};
