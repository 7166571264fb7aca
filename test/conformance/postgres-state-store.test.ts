import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { postgresStateStore } from "@/lib/state/postgres";
import { testDatabase } from "../factories/postgres";
import { stateStoreContract } from "./state-store";
import { type HandOver, KINDS } from "./state-store/bench";

let handle: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  handle = await testDatabase();
});
afterAll(() => handle.drop());

const connection = () => ({ connectionString: handle.url });
const schema = () => `state_${randomBytes(4).toString("hex")}`;

stateStoreContract("postgres", () => postgresStateStore({ connection: connection(), schema: schema() }));

/** As a warehouse's query would answer: nothing is read before the state store asks. */
const asQuery: HandOver = async (columns, rows) => {
  const list = columns.map((column) => `"${column}" text`).join(", ");
  return {
    query: {
      sql: `SELECT * FROM json_to_recordset(CAST($1 AS json)) AS one (${list})`,
      parameters: [JSON.stringify(rows)],
    },
  };
};

stateStoreContract(
  "a schema of the warehouse",
  () => postgresStateStore({ connection: connection(), schema: schema(), warehouse: { settings: [] } }),
  asQuery,
);

it("takes no query where the state is not in the warehouse", async () => {
  const store = postgresStateStore({ connection: connection(), schema: schema() });
  const state = await store.open("sync-1");
  expect(state.runsQueries).toBe(false);
  const query = { sql: "SELECT 1", parameters: [] };
  await expect(state.loadWanted({ query, kinds: KINDS, asOf: "now" })).rejects.toMatchObject({
    code: "STATE_ELSEWHERE",
  });
  await state.close();
});
