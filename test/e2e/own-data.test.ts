import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "@playwright/test";
import { addCondition, enterValues, liveSize, newAudience, row, saveVersion } from "./support/building";
import { expect, test } from "./support/fixtures";
import { type Product, startProduct } from "./support/product";

const CATALOG = `version: 1
name: My shop
warehouse: { kind: duckdb, folder: . }
entities:
  customers:
    label: Customers
    files: customer.csv
    key: id
    columns:
      id: { type: integer, pii: none }
      email: { type: text, pii: email }
      country: { type: text, pii: none }
      plan: { type: text, pii: none }
`;

let product: Product;
let folder: string;
test.beforeAll(async () => {
  test.setTimeout(300_000);
  folder = mkdtempSync(path.join(tmpdir(), "coterie-own-"));
  const rows = Array.from({ length: 60 }, (_, at) => `${at},c${at}@own.test,${at % 3 === 0 ? "PT" : "ES"}`);
  writeFileSync(path.join(folder, "customers.csv"), `id,email,country\n${rows.join("\n")}\n`);
  product = await startProduct({ empty: true });
});
test.afterAll(async () => {
  await product.stop();
  rmSync(folder, { recursive: true });
});

test("somebody with files of their own gets from nothing to an audience, led step by step", async ({
  visit,
  expectErrors,
}) => {
  const page = await visit({ baseURL: product.url });
  await becomeFirstAdmin(page);
  const steps = page.getByRole("region", { name: "First steps" });
  await expect(steps.getByRole("listitem")).toHaveCount(4);
  await expect(steps.getByText("done")).toHaveCount(0);

  await steps.getByRole("link", { name: "Import a catalog" }).click();
  await importWithMistakes(page, expectErrors);
  await page.goto("/audiences");
  await expect(steps.getByText("done")).toHaveCount(1);

  await steps.getByRole("link", { name: "Connect a destination" }).click();
  await page.getByRole("link", { name: "Connect Meta Custom Audiences" }).click();
  await page.getByLabel("Ad account").fill("1234567890");
  await page.getByLabel("Access token").fill("a token of one's own");
  expectErrors(/Failed to load resource.*(422|503).*\/test/);
  await page.getByRole("button", { name: "Connect and test" }).click();
  const problem = page.getByRole("alert").filter({ hasText: "graph.facebook.com" });
  await expect(problem).toBeVisible({ timeout: 70_000 });
  await expect(page.getByRole("definition").filter({ hasText: "https://graph.facebook.com" })).toBeVisible();
  await page.reload();
  await expect(problem).toBeVisible();
  await expect(page.getByText("1234567890")).toBeVisible();

  await newAudience(page, "Portuguese", "Customers");
  await addCondition(page, "Country");
  await enterValues(row(page, /^Country/), "Country", ["PT"]);
  expect(await liveSize(page)).toBe(20);
  await saveVersion(page, 1);
});

async function becomeFirstAdmin(page: Page): Promise<void> {
  await page.goto("/");
  await page.waitForURL("**/first-admin");
  await page.getByLabel("Workspace").fill("Own shop");
  await page.getByLabel("Your name").fill("Ona Own");
  await page.getByLabel("E-mail").fill("ona@own.test");
  await page.getByLabel("Password").fill("a long enough password");
  await page.getByRole("button", { name: /Create|Start/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Audiences");
}

/** A folder that is not there, a file with another name, a column too many; then as it should be. */
async function importWithMistakes(page: Page, expectErrors: (pattern: RegExp) => void): Promise<void> {
  const [text, base] = [page.getByLabel("Or write it here"), page.getByLabel("Folder on the server")];
  const problems = page.getByRole("alert", { name: "Problems" }).getByRole("listitem");
  const check = page.getByRole("button", { name: "Check" });
  expectErrors(/Failed to load resource.*422.*\/catalog\/check/);
  await text.fill(CATALOG);
  await base.fill("/no/such/folder");
  await check.click();
  await expect(
    page.getByRole("alert").filter({ hasText: "There is no folder /no/such/folder on the machine" }),
  ).toBeVisible();

  await base.fill(folder);
  await check.click();
  await expect(problems).toHaveText([/Line 5.*The file customer\.csv of customers is not in/]);
  await text.fill(CATALOG.replace("customer.csv", "customers.csv"));
  await check.click();
  await expect(problems).toHaveText([/column.*plan/]);
  await expect(page.getByRole("button", { name: "Import", exact: true })).toBeDisabled();
  const whole = CATALOG.replace("customer.csv", "customers.csv").replace(/\n +plan.*/, "");
  await page.getByLabel("Catalog file on your computer").setInputFiles({
    name: "catalog.yaml",
    mimeType: "application/yaml",
    buffer: Buffer.from(whole),
  });
  await check.click();
  await expect(page.getByText("The warehouse has everything this catalog names.")).toBeVisible();
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await page.waitForURL("**/catalog");
  await expect(page.getByRole("table", { name: "Columns of Customers" })).toBeVisible();
}
