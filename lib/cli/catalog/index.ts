import type { Command } from "commander";
import { registerCheck } from "./check";

export function registerCatalog(program: Command): void {
  registerCheck(program.command("catalog").description("work on a catalog file"));
}
