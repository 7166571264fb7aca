import { randomUUID } from "node:crypto";
import type { Locator, Page } from "@playwright/test";
import { addCondition, enterValues, liveSize, newAudience, row } from "./support/building";
import { expect, MARA, test } from "./support/fixtures";

const words = (page: Page) => page.getByRole("tabpanel", { name: "In words" });
const name = () => `Editors ${randomUUID().slice(0, 8)}`;

test("steps that follow one another are built, turned round and read as a sentence", async ({ signIn }) => {
  const page = await signIn(MARA);
  await newAudience(page, name(), "Customers");
  await addCondition(page, "Events, then", { option: /^Events, then/ });
  const sequence = row(page, /^sequence/);
  const [first, second] = [step(sequence, 1), step(sequence, 2)];
  await addCondition(page, "Event", {
    within: first,
    option: /^Event text/,
    button: "only those where…",
  });
  await enterValues(first, "Event", ["add_to_cart"]);
  await second.getByLabel("Whether step 2 happened").selectOption("and then none of");
  await second.getByLabel("Of which").selectOption("Orders");
  await second.getByLabel("How many").fill("3");
  await expect(words(page)).toContainText("add_to_cart");
  await expect(words(page)).toContainText("no order within 3 days");
  expect(await liveSize(page)).toBeGreaterThan(0);

  await sequence.getByRole("button", { name: "then", exact: true }).click();
  await expect(step(sequence, 3)).toBeVisible();
  await step(sequence, 3).getByRole("button", { name: "Move step 3 up" }).press("Enter");
  await expect(step(sequence, 2).getByLabel("Whether step 2 happened")).toHaveValue("then");
  await expect(page.getByText("Now step 2 of 3.")).toBeAttached();
  await step(sequence, 2).getByRole("button", { name: "Remove step 2" }).click();
  await expect(step(sequence, 3)).toHaveCount(0);
  await page.keyboard.press("Control+Z");
  await expect(step(sequence, 3)).toBeVisible();
});

test("weekdays and months are pressed, and a birthday is a birthday", async ({ signIn }) => {
  const page = await signIn(MARA);
  await newAudience(page, name(), "Customers");
  await addCondition(page, "saturday", { option: /^Weekday, month, year of Account opened/ });
  const joined = row(page, "weekday of Account opened");
  await expect(joined.getByRole("button", { name: "Monday" })).toBeFocused();
  await joined.getByRole("button", { name: "Sunday" }).click();
  await joined.getByRole("button", { name: "Saturday" }).click();
  await expect(words(page)).toContainText("whose weekday of account opened is Saturday or Sunday");
  await joined.getByLabel("Which part").selectOption("month");
  await expect(page.getByRole("button", { name: "December" })).toHaveAttribute("aria-pressed", "false");
  await page.getByRole("button", { name: "December" }).click();
  await expect(words(page)).toContainText("whose month of account opened is December");

  await addCondition(page, "birthday", { option: /^Date of birth/ });
  const birthday = row(page, "Birthday");
  await expect(birthday).toBeVisible();
  await expect(words(page)).toContainText("whose birthday is in the next 30 days");
  await birthday.getByLabel("Comparison").selectOption("date of birth is after");
  await expect(row(page, "Date of birth")).toBeVisible();
});

test("a template is a start: its share, its measure and who is ranked can be changed", async ({ signIn }) => {
  const page = await signIn(MARA);
  await newAudience(page, name(), "Customers");
  await page.getByRole("button", { name: /^High spenders/ }).click();
  const rank = row(page, /^rank/);
  await expect(words(page)).toContainText("in the 10%");
  const before = await liveSize(page);
  await rank.getByLabel("How many percent").fill("5");
  await expect(words(page)).toContainText("in the 5%");
  expect(await liveSize(page)).toBeLessThan(before);
  await rank.getByLabel("Measure").first().selectOption("number of");
  await rank.getByLabel("Counted in").selectOption("customers");
  await expect(words(page)).toContainText("100");
  await page.keyboard.press("Control+Z");
  await expect(words(page)).toContainText("in the 5%");
});

