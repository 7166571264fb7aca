import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { connectStub, type Stub, serverProgram } from "./package";

export type Server = { stub: Stub; stop(): Promise<void> };

/**
 * Starts a server of this process alone. It ends with the process, however that ends: a shell holds the other end of a pipe
 * and ends the server when the pipe closes.
 */
export async function startServer(): Promise<Server> {
  let last: unknown;
  for (let attempt = 0; attempt < 3; attempt++) {
    const port = await freePort();
    const child = spawn("/bin/sh", ["-c", WATCH, serverProgram(), String(port)], {
      stdio: ["pipe", "ignore", "ignore"],
    });
    const stub = connectStub(`localhost:${port}`);
    try {
      await Promise.race([ready(stub), endOf(child)]);
      return { stub, stop: () => stop(stub, child) };
    } catch (error) {
      // Another process may have taken the port meanwhile.
      last = error;
      await stop(stub, child);
    }
  }
  throw last;
}

const WATCH = '"$0" localhost "$1" & server=$!; cat > /dev/null; kill -9 $server; wait $server';

function ready(stub: Stub): Promise<void> {
  return new Promise((resolve, reject) => {
    stub.waitForReady(Date.now() + 60_000, (error) => (error ? reject(error) : resolve()));
  });
}

async function endOf(child: ChildProcess): Promise<never> {
  const [code] = await once(child, "exit");
  throw new Error(`BigQuery's analyser ended before it was ready, with code ${code}`);
}

async function stop(stub: Stub, child: ChildProcess): Promise<void> {
  stub.close();
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.stdin?.end();
  await ended;
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address ? address.port : 0;
}
