import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { staleRegistries } from "@/scripts/lib/registries.mjs";
import { missingPlatforms } from "@/scripts/lockfile.mjs";

/** Tracked files and those about to be; text only. */
const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => /\.(css|html|json|md|mjs|mts|prisma|sql|tsx?|ya?ml)$|^\.ci\//.test(file));

describe("the repository", () => {
  it("names no folder of the machine it was written on", () => {
    const folders = new RegExp(
      ["work", "root", "home/[a-z]+", "Users/[a-z]+"].map((name) => `(^|[\\s"'\`(=])/${name}/`).join("|"),
      "m",
    );
    const found = files.filter((file) => folders.test(readFileSync(file, "utf8")));
    expect(found).toEqual([]);
  });

  it("has adapter registries that match the folders (npm run generate writes them)", () => {
    expect(staleRegistries()).toEqual([]);
  });

  it("has a lockfile that npm ci accepts (node scripts/lockfile.mjs completes it)", () => {
    for (const file of ["package-lock.json", "test/zetasql/package-lock.json"])
      expect(missingPlatforms(JSON.parse(readFileSync(file, "utf8")))).toEqual([]);
  });
});
