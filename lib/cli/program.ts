import { Command } from "commander";
import { version } from "@/package.json";
import { registerAudience } from "./audience";
import { registerAudit } from "./audit";
import { registerCatalog } from "./catalog";
import { registerDefinitions } from "./definitions";
import { registerHash } from "./hash";
import { registerSchema } from "./schema";
import { registerSimulate } from "./simulate";
import { registerSync } from "./sync";

/** The command line. Commands import what is heavy when they run, so that each starts at once. */
export function createProgram(): Command {
  const program = new Command("coterie")
    .description("Build audiences over your own warehouse and mirror exactly what was approved.")
    .version(version)
    .showHelpAfterError("(add --help for what there is)")
    .exitOverride();
  registerAudience(program);
  registerAudit(program);
  registerCatalog(program);
  registerDefinitions(program);
  registerHash(program);
  registerSchema(program);
  registerSimulate(program);
  registerSync(program);
  return program;
}
