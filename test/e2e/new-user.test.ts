import { randomUUID } from "node:crypto";
import type { Locator, Page } from "@playwright/test";
import { ModelServer } from "@/test/support/model-server";
import { conditions, liveSize, newAudience, row } from "./support/building";
import { expect, MARA, test } from "./support/fixtures";

/** As fast as somebody types who is not in a hurry. */
const DELAY = 70;

test("a new user's first sentence is built by keyboard alone in under two minutes", async ({ signIn }) => {
  const page = await signIn(MARA);
  await newAudience(page, `First ${randomUUID().slice(0, 8)}`, "Customers");
  const began = Date.now();

  // German and French customers …
  await tabTo(page, conditions(page).getByRole("button", { name: "condition", exact: true }));
  await page.keyboard.press("Enter");
  await pick(page, "country");
  await expect(row(page, "Country").getByRole("combobox", { name: "Country" })).toBeFocused();
  for (const value of ["Germany", "France"]) {
    await type(page, value);
    await page.keyboard.press("Enter");
  }

  // … who spent over 500 in the last year, …
  await another(page);
  await pick(page, "spent");
  const spent = row(page, /^sum of/);
  await expect(spent.getByRole("textbox")).toBeFocused();
  await type(page, "500");
  await tabTo(page, spent.getByLabel("When"));
  await type(page, "in the l");
  await tabTo(page, spent.getByLabel("How many"));
  await page.keyboard.press("Control+A");
  await type(page, "1");
  await tabTo(page, spent.getByLabel("Unit"));
  await type(page, "ye");

  // … ordered at least twice, …
  await another(page);
  await pick(page, "ordered at least twice");
  const ordered = row(page, /^number of Orders$/);
  await expect(ordered.getByRole("textbox")).toBeFocused();
  await page.keyboard.press("Control+A");
  await type(page, "2");

  // … and have not ordered in 90 days.
  await another(page);
  await pick(page, "not ordered in 90 days");
  const lately = ordered.nth(1);
  await expect(lately.getByRole("textbox").first()).toHaveValue("0");
  await expect(lately.getByLabel("How many")).toHaveValue("90");

  const took = (Date.now() - began) / 1000;
  await expect(page.getByRole("tabpanel", { name: "In words" })).toHaveText(
    /Everyone in Customers whose country is “DE” or “FR”, whose sum of total over orders in the last year is at least 500, with at least 2 orders, and with no orders in the last 90 days\./,
  );
  expect(await liveSize(page)).toBeGreaterThan(100);
  console.log(`The sentence took ${took.toFixed(0)} seconds by keyboard.`);
  expect(took).toBeLessThan(120);
});

test("words become conditions to go on from, and nothing is kept by itself", async ({
  signIn,
  expectErrors,
}) => {
  expectErrors(/503 \(Service Unavailable\) .+\/api\/segments\/draft/);
  const port = Number(process.env.E2E_MODEL_PORT);
  test.skip(!port, "The running product was not told where to find a model.");
  const model = new ModelServer();
  await model.start(port);
  const where = { all: [{ value: { count: true, of: "orders" }, is: { gte: 2 } }] };
  model.answers = [{ content: JSON.stringify({ where }) }];
  const page = await signIn(MARA);
  await newAudience(page, `Words ${randomUUID().slice(0, 8)}`, "Customers");
  await page.getByLabel("Describe the audience").fill("Everyone who ordered twice");
  await page.keyboard.press("Enter");
  await expect(row(page, "number of Orders").getByRole("textbox")).toHaveValue("2");
  await expect(page.getByRole("tabpanel", { name: "In words" })).toContainText("at least 2 orders");
  await expect(page.getByText("no version yet")).toBeVisible();
  expect(model.asked).toHaveLength(1);
  await model.stop();

  await page.keyboard.press("Control+Z");
  await page.getByLabel("Describe the audience").fill("Everyone who ordered twice");
  await page.getByRole("button", { name: "Make a draft" }).click();
  await expect(page.getByText(/The model at .+ cannot be reached\./)).toBeVisible();
});

async function type(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text, { delay: DELAY });
}

async function pick(page: Page, search: string): Promise<void> {
  await expect(page.getByPlaceholder("Search columns and related things…")).toBeFocused();
  await type(page, search);
  await page.keyboard.press("Enter");
}

/** The next condition of the same group, from wherever one is in the row. */
async function another(page: Page): Promise<void> {
  await page.keyboard.press("Control+Enter");
}

async function tabTo(page: Page, target: Locator, key = "Tab"): Promise<void> {
  for (let pressed = 0; pressed < 40; pressed++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  await expect(target).toBeFocused();
}
