import { randomUUID } from "node:crypto";
import { addCondition, liveSize, newAudience, row, saveVersion } from "./support/building";
import { expect, MARA, test } from "./support/fixtures";

test("versions are compared where one asks, and a restored draft can be taken back", async ({ signIn }) => {
  const page = await signIn(MARA);
  await newAudience(page, `Versions ${randomUUID().slice(0, 8)}`, "Customers");
  await addCondition(page, "Number of Orders", { option: /^Number of Orders number/ });
  const orders = row(page, "number of Orders").getByRole("textbox");
  await orders.fill("2");
  await liveSize(page);
  await saveVersion(page, 1);
  await orders.fill("3");
  await saveVersion(page, 2);
  await page.getByRole("tab", { name: "Versions" }).click();
  const goBack = page.getByRole("button", { name: /^Go back to it/ });
  await expect(page.getByRole("button", { name: /^Restore as draft/ })).toBeVisible();
  await expect(goBack).toHaveCount(0);
  await orders.fill("4");
  await expect(goBack).toBeVisible();

  const newest = page.getByRole("tabpanel").getByRole("listitem").filter({ hasText: "Version 2" });
  await newest.getByRole("button", { name: "What changed" }).click();
  await expect(newest.getByRole("region", { name: "Comparison of two versions" })).toContainText(
    "At least 3 orders",
  );

  await page.getByRole("button", { name: /^Restore as draft.+version 1$/ }).click();
  await expect(orders).toHaveValue("2");
  await page.getByRole("button", { name: "Undo (Ctrl Z)" }).click();
  await expect(orders).toHaveValue("4");
});
