import type { Command } from "commander";
import { registerCheck } from "./check";
import { registerDraft } from "./draft";

export function registerCatalog(program: Command): void {
  const catalog = program.command("catalog").description("work on a catalog file");
  registerCheck(catalog);
  registerDraft(catalog);
}
