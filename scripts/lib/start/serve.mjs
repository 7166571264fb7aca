// The server process: Next with the screens, and the worker that instrumentation.ts boots beside them.
import { createServer as createHttpServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "../paths.mjs";
import { knownCause } from "../say.mjs";
import { listenOn } from "./listen.mjs";

const PATIENCE = 10_000;
const options = JSON.parse(process.env.COTERIE_SERVE);

let handle = (_request, response) =>
  response.writeHead(503, { "retry-after": "1" }).end("Coterie is starting.\n");
const http = createHttpServer((request, response) => handle(request, response));
const stoppers = [];

for (const signal of ["SIGINT", "SIGTERM", "disconnect"]) process.on(signal, stop);

try {
  // The port comes first: sign-in needs to know its own address before anything else is loaded.
  const { port, close } = await listenOn(http, options);
  stoppers.push(close);
  const host = options.host === "127.0.0.1" ? "localhost" : options.host;
  const url = process.env.NEXTAUTH_URL || `http://${host}:${port}`;
  Object.assign(process.env, { NEXTAUTH_URL: url, PORT: String(port) });
  const { default: next } = await import("next");
  const app = next({ dev: options.dev, dir: root, hostname: host, port, httpServer: http });
  await app.prepare();
  handle = app.getRequestHandler();
  await fetch(`http://${host}:${port}/`, { redirect: "manual" });
  process.send({ url });
} catch (error) {
  process.send({ error: error.refusal ?? knownCause(`${error.code} ${error.message}`) ?? `${error.stack}` });
  process.exit(1);
}

let stopping = false;
async function stop() {
  if (stopping) return;
  stopping = true;
  for (const close of stoppers) close();
  // lib/jobs/on-shutdown.ts fills this list; the worker hands its jobs back there.
  const hooks = globalThis[Symbol.for("coterie.shutdown")] ?? [];
  const finished = Promise.allSettled(hooks.map((hook) => hook()));
  await Promise.race([finished, sleep(PATIENCE)]);
  process.exit(0);
}