test("two columns of one row are compared, and the row around it is asked too", async ({ signIn }) => {
  const page = await signIn(MARA);
  await newAudience(page, name(), "Customers");
  await addCondition(page, "Number of Orders", { option: /^Number of Orders number/ });
  const orders = row(page, /^number of Orders$/);
  await addCondition(page, "Discount", {
    within: orders,
    option: /^Discount amount/,
    button: "only those where…",
  });
  const discount = orders.getByRole("group", { name: "Discount", exact: true });
  await pickValue(page, discount, "Compare with another value", "Subtotal");
  await expect(words(page)).toContainText("discount is at least the subtotal");
  await addCondition(page, "Ordered at", { within: orders, option: /^Ordered at time/ });
  const ordered = orders.getByRole("group", { name: "Ordered at", exact: true });
  await ordered.getByLabel("Comparison").selectOption("is after");
  await pickValue(page, ordered, /choose…/, "Account opened", /The customer outside/);
  await expect(words(page)).toContainText(/ordered at is after/);
  await expect(page.getByText(/exact, as of/)).toBeVisible();
});

test("a calculated value is built in place: the months somebody ordered in", async ({ signIn }) => {
  const page = await signIn(MARA);
  await newAudience(page, name(), "Customers");
  await addCondition(page, "Number of Orders", { option: /^Number of Orders number/ });
  const count = row(page, /^number of/);
  await count.getByLabel("Measure").selectOption("number of different");
  await pickValue(page, count, /^Of what/, "rounded down", /Ordered at rounded down/);
  await count.getByRole("textbox").first().fill("3");
  await expect(words(page)).toContainText(/different .*first day of the month/);
  expect(await liveSize(page)).toBeGreaterThan(0);
});

test("a locked column says why, a misspelt value is a calm hint, an untouched number is not scolded", async ({
  signIn,
}) => {
  const page = await signIn(MARA);
  await newAudience(page, name(), "Customers");
  await addCondition(page, "E-mail");
  const email = row(page, "E-mail");
  await expect(email.getByLabel("Comparison")).toHaveValue("known");
  await email.getByRole("button", { name: "Personal: why so little can be asked" }).click();
  await expect(page.getByText(/never written into an audience.+An admin can/)).toBeVisible();
  await page.keyboard.press("Escape");

  await addCondition(page, "Country", { option: /^Country/ });
  await enterValues(row(page, "Country"), "Country", ["DE", "Atlantis"]);
  await expect(page.getByText("No row holds “Atlantis” now.")).toBeVisible();
  await expect(page.getByText(/No row holds “DE”/)).toHaveCount(0);

  await addCondition(page, "Total in Orders", { option: /sum, average/ });
  const total = row(page, /^sum of/);
  await expect(total.getByText("Still to be filled in.")).toBeVisible();
  await expect(total.getByRole("listitem")).toHaveCount(0);
  await page.getByRole("textbox", { name: "Name of the audience" }).focus();
  await expect(total.getByRole("listitem")).toHaveCount(1);
});

function step(within: Locator, number: number): Locator {
  return within.getByRole("listitem", { name: new RegExp(`^Step ${number} of`) });
}

/** Opens a value's picker by its button and takes what is looked for. */
async function pickValue(
  page: Page,
  within: Locator,
  button: string | RegExp,
  search: string,
  option: string | RegExp = search,
): Promise<void> {
  await within.getByRole("button", { name: button }).first().click();
  await page.getByPlaceholder("Search columns and related things…").fill(search);
  const list = page.getByRole("listbox", { name: "Suggestions" });
  const found =
    option instanceof RegExp && /outside/.test(option.source)
      ? list.getByRole("group", { name: option }).getByRole("option")
      : list.getByRole("option", { name: option });
  await found.first().click();
}
