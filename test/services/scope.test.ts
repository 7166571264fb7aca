import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasRole } from "@/lib/core/approval/may-decide";
import { ROLES, type Role } from "@/lib/core/views/session";
import { database } from "@/lib/db/client";
import type { Actor } from "@/lib/services/actor";
import { createRun, createSync } from "@/test/factories/sync";
import { makeWorkspace, ownDatabase } from "@/test/factories/workspace";
import { findServices } from "@/test/support/services";

ownDatabase({ beforeAll, afterAll });

const services = await findServices();

type Foreign = Record<
  | "alertChannel"
  | "apiToken"
  | "audience"
  | "runPass"
  | "standingApproval"
  | "destination"
  | "sync"
  | "changeSet"
  | "run"
  | "member"
  | "prioritySet"
  | "list"
  | "trait"
  | "warehouse",
  string
>;

async function* noValues() {}

const tree = { version: 1, entity: "people", where: { all: [] } };
const policy = { tags: {}, columns: {}, consent: {}, suppression: {}, minimumSize: 100 };
const record = {
  mapping: { key: { field: "email", from: { column: "email" } }, fields: [] },
  mode: "upsert",
};
const settings = { name: "Mine", mapping: { fields: {} }, mode: "mirror", use: "target" };

const budget = { platformCalls: 1, bytesBilled: null, atLimit: "warn" };

const timing = { schedule: { kind: "none" }, blackout: { windows: [], zone: null }, endsOn: null };

