import { randomBytes } from "node:crypto";
import { afterAll, beforeAll } from "vitest";
import { postgresStateStore } from "@/lib/state/postgres";
import { testDatabase } from "../factories/postgres";
import { stateStoreContract } from "./state-store";

let handle: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  handle = await testDatabase();
});
afterAll(() => handle.drop());

stateStoreContract("postgres", () =>
  postgresStateStore({
    connection: { connectionString: handle.url },
    schema: `state_${randomBytes(4).toString("hex")}`,
  }),
);
