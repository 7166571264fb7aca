import type { Command } from "commander";
import { registerApply, registerExport } from "./file";
import { registerList } from "./list";
import { registerRun } from "./run";
import { registerStatus } from "./status";

/** Syncs of a running Coterie, with an API token. */
export function registerSync(program: Command): void {
  const sync = program
    .command("sync")
    .description("start and watch syncs of a running Coterie (COTERIE_URL, COTERIE_TOKEN)");
  registerList(sync);
  registerRun(sync);
  registerStatus(sync);
  registerExport(sync);
  registerApply(sync);
}
