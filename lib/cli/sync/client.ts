import { CoterieError, NotFound } from "@/lib/core/errors";
import type { ErrorView } from "@/lib/core/views/error";
import type { SyncRow } from "@/lib/core/views/sync";

const HERE = "http://localhost:3000";
const PATIENCE_MS = 60_000;

type Asking = { body?: object; method?: "PUT"; signal?: AbortSignal };

/** A running Coterie, spoken to like any program does: COTERIE_URL, and an API token in COTERIE_TOKEN. */
export async function askCoterie<T>(path: string, { body, method, signal }: Asking = {}): Promise<T> {
  const address = new URL(addressOf(`/api${path}`));
  const response = await reach(address, {
    method: method ?? (body ? "POST" : "GET"),
    headers: {
      authorization: `Bearer ${token()}`,
      ...(body ? { "content-type": "application/json" } : {}),
    },
    body: body && JSON.stringify(body),
    signal: AbortSignal.any([AbortSignal.timeout(PATIENCE_MS), ...(signal ? [signal] : [])]),
  });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer as T;
  throw refusalOf(answer, response.status);
}

/** Where a path of it is, for people too. */
export function addressOf(path: string): string {
  return new URL(path, process.env.COTERIE_URL || HERE).toString();
}

/** By id, or by name as people write it. */
export async function findSync(wanted: string, signal?: AbortSignal): Promise<SyncRow> {
  const syncs = await askCoterie<SyncRow[]>("/syncs", { signal });
  const byId = syncs.find(({ id }) => id === wanted);
  if (byId) return byId;
  const [found, other] = syncs.filter(({ name }) => name.toLowerCase() === wanted.toLowerCase());
  if (!found) throw new NotFound("sync", wanted);
  if (!other) return found;
  throw new CoterieError({
    code: "NOT_ONE",
    message: `Several syncs are called "${wanted}".`,
    remedy: "fix_input",
    fix: "Name one by its id: coterie sync list --json shows them.",
  });
}

function token(): string {
  const text = process.env.COTERIE_TOKEN?.trim();
  if (text) return text;
  throw new CoterieError({
    code: "NO_TOKEN",
    message: "COTERIE_TOKEN is not set.",
    remedy: "ask_admin",
    fix: "An admin makes an API token in the settings; set it in the environment, not on the command line.",
  });
}

async function reach(address: URL, request: RequestInit): Promise<Response> {
  try {
    return await fetch(address, request);
  } catch (cause) {
    if (request.signal?.aborted) throw cause;
    throw new CoterieError({
      code: "UNREACHABLE",
      message: `Coterie does not answer at ${address.origin}.`,
      remedy: "retry",
      fix: "Start it, or set COTERIE_URL to where it runs.",
      cause,
    });
  }
}

function refusalOf(answer: unknown, status: number): CoterieError {
  const error = isErrorView(answer) ? answer.error : null;
  return new CoterieError({
    code: error?.code ?? `HTTP_${status}`,
    message: error?.message ?? `The server answered ${status} without saying why.`,
    remedy: error?.remedy ?? "report",
    fix: error?.fix ?? "Check that COTERIE_URL is the address of a Coterie.",
    problems: error?.problems,
  });
}

function isErrorView(answer: unknown): answer is ErrorView {
  if (typeof answer !== "object" || answer === null || !("error" in answer)) return false;
  const { error } = answer;
  return typeof error === "object" && error !== null && "message" in error;
}
