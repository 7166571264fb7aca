import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { CoterieError, type Remedy, TicketFailed } from "@/lib/core/errors";
import type {
  BatchAnswer,
  DestinationClient,
  DestinationDefinition,
  SetBatch,
  SetCapability,
} from "@/lib/core/ports/destination";

export type Sent = {
  operation: "add" | "remove";
  kind: string;
  values: string[];
  attributes: string[][];
  idempotencyKey: string;
  session: SetBatch["session"];
};
type Told = { state: "pending" | "dropped" } | { state: "done" | "dropped"; answer: BatchAnswer };
type Reply = { status: number; body: object };

/**
 * The smallest platform that matches people: known people have several values, a removal takes the person out,
 * and everything sent is kept for the test to read.
 */
export class TestPlatform {
  readonly sent: Sent[] = [];
  /** Values it was told to hold, by kind. */
  readonly values = new Map<string, Set<string>>();
  /** Known people by name, with all values they can be matched by. */
  readonly known = new Map<string, readonly string[]>();
  readonly members = new Set<string>();
  /** Answers instead of the platform, before it does anything. */
  before: (sent: Sent) => Reply | undefined | Promise<Reply | undefined> = () => undefined;
  /** It does what it is told, and the connection breaks before it can say so. */
  losesAnswers = false;
  /** It takes batches in, gives a ticket, and does nothing until the test tells it what becomes of it. */
  tellsLater = false;
  readonly tickets = new Map<string, { sent: Sent; told: Told }>();
  /** Times it was asked about a ticket. */
  asked = 0;
  /** Runs when it has done everything but answer. */
  after: (sent: Sent) => void | Promise<void> = () => {};
  private server: Server | undefined;

  async start(): Promise<string> {
    this.server = createServer(async (request, response) => {
      const { status, body } = await this.reply(request);
      if (this.losesAnswers) return response.destroy();
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => this.server!.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  /** As if it were another one. */
  forget(): void {
    this.sent.length = 0;
    for (const kept of [this.values, this.known, this.members, this.tickets]) kept.clear();
    const { before, after, losesAnswers, tellsLater, asked } = new TestPlatform();
    Object.assign(this, { before, after, losesAnswers, tellsLater, asked });
  }

  held(kind: string): string[] {
    return [...(this.values.get(kind) ?? [])].sort();
  }

  /** What becomes of every ticket that is still open. */
  tell(state: "done" | "dropped", answer: Partial<BatchAnswer> = {}): void {
    for (const [id, ticket] of this.tickets) {
      if (ticket.told.state !== "pending") continue;
      if (state === "done") this.apply(ticket.sent);
      const received = ticket.sent.values.length;
      this.tickets.set(id, { ...ticket, told: { state, answer: { received, refused: 0, ...answer } } });
    }
  }

  private takeIn(sent: Sent): Reply {
    const ticket = `ticket-${this.tickets.size + 1}`;
    this.tickets.set(ticket, { sent, told: { state: "pending" } });
    return { status: 200, body: { received: sent.values.length, refused: 0, ticket } };
  }

  private async reply(request: IncomingMessage): Promise<Reply> {
    const ticket = /^\/tickets\/(.+)$/.exec(request.url ?? "")?.[1];
    if (ticket !== undefined) {
      this.asked += 1;
      return { status: 200, body: this.tickets.get(ticket)?.told ?? { state: "dropped" } };
    }
    if (request.method === "GET") return { status: 200, body: { id: "9", name: "An audience" } };
    const sent = JSON.parse(await text(request)) as Sent;
    const instead = await this.before(sent);
    if (instead) return instead;
    if (this.tellsLater) return this.takeIn(sent);
    this.apply(sent);
    await this.after(sent);
    return { status: 200, body: { received: sent.values.length, refused: 0 } };
  }

  private apply(sent: Sent): void {
    this.sent.push(sent);
    const held = this.values.get(sent.kind) ?? new Set();
    this.values.set(sent.kind, held);
    for (const value of sent.values) {
      const people = [...this.known].filter(([, values]) => values.includes(value)).map(([name]) => name);
      if (sent.operation === "add") {
        held.add(value);
        for (const name of people) this.members.add(name);
      } else {
        held.delete(value);
        for (const name of people) this.members.delete(name);
      }
    }
  }
}

const lowerCase = { version: 1, needs: [], steps: [], hashed: true } as const;

/** A destination with two kinds of identifier that answers with counts, like the ad platforms, unless it is told otherwise. */
export function testDefinition(
  batchRows = 2,
  concurrency = 1,
  over: Partial<SetCapability> = {},
): DestinationDefinition {
  return {
    id: "test",
    label: "Test platform",
    summary: "A platform for tests.",
    settings: z.record(z.string(), z.unknown()),
    secrets: [],
    defaultEndpoint: "http://platform.test",
    limits: { concurrency, rates: [] },
    set: {
      noun: "audience",
      fields: [
        {
          id: "EMAIL",
          label: "E-mail",
          tags: ["email"],
          form: "hashed",
          normaliser: { id: "test.EMAIL", ...lowerCase },
        },
        {
          id: "PHONE",
          label: "Phone",
          tags: ["phone"],
          form: "hashed",
          normaliser: { id: "test.PHONE", ...lowerCase },
        },
      ],
      identifiers: [
        { id: "EMAIL", label: "E-mail", fields: ["EMAIL"], required: ["EMAIL"] },
        { id: "PHONE", label: "Phone", fields: ["PHONE"], required: ["PHONE"] },
      ],
      attributes: [],
      batchRows,
      answers: "counts",
      minimumSize: 0,
      memberLifetimeDays: null,
      ...over,
    },
    record: null,
    notes: [],
    connect: ({ endpoint }) => testClient(endpoint),
  };
}

/** By the status the platform answers with. */
const REMEDIES: Record<number, Remedy> = {
  401: "reconnect",
  422: "drop_row",
  429: "wait_until",
  500: "retry",
};

function testClient(endpoint: string): DestinationClient {
  return {
    test: async () => ({ account: "1", name: "Test" }),
    set: {
      listObjects: async () => [],
      createObject: async ({ name }) => ({ id: "9", name }),
      getObject: async (id) => ({ id, name: "An audience" }),
      async send({ operation, identifier, rows, session, idempotencyKey }, options) {
        const sent: Sent = {
          operation,
          kind: identifier.id,
          values: rows.map(({ cells }) => cells[0]!),
          attributes: rows.map(({ attributes }) => [...attributes]),
          idempotencyKey,
          session,
        };
        return (await call(endpoint, {
          method: "POST",
          body: JSON.stringify(sent),
          ...options,
        })) as BatchAnswer;
      },
      async settle(ticket, options) {
        const told = (await call(`${endpoint}/tickets/${ticket}`, { ...options })) as Told;
        if (told.state === "dropped") throw new TicketFailed({ message: "The platform dropped the batch." });
        return "answer" in told ? told.answer : "pending";
      },
    },
  };
}

async function call(url: string, options: RequestInit): Promise<unknown> {
  const response = await fetch(url, options).catch((error: unknown) => {
    throw failure(500, {}, error);
  });
  const body = (await response.json()) as { retryAt?: number };
  if (!response.ok) throw failure(response.status, body);
  return body;
}

function failure(status: number, body: { retryAt?: number }, cause?: unknown): CoterieError {
  return new CoterieError({
    code: `PLATFORM_${status}`,
    message: `The platform answered ${status}.`,
    remedy: REMEDIES[status] ?? "fix_input",
    retryAt: body.retryAt,
    cause,
  });
}
