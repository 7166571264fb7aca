import type { Fault } from "@/lib/kit/simulator/faults";
import type { PlatformAnswer, PlatformCall } from "@/lib/kit/simulator/server";
import type { Audience } from "@/lib/kit/simulator/sets/audience";
import type { World } from "@/lib/kit/simulator/sets/world";
import { readUsers, type Session } from "./payload";
import { invalidParameter, permissionMissing, refuse, unknownObject, unknownToken, usage } from "./refusals";

export type GraphOptions = { world: World; token: string; account: string };

/** The part of the Graph API that has to do with custom audiences. */
export function answerGraph(
  { world, token, account }: GraphOptions,
  call: PlatformCall,
  fault?: Fault,
): PlatformAnswer {
  const [, version, id = "", edge, ...rest] = call.path.split("/").map(decodeURIComponent);
  if (!/^v2[2-9]\.0$/.test(version ?? ""))
    return refuse({ code: 2635, message: "(#2635) You are calling a deprecated version" });
  if (tokenOf(call) !== token) return unknownToken();
  if (rest.length > 0) return unknownObject(id);
  if (id.startsWith("act_"))
    return id === account ? onAccount(world, account, edge, call) : permissionMissing();
  const audience = world.audiences.get(id);
  if (!audience) return unknownObject(id);
  if (edge === "users") return onUsers(world, audience, call, fault);
  return edge === undefined ? onAudience(world, audience, call) : unknownObject(id);
}

function tokenOf({ query, body, headers }: PlatformCall): unknown {
  return (
    query.get("access_token") ?? body.access_token ?? headers.authorization?.replace(/^(?:Bearer|OAuth) /, "")
  );
}

function onAccount(
  world: World,
  account: string,
  edge: string | undefined,
  call: PlatformCall,
): PlatformAnswer {
  const address = `${call.method} ${edge ?? ""}`;
  if (address === "GET ")
    return done(shown({ id: account, account_id: account.slice(4), name: "Simulated ad account" }, call));
  if (address === "GET customaudiences") return list(world, call);
  if (address === "POST customaudiences") return create(world, call);
  return unknownObject(account);
}

function create(world: World, { body }: PlatformCall): PlatformAnswer {
  const { name, description = "", subtype, customer_file_source: source } = body;
  if (typeof name !== "string" || name.trim() === "") return invalidParameter("name is required");
  if (typeof description !== "string") return invalidParameter("description is not a text");
  if (subtype !== "CUSTOM") return invalidParameter("subtype must be CUSTOM");
  const sources = ["USER_PROVIDED_ONLY", "PARTNER_PROVIDED_ONLY", "BOTH_USER_AND_PARTNER_PROVIDED"];
  if (!sources.includes(String(source))) return invalidParameter("customer_file_source is required");
  return done({ id: world.create(name, { description }) });
}

function list(world: World, call: PlatformCall): PlatformAnswer {
  const limit = Math.min(Number(call.query.get("limit") ?? 25), 500);
  const after = call.query.get("after");
  const audiences = [...world.audiences.values()];
  const start = after === null ? 0 : audiences.findIndex(({ id }) => id === after) + 1;
  const page = audiences.slice(start, start + limit);
  const last = page.at(-1)?.id;
  const more = start + limit < audiences.length;
  const paging = last && {
    cursors: { before: page[0]!.id, after: last },
    ...(more ? { next: nextPage(call, last) } : {}),
  };
  return done({
    data: page.map((audience) => shown(fieldsOf(audience), call)),
    ...(paging ? { paging } : {}),
  });
}

function nextPage(call: PlatformCall, after: string): string {
  const query = new URLSearchParams(call.query);
  query.set("after", after);
  return `http://${call.headers.host}${call.path}?${query}`;
}

function onAudience(world: World, audience: Audience, call: PlatformCall): PlatformAnswer {
  if (call.method === "GET") return done(shown(fieldsOf(audience), call));
  if (call.method !== "DELETE") return unknownObject(audience.id);
  world.change({ change: "delete", id: audience.id });
  return done({ success: true });
}

/** Below this many people a platform tells no size. */
const SIZE_SHOWN_FROM = 1000;

function fieldsOf(audience: Audience): Record<string, unknown> {
  const { people } = audience.summary();
  const bound = (rounded: number): number => (people < SIZE_SHOWN_FROM ? -1 : rounded);
  return {
    id: audience.id,
    name: audience.name,
    description: audience.details.description,
    subtype: "CUSTOM",
    customer_file_source: "USER_PROVIDED_ONLY",
    approximate_count_lower_bound: bound(Math.floor(people / 100) * 100),
    approximate_count_upper_bound: bound(Math.ceil((people * 1.15) / 100) * 100),
    operation_status: { code: 200, description: "Normal" },
  };
}

/** Only what was asked for, and the id always. */
function shown(object: Record<string, unknown>, { query }: PlatformCall): Record<string, unknown> {
  const wanted = ["id", ...(query.get("fields") ?? "").split(",")];
  return Object.fromEntries(Object.entries(object).filter(([field]) => wanted.includes(field)));
}

function onUsers(world: World, audience: Audience, call: PlatformCall, fault?: Fault): PlatformAnswer {
  if (call.method !== "POST" && call.method !== "DELETE") return unknownObject(audience.id);
  const operation = call.method === "POST" ? "add" : "remove";
  const reading = readUsers(call.body, fault?.kind === "invalid_entries" ? fault.count : 0);
  if ("problem" in reading) return invalidParameter(reading.problem);
  if (isAfterTheLast(audience, operation, reading.session))
    return invalidParameter("this session has had its last batch");
  audience.calls[operation] += 1;
  for (const { kind, values } of reading.identifiers) {
    world.change({ change: operation, id: audience.id, kind, values });
  }
  return done({
    audience_id: audience.id,
    session_id: String(reading.session.session_id),
    num_received: reading.rows,
    num_invalid_entries: reading.invalid,
    invalid_entry_samples: {},
  });
}

/** Batches of a session may come in any order and again, but none beyond the one that said it was the last. */
function isAfterTheLast(audience: Audience, operation: string, session: Session): boolean {
  const key = `${operation} ${session.session_id}`;
  const last = audience.sessions.get(key);
  if (session.last_batch_flag && last === undefined) audience.sessions.set(key, session.batch_seq);
  return last !== undefined && session.batch_seq > last;
}

const done = (body: unknown): PlatformAnswer => ({ status: 200, body, headers: usage(1, 0) });
