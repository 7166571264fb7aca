import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** A running Coterie, started the way people start it. */
export type Product = { url: string; home: string; stop(): Promise<void> };

const START_PATIENCE = 10 * 60_000;
const STOP_PATIENCE = 30_000;

/**
 * `npm start` on a free port with a data folder of its own. `empty`: no demo, as for one's own data. The first one on a
 * fresh clone also builds the screens.
 */
export async function startProduct({
  empty = false,
  environment = {},
}: {
  empty?: boolean;
  environment?: Record<string, string>;
} = {}): Promise<Product> {
  const home = mkdtempSync(path.join(tmpdir(), "coterie-e2e-"));
  const options = ["--port", String(await freePort()), ...(empty ? ["--empty"] : [])];
  const child = spawn(process.execPath, ["scripts/start.mjs", ...options], {
    env: {
      ...process.env,
      COTERIE_HOME: home,
      DATABASE_URL: "",
      NODE_ENV: "production",
      // A test can wait for a run to give up.
      COTERIE_PLATFORM_PATIENCE: "5",
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stop = async () => {
    await end(child);
    rmSync(home, { recursive: true, force: true });
  };
  try {
    return { url: await addressOf(child), home, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Where the demo's stand-in of a platform listens. */
export function simulatorAddress(home: string, kind: string): string {
  const file = path.join(home, "simulators", "addresses.json");
  const addresses: Record<string, string> = JSON.parse(readFileSync(file, "utf8"));
  const address = addresses[kind];
  if (!address) throw new Error(`There is no simulator of ${kind} in ${file}.`);
  return address;
}

/** The line that says it is ready; a product that ends before it, or says nothing for long, is an error with its output. */
async function addressOf(child: ChildProcess): Promise<string> {
  let output = "";
  const ready = new Promise<string>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        output += chunk.toString();
        const found = /Coterie is ready at (\S+)/.exec(output);
        if (found?.[1]) resolve(found[1]);
      });
    }
  });
  const ended = once(child, "close").then(() => null);
  const late = sleep(START_PATIENCE, null, { ref: false });
  const url = await Promise.race([ready, ended, late]);
  if (url === null) throw new Error(`Coterie did not start:\n${output}`);
  return url;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "close");
  child.kill("SIGTERM");
  const late = sleep(STOP_PATIENCE, "late", { ref: false });
  if ((await Promise.race([ended, late])) === "late") child.kill("SIGKILL");
  await ended;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (typeof address !== "object" || address === null) throw new Error("no port is free");
  return address.port;
}
