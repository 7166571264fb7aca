import type { Fault } from "@/lib/kit/simulator/faults";
import type { PlatformAnswer, PlatformCall } from "@/lib/kit/simulator/server";
import { onBatch } from "./batch";
import { VERBS } from "./inputs";
import { onLists } from "./lists";
import { described, OBJECT_TYPES, type ObjectType, Property } from "./properties";
import { invalid, notFound, unknownToken } from "./refusals";
import type { World } from "./world";

export type Portal = { world: World; token: string; portalId: string; timeZone: string };

/** The part of HubSpot's API that has to do with records and lists. */
export function answerHubspot(portal: Portal, call: PlatformCall, fault?: Fault): PlatformAnswer {
  if (call.headers.authorization !== `Bearer ${portal.token}`) return unknownToken();
  const [area, version, noun, ...rest] = call.path.split("/").slice(1).map(decodeURIComponent);
  if (area === "account-info" && version === "v3" && noun === "details") return details(portal);
  if (area !== "crm" || version !== "v3") return notFound();
  if (noun === "lists") return onLists(portal.world, call, rest, fault);
  const type = OBJECT_TYPES.find((one) => one === rest[0]);
  if (!type) return invalid(`Unable to infer object type from: ${rest[0]}`);
  if (noun === "properties") return onProperties(portal.world, type, call, rest[1]);
  const verb = VERBS.find((one) => one === rest[2]);
  if (noun !== "objects" || call.method !== "POST" || rest[1] !== "batch" || !verb) return notFound();
  return onBatch(portal.world, type, verb, call.body, fault);
}

/** Batches that write, lists and memberships; looking something up is a POST as well. */
export function changes({ method, path }: PlatformCall): boolean {
  if (method === "GET" || path.endsWith("/search") || path.endsWith("/batch/read")) return false;
  return path.startsWith("/crm/");
}

function details({ portalId, timeZone }: Portal): PlatformAnswer {
  return {
    status: 200,
    body: {
      portalId: Number(portalId),
      accountType: "STANDARD",
      timeZone,
      companyCurrency: "EUR",
      uiDomain: "app.hubspot.com",
      dataHostingLocation: "eu1",
    },
  };
}

function onProperties(
  world: World,
  type: ObjectType,
  { method, body }: PlatformCall,
  name: string | undefined,
): PlatformAnswer {
  const { properties } = world.tables[type];
  if (method === "GET" && name === undefined)
    return { status: 200, body: { results: Array.from(properties.values(), described) } };
  if (method === "POST" && name === undefined) {
    const parsed = Property.safeParse(body);
    if (!parsed.success) return invalid("name, label, type, fieldType and groupName are required");
    world.change({ change: "property", type, property: parsed.data });
    return { status: 201, body: described(parsed.data) };
  }
  const property = name === undefined ? undefined : properties.get(name);
  if (!property) return notFound();
  if (method === "GET") return { status: 200, body: described(property) };
  if (method !== "DELETE") return notFound();
  world.change({ change: "archive_property", type, name: property.name });
  return { status: 204, body: undefined };
}
