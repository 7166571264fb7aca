// The server process: Next with the screens, and the worker that instrumentation.ts boots beside them.
import { createServer as createHttpServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "../paths.mjs";
import { knownCause } from "../say.mjs";
import { listenOn } from "./listen.mjs";

const PATIENCE = 10_000;
/** Addresses that are not one to type into a browser, or less readable than its name. */
const HERE = ["127.0.0.1", "::1", "0.0.0.0", "::"];
const options = JSON.parse(process.env.COTERIE_SERVE);

let handle = (_request, response) =>
  response.writeHead(503, { "retry-after": "1" }).end("Coterie is starting.\n");
const http = createHttpServer((request, response) => handle(request, response));
const stoppers = [];
let stopping = false;

for (const signal of ["SIGINT", "SIGTERM", "disconnect"]) process.on(signal, stop);

try {
  // The port comes first: sign-in needs to know its own address before anything else is loaded.
  const { port, close } = await listenOn(http, options);
  stoppers.push(close);
  const host = HERE.includes(options.host) ? "localhost" : options.host;
  const local = `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
  const url = process.env.NEXTAUTH_URL || local;
  Object.assign(process.env, { NEXTAUTH_URL: url, PORT: String(port) });
  const { default: next } = await import("next");
  const app = next({ dev: options.dev, dir: root, hostname: host, port, httpServer: http });
  await app.prepare();
  handle = app.getRequestHandler();
  // The first page is rendered before anyone is told that there is one.
  await fetch(local, { redirect: "manual" });
  process.send({ url });
} catch (error) {
  const sentence = error.refusal ?? knownCause(`${error.code} ${error.message}`) ?? error.stack;
  process.send({ error: sentence }, () => process.exit(1));
}

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
