import { Command, CommanderError } from "commander";
import { asCoterieError } from "@/lib/core/errors";
import { version } from "@/package.json";

const DONE = 0;
const REFUSED = 1;
const USAGE = 2;

/** Runs one command line (without node and script) and returns its exit code: 0 done, 1 refused, 2 wrongly called. */
export async function main(argv: readonly string[]): Promise<number> {
  const program = createProgram();
  try {
    await program.parseAsync(argv, { from: "user" });
    return DONE;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : USAGE;
    const refusal = asCoterieError(error);
    process.stderr.write(`${[refusal.message, refusal.fix].filter(Boolean).join(" ")}\n`);
    return REFUSED;
  }
}

function createProgram(): Command {
  return new Command("coterie")
    .description("Build audiences over your own warehouse and mirror exactly what was approved.")
    .version(version)
    .exitOverride();
}