/** What a stranger would send to reach the things of another workspace. null: the service takes no id. */
const REACHING: Record<string, ((ids: Foreign) => object) | null> = {
  "activity.list": null,
  "activity.verify": null,
  "alert.list": null,
  "alert.rules": null,
  "alert.set_rules": null,
  "alert_channel.create": null,
  "alert_channel.delete": ({ alertChannel }) => ({ id: alertChannel }),
  "alert_channel.list": null,
  "alert_channel.test": ({ alertChannel }) => ({ id: alertChannel }),
  "alert_channel.update": ({ alertChannel }) => ({ id: alertChannel, name: "Mine" }),
  "audience.compare_versions": ({ audience }) => ({ id: audience, from: 1, to: 1 }),
  "api_token.create": null,
  "api_token.list": null,
  "api_token.revoke": ({ apiToken }) => ({ id: apiToken }),
  "assist.get": null,
  "audience.create": null,
  "audience.get": ({ audience }) => ({ id: audience }),
  "audience.list": null,
  "audience.restore_version": ({ audience }) => ({ id: audience, version: 1, revision: 1 }),
  "audience.save_draft": ({ audience }) => ({ id: audience, tree, name: "Mine", revision: 1 }),
  "audience.save_version": ({ audience }) => ({ id: audience, revision: 1 }),
  "audience.uses": ({ audience }) => ({ id: audience }),
  "catalog.check": null,
  "catalog.get": null,
  "catalog.import": null,
  "catalog.source": null,
  "change_set.approve": ({ changeSet }) => ({ id: changeSet }),
  "change_set.comment": ({ changeSet }) => ({ id: changeSet, text: "Hello" }),
  "change_set.create": ({ sync }) => ({ syncId: sync, audienceVersion: 1 }),
  "change_set.get": ({ changeSet }) => ({ id: changeSet }),
  "change_set.list": null,
  "change_set.request_changes": ({ changeSet }) => ({ id: changeSet }),
  "change_set.withdraw": ({ changeSet }) => ({ id: changeSet }),
  "column.examples": null,
  "column.held": null,
  "column.values": null,
  "cost.month": null,
  "definitions.apply": null,
  "definitions.apply_sync": null,
  "definitions.export": null,
  "definitions.plan": null,
  "definitions.sources": null,
  "destination.create": null,
  "destination.create_object": ({ destination }) => ({ id: destination, name: "Mine" }),
  "destination.status": ({ destination }) => ({ id: destination }),
  "destination.get": ({ destination }) => ({ id: destination }),
  "destination.kinds": null,
  "destination.list": null,
  "destination.objects": ({ destination }) => ({ id: destination }),
  "destination.record_objects": ({ destination }) => ({ id: destination }),
  "destination.set_policy": ({ destination }) => ({ id: destination, policy, reason: "Mine" }),
  "destination.test": ({ destination }) => ({ id: destination }),
  "destination.update": ({ destination }) => ({ id: destination, name: "Mine" }),
  "exclusion.list": null,
  "exclusion.set": ({ audience }) => ({ entity: "people", audiences: [{ id: audience }], reason: "Mine" }),
  "list.change_values": ({ list }) => ({ id: list, mode: "replace", values: noValues() }),
  "list.create": null,
  "list.delete": ({ list }) => ({ id: list }),
  "list.get": ({ list }) => ({ id: list }),
  "list.list": null,
  "list.look_up": ({ list }) => ({ id: list, value: "ann@shop.test" }),
  "member.create": null,
  "member.list": null,
  "member.set_row_scope": ({ member }) => ({ id: member, rowScope: null }),
  "member.update": ({ member }) => ({ id: member, role: "admin" }),
  "person.audiences": null,
  "person.explain": ({ audience }) => ({ audienceId: audience, key: "1" }),
  "person.find": null,
  "priority_set.create": null,
  "priority_set.list": null,
  "priority_set.remove": ({ prioritySet }) => ({ id: prioritySet }),
  "priority_set.update": ({ prioritySet }) => ({ id: prioritySet, name: "Mine", audiences: [], revision: 1 }),
  "run.ask_to_pass": ({ run }) => ({ id: run, reason: "Mine" }),
  "run.cancel": ({ run }) => ({ id: run }),
  "run.decide_pass": ({ runPass }) => ({ id: runPass, pass: true, reason: "Mine" }),
  "run.get": ({ run }) => ({ id: run }),
  "run.inspect": ({ run }) => ({ id: run, batch: 1 }),
  "run.list": null,
  "run.list_passes": null,
  "run.replay": ({ run }) => ({ id: run }),
  "run.retry": ({ run }) => ({ id: run }),
  "segment.breakdown": null,
  "segment.changes": ({ audience }) => ({ tree, audienceId: audience }),
  "segment.count": null,
  "segment.funnel": null,
  "segment.draft": null,
  "segment.inspect": null,
  "segment.overlap": null,
  "segment.reach": ({ destination }) => ({ tree, destinationId: destination, mapping: { fields: {} } }),
  "segment.sample": null,
  "segment.stages": null,
  "session.get": null,
  "standing_approval.create": ({ destination }) => ({
    ...{ name: "Mine", days: 1, reason: "Mine" },
    envelope: {
      ...{ entity: "people", columns: ["people.id"], fields: ["EMAIL"], uses: ["target"] },
      ...{ destinations: [destination], size: { atLeast: 0, atMost: 1 } },
    },
  }),
  "standing_approval.list": null,
  "standing_approval.withdraw": ({ standingApproval }) => ({ id: standingApproval, reason: "Mine" }),
  "sync.create": ({ audience, destination }) => ({
    ...settings,
    audienceId: audience,
    destinationId: destination,
    object: { id: "9", name: "An audience" },
  }),
  "sync.create_records": ({ audience, destination }) => ({
    ...{ name: "Mine", record, source: { audienceId: audience } },
    ...{ destinationId: destination, objectId: "9" },
  }),
  "sync.describe": ({ sync }) => ({ id: sync, description: "Mine" }),
  "sync.empty": ({ sync }) => ({ id: sync, reason: "Mine" }),
  "sync.end": ({ sync }) => ({ id: sync }),
  "sync.get": ({ sync }) => ({ id: sync }),
  "sync.list": null,
  "sync.look_for_object": ({ sync }) => ({ id: sync }),
  "sync.pause": ({ sync }) => ({ id: sync }),
  "sync.preview": ({ audience, destination }) => ({
    audienceId: audience,
    destinationId: destination,
    mapping: { fields: {} },
  }),
  "sync.preview_records": ({ audience, destination }) => ({
    ...{ record, source: { audienceId: audience }, destinationId: destination, objectId: "9" },
  }),
  "sync.sample_records": ({ audience, destination }) => ({
    ...{ record, source: { audienceId: audience }, destinationId: destination, objectId: "9" },
  }),
  "sync.replace_object": ({ sync }) => ({ id: sync }),
  "sync.resume": ({ sync }) => ({ id: sync }),
  "sync.run": ({ sync }) => ({ id: sync }),
  "sync.source_age": ({ sync }) => ({ id: sync }),
  "sync.set_hook": ({ sync }) => ({ id: sync }),
  "sync.alerts": ({ sync }) => ({ id: sync }),
  "sync.set_alerts": ({ sync }) => ({ id: sync, channels: [] }),
  "sync.set_budget": ({ sync }) => ({ id: sync, budget }),
  "sync.set_timing": ({ sync }) => ({ id: sync, ...timing }),
  "sync.update_records": ({ sync }) => ({ id: sync, name: "Mine", record }),
  "sync.update": ({ sync }) => ({ id: sync, ...settings }),
  "trait.delete": ({ trait }) => ({ id: trait }),
  "trait.get": ({ trait }) => ({ id: trait }),
  "trait.list": null,
  "trait.preview": null,
  "trait.save": null,
  "warehouse.create": null,
  "warehouse.draft": ({ warehouse }) => ({ id: warehouse, name: "Mine", zone: "UTC", tables: ["people"] }),
  "warehouse.get": ({ warehouse }) => ({ id: warehouse }),
  "warehouse.kinds": null,
  "warehouse.list": null,
  "warehouse.tables": ({ warehouse }) => ({ id: warehouse }),
  "warehouse.test": ({ warehouse }) => ({ id: warehouse }),
  "warehouse.update": ({ warehouse }) => ({ id: warehouse, name: "Mine" }),
  "workspace.first_steps": null,
  "workspace.resume_additions": null,
  "workspace.set_budget": null,
  "workspace.set_self_approval": null,
  "workspace.stop_additions": null,
};

