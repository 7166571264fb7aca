import { z } from "zod";
import type { Fault } from "@/lib/kit/simulator/faults";
import type { PlatformAnswer, PlatformCall } from "@/lib/kit/simulator/server";
import { invalid, notFound } from "./refusals";
import { CONTACTS_TYPE_ID, type List, type World } from "./world";

const NewList = z.object({
  name: z.string().trim().min(1),
  objectTypeId: z.literal(CONTACTS_TYPE_ID),
  processingType: z.enum(["MANUAL", "DYNAMIC", "SNAPSHOT"]),
});
const Search = z.object({
  query: z.string().default(""),
  offset: z.number().int().min(0).default(0),
  count: z.number().int().min(1).max(500).default(20),
  processingTypes: z.array(z.string()).optional(),
});

/** `/crm/v3/lists…`: https://developers.hubspot.com/docs/api-reference/legacy/crm/lists/guide (2026-11-20) */
export function onLists(
  world: World,
  call: PlatformCall,
  rest: readonly string[],
  fault?: Fault,
): PlatformAnswer {
  const [id, ...edge] = rest;
  if (id === undefined) return call.method === "POST" ? create(world, call.body) : notFound();
  if (id === "search" && call.method === "POST") return search(world, call.body);
  const list = world.lists.get(id);
  if (!list) return notFound(`List does not exist with ID ${id}.`);
  return onList(world, list, `${call.method} ${edge.join("/")}`, call.body, fault);
}

function onList(
  world: World,
  list: List,
  address: string,
  body: Readonly<Record<string, unknown>>,
  fault?: Fault,
): PlatformAnswer {
  if (address === "GET ") return { status: 200, body: { list: told(list) } };
  if (address === "DELETE ") {
    world.change({ change: "delete_list", id: list.id });
    return { status: 204, body: undefined };
  }
  if (address === "GET memberships") {
    const results = Array.from(list.members, (recordId) => ({ recordId }));
    return { status: 200, body: { results, total: results.length } };
  }
  if (!address.includes("memberships")) return notFound();
  if (list.processingType === "DYNAMIC")
    return invalid("Memberships of a DYNAMIC list cannot be changed by hand.");
  if (address === "DELETE memberships") {
    world.change({ change: "members", id: list.id, add: [], remove: [...list.members] });
    return { status: 204, body: undefined };
  }
  const operation = address === "PUT memberships/add" ? "add" : "remove";
  if (operation === "remove" && address !== "PUT memberships/remove") return notFound();
  // An array of ids, which the server reads as an object of numbered values.
  const ids = Object.values(body).map(String);
  return change(
    world,
    list,
    operation,
    fault?.kind === "invalid_entries" ? ids.slice(fault.count) : ids,
    ids,
  );
}

function change(
  world: World,
  list: List,
  operation: "add" | "remove",
  taken: readonly string[],
  asked: readonly string[],
): PlatformAnswer {
  const known = taken.filter((id) => world.tables.contacts.records.has(id));
  const changed = known.filter((id) => list.members.has(id) === (operation === "remove"));
  const none = { add: [], remove: [] };
  world.change({ change: "members", id: list.id, ...none, [operation]: changed });
  return {
    status: 200,
    body: {
      recordsIdsAdded: operation === "add" ? changed : [],
      recordIdsRemoved: operation === "remove" ? changed : [],
      recordIdsMissing: asked.filter((id) => !known.includes(id)),
    },
  };
}

function create(world: World, body: unknown): PlatformAnswer {
  const parsed = NewList.safeParse(body);
  if (!parsed.success) return invalid("name, objectTypeId and processingType are required");
  const { name, processingType } = parsed.data;
  if ([...world.lists.values()].some((list) => list.name.toLowerCase() === name.toLowerCase()))
    return invalid("A list with this name already exists.", { subCategory: "ILS.DUPLICATE_LIST_NAMES" });
  const id = world.newId();
  world.change({ change: "list", id, name, processingType });
  return { status: 200, body: { list: told(world.lists.get(id)!) } };
}

function search(world: World, body: unknown): PlatformAnswer {
  const parsed = Search.safeParse(body);
  if (!parsed.success) return invalid("Invalid input JSON");
  const { query, offset, count, processingTypes } = parsed.data;
  const wanted = [...world.lists.values()].filter(
    ({ name, processingType }) =>
      name.toLowerCase().includes(query.toLowerCase()) && (processingTypes?.includes(processingType) ?? true),
  );
  const lists = wanted.slice(offset, offset + count).map(told);
  const next = offset + lists.length;
  return { status: 200, body: { lists, offset: next, hasMore: next < wanted.length, total: wanted.length } };
}

const told = ({ id, name, processingType, members }: List) => ({
  listId: id,
  name,
  processingType,
  objectTypeId: CONTACTS_TYPE_ID,
  processingStatus: "COMPLETE",
  listVersion: 1,
  additionalProperties: { hs_list_size: String(members.size) },
});
