import pg from "pg";
import { databaseUrl } from "./client";

/** Rung with an account's name whenever one of its places is free. */
export const SLOT_CHANNEL = "coterie_slots";

/** Resolves when it is worth asking for a place again; `off` stops waiting. */
export type Bell = { rung: Promise<void>; off(): void };

/**
 * Wakes whoever waits for a place at an account, in this process, when any process gives one up: nobody has to ask again
 * and again. It may stay silent, when the connection breaks or another was faster, so waiting always has an end of its own.
 */
export function awaitSlot(account: string): Bell {
  void listen();
  const { promise, resolve } = Promise.withResolvers<void>();
  const queue = waiting.get(account) ?? new Set();
  waiting.set(account, queue);
  queue.add(resolve);
  const off = () => {
    queue.delete(resolve);
    if (queue.size === 0 && waiting.get(account) === queue) waiting.delete(account);
  };
  return { rung: promise, off };
}

const waiting = new Map<string, Set<() => void>>();
let listening: Promise<pg.Client | undefined> | undefined;

/** One place is one caller's: the one who waits longest. */
function ring(account: string | undefined): void {
  const [first] = waiting.get(account ?? "") ?? [];
  first?.();
}

function listen(): Promise<pg.Client | undefined> {
  listening ??= connect().catch(() => {
    listening = undefined;
    return undefined;
  });
  return listening;
}

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: databaseUrl(),
    application_name: "coterie bell",
    keepAlive: true,
  });
  const lost = () => {
    listening = undefined;
  };
  client.on("error", lost);
  client.on("end", lost);
  client.on("notification", ({ payload }) => ring(payload));
  await client.connect();
  await client.query(`LISTEN ${SLOT_CHANNEL}`);
  return client;
}

/** Lets the connection go; whoever waits asks by itself. */
export async function closeBell(): Promise<void> {
  const client = await listening;
  listening = undefined;
  await client?.end();
}
