import type { Fault } from "@/lib/kit/simulator/faults";
import type { PlatformAnswer } from "@/lib/kit/simulator/server";
import { Body, type Input, MAX_INPUTS, type Verb, type Writing } from "./inputs";
import { type Prepared, prepare } from "./prepare";
import type { ObjectType } from "./properties";
import { invalid, invalidValues } from "./refusals";
import type { StoredRecord, World } from "./world";

/** `POST /crm/v3/objects/{type}/batch/{verb}` */
export function onBatch(
  world: World,
  type: ObjectType,
  verb: Verb,
  given: unknown,
  fault?: Fault,
): PlatformAnswer {
  const parsed = Body.safeParse(given);
  if (!parsed.success) return invalid("Invalid input JSON");
  const { inputs, idProperty } = parsed.data;
  if (inputs.length === 0 || inputs.length > MAX_INPUTS)
    return invalid(`The request has ${inputs.length} inputs; a batch has 1 to ${MAX_INPUTS}.`);
  if (verb !== "create" && inputs.some(({ id }) => id === undefined)) return invalid("id is required");
  const key = notAKey(world, type, verb, [idProperty, ...inputs.map((input) => input.idProperty)]);
  if (key) return key;
  if (verb === "read") return read(world, type, parsed.data);
  if (verb === "archive") return archive(world, type, inputs);
  return write(world, type, verb, inputs, fault?.kind === "invalid_entries" ? fault.count : 0);
}

function notAKey(
  world: World,
  type: ObjectType,
  verb: Verb,
  named: readonly (string | undefined)[],
): PlatformAnswer | null {
  const wrong = named.find((name) => name !== undefined && !world.tables[type].isKey(name));
  if (wrong !== undefined) return invalid(`Unable to perform ${verb} by non-unique property ${wrong}`);
  if (verb === "upsert" && named.slice(1).includes(undefined)) return invalid("idProperty is required");
  return null;
}

function read(world: World, type: ObjectType, { inputs, properties, idProperty }: Body): PlatformAnswer {
  const found = new Map<string, StoredRecord>();
  const missing: string[] = [];
  for (const { id = "" } of inputs) {
    const record = world.tables[type].find(idProperty, id);
    if (record) found.set(record.id, record);
    else missing.push(id);
  }
  const results = Array.from(found.values(), (record) => told(record, properties));
  const errors =
    missing.length === 0
      ? []
      : [
          {
            status: "error",
            category: "OBJECT_NOT_FOUND",
            message: `Could not get some ${type} objects, they may be deleted or not exist. Check that ids are valid.`,
            context: { ids: missing },
          },
        ];
  return done(results, errors);
}

function archive(world: World, type: ObjectType, inputs: readonly Input[]): PlatformAnswer {
  world.change({ change: "archive", type, ids: inputs.map(({ id = "" }) => id) });
  return { status: 204, body: undefined };
}

function write(
  world: World,
  type: ObjectType,
  verb: Writing,
  inputs: readonly Input[],
  refused: number,
): PlatformAnswer {
  const ids = inputs.flatMap(({ id }) => (id === undefined ? [] : [id]));
  if (new Set(ids).size < ids.length)
    return invalid("Duplicate IDs found in batch input. IDs must be unique.");
  const prepared = prepare(world, type, verb, inputs).map((one, at) => (at < refused ? planned(one) : one));
  const wrong = prepared.filter((one) => "problem" in one);
  const areTraced = inputs.every(({ objectWriteTraceId }) => objectWriteTraceId !== undefined);
  if (wrong[0] && !areTraced) return { status: wrong[0].status, body: { ...wrong[0].problem } };
  const puts = prepared.flatMap((one) => ("put" in one ? [one] : []));
  const records = puts.map(({ put }) => put);
  if (records.length > 0) world.change({ change: "put", type, at: Date.now(), records });
  const results = puts.map(({ put, isNew, input }) => ({
    ...told(world.tables[type].records.get(put.id)!, Object.keys(input.properties)),
    ...(verb === "upsert" ? { new: isNew } : {}),
    ...traced(input),
  }));
  const errors = wrong.map(({ problem, input }) => ({
    ...problem,
    context: { ...problem.context, objectWriteTraceId: [input.objectWriteTraceId] },
  }));
  // Results come in an order of HubSpot's own: https://github.com/HubSpot/hubspot-api-nodejs/issues/190
  return done(results.reverse(), errors);
}

const traced = ({ objectWriteTraceId }: Input) =>
  objectWriteTraceId === undefined ? {} : { objectWriteTraceId };

function planned({ input }: Prepared): Prepared {
  const message = invalidValues([{ name: "email", error: "INVALID_EMAIL" }]);
  return {
    input,
    status: 400,
    problem: { status: "error", category: "VALIDATION_ERROR", message, context: {} },
  };
}

function done(results: readonly object[], errors: readonly object[]): PlatformAnswer {
  const now = new Date().toISOString();
  const body = { status: "COMPLETE", results, startedAt: now, completedAt: now };
  if (errors.length === 0) return { status: 200, body };
  return { status: 207, body: { ...body, numErrors: errors.length, errors } };
}

function told(record: StoredRecord, names: readonly string[]) {
  const properties = Object.fromEntries(names.map((name) => [name, record.properties[name] ?? null]));
  return {
    id: record.id,
    properties: { ...properties, hs_object_id: record.id },
    createdAt: new Date(record.created).toISOString(),
    updatedAt: new Date(record.updated).toISOString(),
    archived: false,
  };
}
