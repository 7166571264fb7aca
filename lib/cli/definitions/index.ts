import type { Command } from "commander";
import { registerApply } from "./apply";
import { registerExport } from "./export";
import { registerPlan } from "./plan";
import { registerValidate } from "./validate";

/** A folder of definitions: the workspace as files, which a data team reviews in git. */
export function registerDefinitions(program: Command): void {
  registerExport(program);
  registerValidate(program);
  registerPlan(program);
  registerApply(program);
}
