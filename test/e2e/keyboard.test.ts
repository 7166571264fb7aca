import { randomUUID } from "node:crypto";
import type { Locator, Page } from "@playwright/test";
import { conditions, liveSize } from "./support/building";
import { expect, MARA, test } from "./support/fixtures";

test("a segment of two conditions is built without a mouse", async ({ signIn }) => {
  const name = `Keys ${randomUUID().slice(0, 8)}`;
  const page = await signIn(MARA);
  await tabTo(page, page.getByRole("button", { name: "New audience" }));
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused();
  await page.keyboard.type(name);
  await tabTo(page, page.getByLabel("Of whom"));
  await page.keyboard.type("Customers");
  await tabTo(page, page.getByRole("button", { name: "Create audience" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Name of the audience" })).toHaveValue(name);

  await addByKeyboard(page, "Country", /^Country/);
  const country = conditions(page).getByRole("combobox", { name: "Country", exact: true });
  await tabTo(page, country);
  await page.keyboard.type("DE");
  await page.keyboard.press("Enter");
  await addByKeyboard(page, "Number of Orders", /^Number of Orders/);
  const least = conditions(page)
    .getByRole("group", { name: /^number of Orders/ })
    .getByRole("textbox");
  await tabTo(page, least);
  await page.keyboard.press("Control+A");
  await page.keyboard.type("3");

  await expect(page.getByRole("tabpanel", { name: "In words" })).toContainText(/at least 3 orders|3/);
  expect(await liveSize(page)).toBeGreaterThan(0);
  await expect(conditions(page).locator("[data-row]")).toHaveCount(2);
  await page.keyboard.press("Control+Z");
  await expect(least).not.toHaveValue("3");
  await page.keyboard.press("Control+Shift+Z");
  await expect(least).toHaveValue("3");
});

async function addByKeyboard(page: Page, search: string, option: RegExp): Promise<void> {
  await tabTo(page, conditions(page).getByRole("button", { name: "condition", exact: true }).last());
  await page.keyboard.press("Enter");
  await expect(page.getByPlaceholder("Search columns and related things…")).toBeFocused();
  await page.keyboard.type(search);
  const suggested = page.getByRole("listbox", { name: "Suggestions" }).getByRole("option", { name: option });
  await expect(suggested.first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
}

/** Presses Tab until it is there, as somebody without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let pressed = 0; pressed < 80; pressed++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  await expect(target).toBeFocused();
}
