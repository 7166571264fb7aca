import { expect, it } from "vitest";
import { createLog } from "@/lib/trace/log";
import { within } from "@/lib/trace/work";

/** What the log writes while `work` runs. */
function logged(work: (log: ReturnType<typeof createLog>) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  work(createLog("worker", { write: (line) => void lines.push(line) }));
  return lines.map((line) => {
    const { level: _level, time: _time, ...rest } = JSON.parse(line) as Record<string, unknown>;
    return rest;
  });
}

it("says for whom, however deep in the work", async () => {
  const lines = logged((log) => {
    within({ request: "r" }, () =>
      within({ run: "1", sync: "2", workspace: "3" }, () => log.info({ rows: 4 }, "inside")),
    );
    log.info("outside");
  });
  expect(lines).toEqual([
    { service: "worker", request: "r", run: "1", sync: "2", workspace: "3", rows: 4, msg: "inside" },
    { service: "worker", msg: "outside" },
  ]);
});

it("writes no secret and no value of a person", () => {
  const said = "ada@people.test";
  const lines = logged((log) => {
    log.info({ email: said, row: { phone: said, payload: said }, token: said, ok: 1 }, "fields");
    log.error(new Error(`invalid: ${said}`));
    log.error({ err: new TypeError(`invalid: ${said}`) }, "failed");
  });
  const cut = "[redacted]";
  expect(lines).toEqual([
    { service: "worker", email: cut, row: { phone: cut, payload: cut }, token: cut, ok: 1, msg: "fields" },
    { service: "worker", err: { name: "Error" }, msg: "unexpected error" },
    { service: "worker", err: { name: "TypeError" }, msg: "failed" },
  ]);
});
