import { createServer } from "node:net";

const FIRST_PORT = 3000;
const LAST_PORT = 3099;
/** Machines without IPv6 say one of these. */
const NO_SUCH_ADDRESS = ["EADDRNOTAVAIL", "EAFNOSUPPORT"];

/**
 * Listens for an HTTP server on the wanted port, or on the first free one when none was named. `localhost` means
 * 127.0.0.1 to some and ::1 to others, so both must be ours. Returns `{ port, close }`.
 */
export async function listenOn(http, { port, host }) {
  const ports = port ? [port] : range(FIRST_PORT, LAST_PORT);
  const hosts = host === "127.0.0.1" ? ["127.0.0.1", "::1"] : [host];
  for (const candidate of ports) {
    const listeners = await listenOnAll(http, candidate, hosts);
    if (!listeners) continue;
    const close = () => {
      for (const listener of listeners) listener.close();
      http.closeIdleConnections();
    };
    return { port: candidate, close };
  }
  throw Object.assign(new Error("port taken"), { refusal: takenSentence(port) });
}

async function listenOnAll(http, port, hosts) {
  const listeners = [];
  for (const host of hosts) {
    const listener = createServer((socket) => http.emit("connection", socket));
    try {
      await new Promise((resolve, reject) => {
        listener.once("error", reject);
        listener.listen(port, host, resolve);
      });
      listeners.push(listener);
    } catch (error) {
      if (NO_SUCH_ADDRESS.includes(error.code)) continue;
      for (const each of listeners) each.close();
      if (error.code === "EADDRINUSE") return undefined;
      throw Object.assign(error, { refusal: listenSentence(error, port) });
    }
  }
  return listeners;
}

const takenSentence = (port) =>
  port
    ? `Port ${port} is taken by another program: stop it, or name another port with npm start -- --port N.`
    : `The ports ${FIRST_PORT} to ${LAST_PORT} are all taken: name a free one with npm start -- --port N.`;

const listenSentence = (error, port) =>
  error.code === "EACCES"
    ? `Port ${port} needs more rights than this user has: name one above 1023.`
    : error.message;

const range = (from, to) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
