import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, INES, test } from "./support/fixtures";

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "coterie-warehouse-"));
  writeFileSync(path.join(folder, "people.csv"), "person_id,email\n1,a@own.test\n2,b@own.test\n");
  writeFileSync(path.join(folder, "visits.csv"), "visit_id,person_id\n1,1\n2,1\n");
});
test.afterAll(() => rmSync(folder, { recursive: true }));

test("a warehouse is connected, its tables are chosen, and a catalog is drafted that fits it", async ({
  signIn,
  expectErrors,
}) => {
  const page = await signIn(INES);
  await page.goto("/catalog");
  await page.getByRole("link", { name: "Warehouses" }).click();
  await page.getByRole("link", { name: "DuckDB" }).click();
  await page.getByLabel("Name").fill(`Files ${path.basename(folder)}`);
  await page.getByRole("textbox", { name: "Folder" }).fill(`${folder}/nowhere`);
  expectErrors(/Failed to load resource/);
  await page.getByRole("button", { name: "Connect and test" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "warehouse" })).toBeVisible({ timeout: 20_000 });
  await page.getByRole("button", { name: "Edit connection" }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: "Folder" }).fill(folder);
  await page.getByRole("button", { name: "Save and test" }).click();
  await expect(page.getByText("people.csv")).toBeVisible({ timeout: 20_000 });
  await page.getByRole("button", { name: "Choose all shown" }).click();
  await expect(page.getByText("2 of 2 chosen")).toBeVisible();
  await page.getByLabel("Name of the catalog").fill("Drafted");
  await page.getByRole("button", { name: "Draft the catalog" }).click();
  const draft = page.getByLabel("Or write it here");
  await expect(draft).toHaveValue(/connection: Files/);
  await expect(draft).toHaveValue(/pii: email/);
  await page.getByRole("button", { name: "Check" }).click();
  await expect(page.getByText("The warehouse has everything this catalog names.")).toBeVisible();
});
