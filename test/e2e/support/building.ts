import { expect, type Locator, type Page } from "@playwright/test";

/** A new audience by clicking, up to its empty builder. */
export async function newAudience(page: Page, name: string, entity: string): Promise<void> {
  await page.goto("/audiences");
  await page.getByRole("button", { name: "New audience" }).first().click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Of whom").selectOption({ label: entity });
  await page.getByRole("button", { name: "Create audience" }).click();
  await expect(page.getByRole("textbox", { name: "Name of the audience" })).toHaveValue(name);
}

/** The conditions, or one of them by its words (a number value is its field's name). */
export function conditions(page: Page): Locator {
  return page.getByRole("group", { name: "Conditions" });
}

export function row(page: Page, words: string | RegExp): Locator {
  return conditions(page).getByRole("group", { name: words, exact: typeof words === "string" });
}

/** "+ condition" of a group (the outermost unless another is given), and what it is about. */
export async function addCondition(
  page: Page,
  choice: string,
  {
    within = conditions(page),
    option = choice,
    button = "condition",
  }: { within?: Locator; option?: string | RegExp; button?: string } = {},
): Promise<void> {
  await within.getByRole("button", { name: button, exact: true }).last().click();
  await page.getByPlaceholder("Search columns and related things…").fill(choice);
  await page
    .getByRole("listbox", { name: "Suggestions" })
    .getByRole("option", { name: option })
    .first()
    .click();
}

export async function addGroup(page: Page): Promise<void> {
  await conditions(page).getByRole("button", { name: "group", exact: true }).last().click();
}

/** Types values into the field of a condition that takes several. */
export async function enterValues(condition: Locator, name: string, values: string[]): Promise<void> {
  const input = condition.getByRole("combobox", { name, exact: true });
  for (const value of values) {
    await input.fill(value);
    await input.press("Enter");
  }
  await input.press("Tab");
}

/** The exact size, once it is counted for what is on the screen. */
export async function liveSize(page: Page): Promise<number> {
  const panel = page.getByRole("region", { name: "Live size" });
  await expect(panel.getByText(/exact, as of/)).toBeVisible();
  return numberIn(panel.getByRole("paragraph").first());
}

/** The draft is kept, so that a version can be saved of it. */
export async function saveVersion(page: Page, number: number): Promise<void> {
  await page.getByRole("button", { name: "Save version" }).click();
  await expect(page.getByText(`version ${number}`, { exact: true })).toBeVisible();
}

/** The number in a text like "3,412 customers"; few are not told exactly, and then there is none. */
export async function numberIn(locator: Locator): Promise<number> {
  const text = (await locator.textContent()) ?? "";
  if (text.includes("<")) throw new Error(`"${text}" is no exact number.`);
  return Number(text.replaceAll(/\D/g, ""));
}

/** The number under a term of a list of facts, or beside one of the ledger. */
export function fact(within: Page | Locator, term: string): Promise<number> {
  return numberIn(factOf(within, term));
}

/** The same as it reads: "444", or "<10". */
export function factOf(within: Page | Locator, term: string): Locator {
  const pair = within.locator("dl > div").filter({ has: within.locator("dt", { hasText: term }) });
  return pair.locator("dd").first();
}

/** The number in a row of the waterfall. */
export function step(within: Page | Locator, label: string): Promise<number> {
  const table = within.getByRole("table", { name: "From members to those who may be sent" });
  const line = table.getByRole("row").filter({ has: within.getByRole("rowheader", { name: label }) });
  return numberIn(line.getByRole("cell").first());
}
