import { CommanderError } from "commander";
import { asCoterieError } from "@/lib/core/errors";
import { Interrupted } from "./interrupt";
import { printRefusal } from "./output";
import { createProgram } from "./program";

const DONE = 0;
const REFUSED = 1;
const USAGE = 2;
/** What shells report of a command stopped by Ctrl-C. */
const INTERRUPTED = 130;

/** Runs one command line (without node and script) and returns its exit code: 0 done, 1 refused, 2 wrongly called. */
export async function main(argv: readonly string[]): Promise<number> {
  // Whoever types the command may reach any host from here anyway.
  process.env.COTERIE_PRIVATE_HOSTS ??= "*";
  try {
    await createProgram().parseAsync(argv, { from: "user" });
    return DONE;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : USAGE;
    if (error instanceof Interrupted) return INTERRUPTED;
    await printRefusal(asCoterieError(error), argv.includes("--json"));
    return REFUSED;
  }
}
