import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { actionWords } from "@/components/activity/action-words";

it("has words for every action that leaves an audit event", () => {
  const files = readdirSync("lib/services", { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  const actions = files.flatMap((file) => {
    const source = readFileSync(path.join("lib/services", file), "utf8");
    return [...source.matchAll(/action: "([a-z]+(?:_[a-z]+)*\.[a-z_]+)"/g)].map(([, action]) => action!);
  });
  expect(actions.length).toBeGreaterThan(50);
  expect(actions.filter((action) => actionWords(action) === action.replace(/[._]/g, " "))).toEqual([]);
});
