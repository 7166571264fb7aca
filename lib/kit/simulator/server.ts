import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { CoterieError } from "@/lib/core/errors";
import type { RunningSimulator } from "@/lib/core/ports/destination";
import { parseBody, readText, sendJson } from "./exchange";
import { type Fault, FaultPlan, Faults, GENERAL_FAULTS } from "./faults";
import { type OtherProtocol, sharedServer } from "./other-protocol";

export type PlatformCall = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage["headers"];
  /** Parsed JSON or form. */
  body: Readonly<Record<string, unknown>>;
  /** The body as it came. */
  text: string;
};
export type PlatformAnswer = { status: number; body: unknown; headers?: Readonly<Record<string, string>> };

/** What makes a platform of the server: its protocol, the wording of its refusals, what it shows and forgets. */
export type Platform = {
  answer(call: PlatformCall, fault?: Fault): PlatformAnswer;
  /** How the platform words the faults it knows by name. */
  refusals: Readonly<Record<string, (fault: Fault, call: PlatformCall) => PlatformAnswer>>;
  /** Whether a call changes what the platform holds; every one where this is not said. */
  changes?(call: PlatformCall): boolean;
  /** Whether a call counts against none of the account's rates; no call where this is not said. */
  isFree?(call: PlatformCall): boolean;
  state(query: URLSearchParams): unknown;
  /** Further addresses under /_simulator/, by method and name: "POST people". */
  control: Readonly<Record<string, (body: unknown) => unknown>>;
  reset(): void;
  close(): void;
  /** What it speaks beside HTTP/1 at the same address; its calls meet the same faults. */
  other?: (faults: FaultPlan) => OtherProtocol;
};

/** A platform behind a real socket on loopback, with `/_simulator/` beside its own addresses. */
export async function startSimulatorServer(platform: Platform, port: number): Promise<RunningSimulator> {
  const faults = new FaultPlan();
  const server = createServer((message, response) => {
    serve(platform, faults, message, response).catch((error: unknown) => {
      if (!response.headersSent)
        sendJson(response, 500, { error: { message: `The simulator broke: ${error}` } });
    });
  });
  const shared = platform.other && sharedServer(server, platform.other(faults));
  const front = shared?.server ?? server;
  await new Promise<void>((resolve, reject) => {
    front.once("error", (error) => reject(cannotListen(port, error)));
    front.listen(port, "127.0.0.1", resolve);
  });
  const address = front.address();
  const bound = typeof address === "object" && address ? address.port : port;
  return {
    url: `http://127.0.0.1:${bound}`,
    port: bound,
    close: () =>
      new Promise((resolve) => {
        front.close(() => {
          platform.close();
          resolve();
        });
        (shared ?? server).closeAllConnections();
      }),
  };
}

function cannotListen(port: number, cause: Error): CoterieError {
  return new CoterieError({
    code: "PORT_TAKEN",
    message: `Nothing can listen on port ${port} of this machine.`,
    remedy: "fix_input",
    fix: "Stop what uses it or choose another port.",
    cause,
  });
}

const CONTROL = "/_simulator/";

async function serve(
  platform: Platform,
  faults: FaultPlan,
  message: IncomingMessage,
  response: ServerResponse,
) {
  const url = new URL(message.url ?? "/", "http://simulator");
  const method = message.method ?? "GET";
  const text = await readText(message);
  const body = parseBody(message, text);
  if (url.pathname.startsWith(CONTROL)) {
    const answer = control(
      platform,
      faults,
      `${method} ${url.pathname.slice(CONTROL.length)}`,
      url.searchParams,
      body,
    );
    return sendJson(response, answer.status, answer.body);
  }
  const call = { method, path: url.pathname, query: url.searchParams, headers: message.headers, body, text };
  const changes = platform.changes?.(call) ?? true;
  const fault = faults.meet({ ...call, changes, isFree: platform.isFree?.(call) ?? false });
  if (fault?.kind === "latency") await new Promise((resolve) => setTimeout(resolve, fault.milliseconds));
  respond(platform, call, fault, message, response);
}

function respond(
  platform: Platform,
  call: PlatformCall,
  fault: Fault | undefined,
  message: IncomingMessage,
  response: ServerResponse,
): void {
  const kind = fault?.kind;
  if (kind === "hang_before") return;
  if (kind === "drop_before") message.socket.destroy();
  else if (kind === "html") sendPage(response, fault?.status ?? 502);
  else if (kind === "status") sendJson(response, fault?.status ?? 500, {});
  else {
    const refusal = fault && platform.refusals[fault.kind];
    const answer = refusal ? refusal(fault, call) : platform.answer(call, fault);
    if (kind === "drop_after") message.socket.destroy();
    else if (kind !== "hang_after") sendJson(response, answer.status, answer.body, answer.headers);
  }
}

function control(
  platform: Platform,
  faults: FaultPlan,
  address: string,
  query: URLSearchParams,
  body: unknown,
): { status: number; body: unknown } {
  if (address === "GET state") {
    return { status: 200, body: { ...Object(platform.state(query)), faults: faults.pending() } };
  }
  if (address === "POST reset") {
    faults.clear();
    platform.reset();
    return { status: 200, body: { ok: true } };
  }
  if (address === "POST faults") {
    return planFaults(platform, faults, body);
  }
  if (address === "GET faults") {
    return { status: 200, body: { kinds: kindsOf(platform), faults: faults.pending() } };
  }
  if (address === "GET calls") {
    return { status: 200, body: { calls: faults.calls } };
  }
  if (address === "DELETE faults") {
    faults.clear();
    return { status: 200, body: { faults: [] } };
  }
  const own = platform.control[address];
  if (!own) return { status: 404, body: { error: `The simulator has no ${address}.` } };
  return { status: 200, body: own(body) };
}

function planFaults(platform: Platform, faults: FaultPlan, body: unknown): { status: number; body: unknown } {
  const parsed = Faults.safeParse(body);
  if (!parsed.success) return { status: 400, body: { error: parsed.error.issues } };
  const kinds = kindsOf(platform);
  const unknown = parsed.data.faults.find(({ kind }) => !kinds.includes(kind));
  if (unknown)
    return {
      status: 400,
      body: { error: `No fault is called ${unknown.kind}. There are ${kinds.join(", ")}.` },
    };
  faults.plan(parsed.data.faults);
  return { status: 200, body: { faults: faults.pending() } };
}

const kindsOf = ({ refusals }: Platform): string[] => [...GENERAL_FAULTS, ...Object.keys(refusals)];

function sendPage(response: ServerResponse, status: number): void {
  response.writeHead(status, { "content-type": "text/html; charset=utf-8" });
  response.end(
    "<!DOCTYPE html><html><head><title>Error</title></head><body><h1>Sorry, something went wrong.</h1></body></html>",
  );
}