let foreign: Foreign;
let foreignWorkspace: string;
let stranger: Actor;
/** In the foreign workspace, whose audience is pinned to nothing. */
let scoped: Actor;
const actors = new Map<Role, Actor>();

beforeAll(async () => {
  const made = await createSync({ endpoint: "https://ads.test" });
  foreignWorkspace = made.workspaceId;
  await database().membership.create({
    data: { workspaceId: made.workspaceId, userId: made.userId, role: "marketer" },
  });
  const { syncId, audienceVersionId, syncVersionId, catalogVersionId, policyVersionId, workspaceId } = made;
  const { id: changeSet } = await database().changeSet.create({
    data: {
      ...{ workspaceId, syncId, audienceVersionId, syncVersionId, catalogVersionId, policyVersionId },
      hash: "",
      boundTo: {},
      asOf: new Date(0),
      status: "waiting",
      requestedById: made.userId,
    },
  });
  const set = { slug: "offers", name: "Offers", entity: "people", audiences: [] };
  const { id: prioritySet } = await database().prioritySet.create({ data: { ...set, workspaceId } });
  const by = { createdById: made.userId };
  const { id: list } = await database().heldList.create({
    data: {
      ...{ workspaceId, ...by, updatedById: made.userId, slug: "staff", name: "Staff" },
      ...{ form: "exact", entity: "people", column: "id", content: "" },
    },
  });
  const definition = { kind: "value", label: "Age", value: { column: "id" } };
  const { id: trait } = await database().trait.create({
    data: {
      ...{ workspaceId, entity: "people", name: "age" },
      versions: { create: { workspaceId, version: 1, definition, ...by } },
    },
  });
  const { id: warehouse } = await database().warehouse.create({
    data: { workspaceId, ...by, kind: "duckdb", name: "Files", settings: { kind: "duckdb" }, secrets: "" },
  });
  const { id: apiToken } = await database().apiToken.create({
    data: { workspaceId, ...by, name: "ci", role: "marketer", hash: "hash of a token", start: "coterie_" },
  });
  const { id: alertChannel } = await database().alertChannel.create({
    data: { workspaceId, ...by, kind: "email", name: "Ops", settings: { to: ["a@shop.test"] }, secrets: "" },
  });
  const open = { syncId, workspaceId, since: new Date(0), toldAt: new Date(0) };
  await database().alertState.create({
    data: { ...open, kind: "failed", level: "warning", message: "The last run failed." },
  });
  const run = await createRun(made);
  const pass = { workspaceId, runId: run, findings: [], reason: "Theirs", requestedById: made.userId };
  const { id: runPass } = await database().runPass.create({ data: pass });
  const { id: standingApproval } = await database().standingApproval.create({
    data: { workspaceId, ...by, name: "Daily", envelope: {}, reason: "Theirs", expiresAt: new Date(9e12) },
  });
  foreign = {
    standingApproval,
    alertChannel,
    runPass,
    apiToken,
    warehouse,
    list,
    trait,
    prioritySet,
    audience: made.audienceId,
    destination: made.destinationId,
    sync: syncId,
    changeSet,
    run,
    member: made.userId,
  };
  const where = { all: [{ value: { column: "region" }, is: { in: ["North"] } }] };
  const rowScope = { entity: "people", where };
  scoped = { userId: made.userId, workspaceId, name: "Ana", role: "admin", rowScope };
  const own = await makeWorkspace();
  for (const role of ROLES) actors.set(role, await own.actor(role));
  stranger = actors.get("admin")!;
});

