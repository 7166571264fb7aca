import { expect, it } from "vitest";
import { excluding } from "@/lib/core/audience/exclude";
import type { AudienceDefinition } from "@/lib/core/audience/types";

const definition: AudienceDefinition = { version: 1, entity: "customers", where: { all: [] } };

it("excludes another audience once", () => {
  const once = excluding(definition, { audience: "vips", version: 2 });
  expect(once).toEqual({ ...definition, exclude: [{ audience: "vips", version: 2 }] });
  expect(excluding(once, { audience: "vips", version: 3 })).toBe(once);
  expect(excluding(once, { audience: "new" }).exclude).toEqual([
    { audience: "vips", version: 2 },
    { audience: "new" },
  ]);
});
