import { execFile } from "node:child_process";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { testDatabase } from "@/test/factories/postgres";

let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

/** 0: nothing differs; 2: the output says what does. */
function differences(): Promise<{ code: number; output: string }> {
  const prisma = path.resolve("node_modules/prisma/build/index.js");
  const question = ["migrate", "diff", "--from-config-datasource", "--to-schema", "prisma/schema.prisma"];
  const environment = {
    DATABASE_URL: database.url,
    PRISMA_SCHEMA_ENGINE_BINARY: path.resolve("scripts/schema-engine.mjs"),
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    CHECKPOINT_DISABLE: "1",
  };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [prisma, ...question, "--exit-code"],
      { env: { ...process.env, ...environment } },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
    );
  });
}

it("the migrations make exactly the database the schema describes", async () => {
  const { code, output } = await differences();
  expect(output).toContain("No difference detected.");
  expect(code).toBe(0);
});