describe("every service", () => {
  it("is in the table below, so that its scope is tested", () => {
    expect(services.map(({ spec }) => spec.name).sort()).toEqual(Object.keys(REACHING).sort());
  });

  it.each(services.map((service) => [service.spec.name, service] as const))(
    "%s refuses lesser roles before it reads the input",
    async (_name, service) => {
      for (const role of ROLES.filter((one) => !hasRole(one, service.spec.role))) {
        await expect(service.from(actors.get(role)!, "not even an object")).rejects.toMatchObject({
          code: "FORBIDDEN",
          message: `This takes the role ${service.spec.role}; yours is ${role}.`,
        });
      }
    },
  );

  it.each(services.filter(({ spec }) => REACHING[spec.name]).map((service) => [service.spec.name, service]))(
    "%s does not find what is in another workspace, and changes nothing there",
    async (name, service) => {
      const input = REACHING[name]!(foreign);
      const before = await snapshot();
      await expect(service.from(stranger, input)).rejects.toMatchObject({ code: "NOT_FOUND" });
      expect(await snapshot()).toEqual(before);
    },
  );

  it.each(
    services
      .filter(({ spec }) => typeof spec.rows === "function")
      .map((service) => [service.spec.name, service] as const),
  )("%s is refused to whoever sees only some rows, where it reaches beyond them", async (name, service) => {
    const input = REACHING[name]!(foreign);
    const before = await snapshot();
    await expect(service.from(scoped, input)).rejects.toMatchObject({ code: "ROW_SCOPE" });
    expect(await snapshot()).toEqual(before);
  });

  it.each(
    services
      .filter(({ spec }) => spec.name.endsWith(".list"))
      .map((service) => [service.spec.name, service] as const),
  )("%s lists nothing of another workspace", async (_name, service) => {
    const text = JSON.stringify(await service.from(stranger, {}));
    for (const id of Object.values(foreign)) expect(text).not.toContain(id);
  });
});

/** Everything of the foreign workspace that a service could have changed. */
async function snapshot() {
  const where = { workspaceId: foreignWorkspace };
  const db = database();
  return Promise.all([
    db.audience.findMany({ where }),
    db.destination.findMany({ where }),
    db.sync.findMany({ where }),
    db.alertChannel.findMany({ where }),
    db.apiToken.findMany({ where }),
    db.changeSet.findMany({ where }),
    db.changeSetComment.count({ where }),
    db.run.findMany({ where }),
    db.runPass.findMany({ where }),
    db.heldList.findMany({ where }),
    db.trait.findMany({ where }),
    db.traitVersion.findMany({ where }),
    db.membership.findMany({ where }),
    db.auditEvent.count({ where }),
  ]);
}
