import { type BrowserContextOptions, test as base, expect, type Page } from "@playwright/test";
import { type Simulator, simulatorOf } from "./simulator";
import { type Workspace, workspaceOf } from "./workspace";

export type Person = { name: string; email: string; password: string };

/** The demo's people. */
export const MARA: Person = person("Mara Lindqvist", "mara@northwind-outdoor.test");
export const THEO: Person = person("Theo Brandt", "theo@northwind-outdoor.test");
export const INES: Person = person("Ines Okafor", "ines@northwind-outdoor.test");

type Fixtures = {
  /** A browser of one's own, signed in through the sign-in page. */
  signIn(who: Person, options?: BrowserContextOptions): Promise<Page>;
  /** A browser of one's own that nobody has signed in to. */
  visit(options?: BrowserContextOptions): Promise<Page>;
  /** Makes console errors that match something a test expects; any other fails it. */
  expectErrors(pattern: RegExp): void;
  simulator: Simulator;
  /** A workspace that no other test touches, with a person for each role. */
  workspace: Workspace;
};

export const test = base.extend<Fixtures & { watch: (page: Page) => void }>({
  baseURL: async ({ baseURL: _ }, use) => use(address()),
  watch: async ({ expectErrors: _ }, use) => use(() => {}),
  expectErrors: async ({ browserName: _ }, use, testInfo) => {
    const expected: RegExp[] = [];
    watched.set(testInfo.testId, { expected, seen: [] });
    await use((pattern) => void expected.push(pattern));
    const { seen } = watched.get(testInfo.testId)!;
    watched.delete(testInfo.testId);
    expect(seen.filter((text) => !expected.some((pattern) => pattern.test(text)))).toEqual([]);
  },
  visit: async ({ browser, expectErrors: _ }, use, testInfo) => {
    const opened: Page[] = [];
    await use(async (options) => {
      const context = await browser.newContext({ baseURL: address(), ...options });
      const page = await context.newPage();
      watchErrors(page, testInfo.testId);
      opened.push(page);
      return page;
    });
    for (const page of opened) await page.context().close();
  },
  signIn: async ({ visit }, use) => {
    await use(async (who, options) => {
      const page = await visit(options);
      await enter(page, who);
      return page;
    });
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
  simulator: async ({}, use) => use(simulatorOf(home())),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
  workspace: async ({}, use) => use(await workspaceOf(home())),
});

export { expect };

const watched = new Map<string, { expected: RegExp[]; seen: string[] }>();

function watchErrors(page: Page, testId: string): void {
  const note = (text: string) => watched.get(testId)?.seen.push(text);
  page.on("pageerror", (error) => note(`page: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") note(`console: ${message.text()} ${message.location().url}`);
  });
}

/** Fills in the sign-in page and waits for the first screen behind it. */
export async function enter(page: Page, { email, password }: Person): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Audiences");
}

function person(name: string, email: string): Person {
  return { name, email, password: "coterie-demo" };
}

function address(): string {
  return fromSetup("E2E_URL");
}

export function home(): string {
  return fromSetup("E2E_HOME");
}

function fromSetup(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`The set-up did not say ${name}.`);
  return value;
}
