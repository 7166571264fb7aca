import { type Command, InvalidArgumentError } from "commander";

type Options = { port: number; set: Record<string, string>; state?: string };

/** `coterie simulate meta --port 4010`: a platform's stand-in on this machine, until it is interrupted. */
export function registerSimulate(program: Command): void {
  program
    .command("simulate")
    .description("Start a local stand-in for a platform that speaks its real protocol.")
    .argument("<destination>", "the kind of destination, for example meta")
    .option("--port <number>", "where to listen on 127.0.0.1; 0 takes a free port", portNumber, 0)
    .option(
      "--set <name=value>",
      "a setting or credential it accepts, for example adAccountId=123",
      assignment,
      {},
    )
    .option("--state <file>", "keep what it holds here across restarts")
    .action(async (destination: string, options: Options) => {
      const { startSimulator } = await import("@/lib/services/destination/simulate");
      const { port, set, state } = options;
      const simulator = await startSimulator(destination, {
        port,
        settings: set,
        secrets: set,
        stateFile: state,
      });
      process.stdout.write(
        `Simulating ${destination} at ${simulator.url} (what it holds: ${simulator.url}/_simulator/state)\n`,
      );
      await interrupted();
      await simulator.close();
    });
}

function portNumber(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError("A port is a whole number from 0 to 65535.");
}

function assignment(text: string, before: Record<string, string>): Record<string, string> {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError("It is written name=value.");
  return { ...before, [name]: value };
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
}
