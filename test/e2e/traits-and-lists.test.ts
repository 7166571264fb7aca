import { randomUUID } from "node:crypto";
import { addCondition, conditions, newAudience, saveVersion } from "./support/building";
import { expect, MARA, test } from "./support/fixtures";

test("a trait and a list made in the catalog are asked in the builder", async ({ signIn }) => {
  const page = await signIn(MARA);
  const id = randomUUID().slice(0, 8);
  const [trait, list] = [`All orders ${id}`, `Staff ${id}`];

  await page.goto("/catalog/traits/new");
  await page.getByLabel("Label").fill(trait);
  await page.getByRole("button", { name: /^The value/ }).click();
  await page.getByPlaceholder("Search columns and related things…").fill("Number of Orders");
  await page
    .getByRole("option", { name: /^Number of Orders/ })
    .first()
    .click();
  await expect(page.getByRole("region", { name: "Preview" })).toContainText("number of orders");
  await page.getByRole("button", { name: "Save trait" }).click();
  await expect(page.getByText("Nothing uses this trait yet.")).toBeVisible();

  await page.goto("/catalog/lists");
  await page.getByRole("button", { name: "New list" }).click();
  await page.getByLabel("Name").fill(list);
  await page.getByRole("button", { name: "Create list" }).click();
  await page.getByRole("textbox", { name: "Values" }).fill("ann@shop.test\n\nbob@shop.test\nANN@shop.test");
  await page.getByRole("button", { name: "Add these values" }).click();
  await expect(page.getByText("The list now holds 2 values; it held 0.")).toBeVisible();
  await expect(page.getByText("4 lines were read, 1 blank and 1 there twice passed over.")).toBeVisible();
  await page.getByLabel("Value", { exact: true }).fill(" Bob@shop.test");
  await page.getByRole("button", { name: "Look it up" }).click();
  await expect(page.getByText("It is in the list.")).toBeVisible();

  await newAudience(page, `Staff who order ${id}`, "Customers");
  await addCondition(page, list, { option: new RegExp(`^${list}`) });
  await addCondition(page, trait, { option: new RegExp(`^${trait}`) });
  await expect(conditions(page)).toContainText("is in the list");
  await page.keyboard.type("3");
  await expect(page.getByRole("tabpanel", { name: "In words" })).toContainText(`in the list “${list}”`);
  await saveVersion(page, 1);
  await page.goto("/catalog/lists");
  await page.getByRole("link", { name: list }).click();
  await expect(page.getByRole("region", { name: "Used by" })).toContainText(`Staff who order ${id}`);
});
