import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { AudienceRow } from "@/lib/core/views/audience";
import type { ChangeSetRow } from "@/lib/core/views/change-set";
import type { DestinationRow } from "@/lib/core/views/destination";
import type { RunRow } from "@/lib/core/views/run";
import type { SyncRow } from "@/lib/core/views/sync";
import { type Api, apiOf } from "./support/api";
import { expect, INES, test } from "./support/fixtures";

for (const colorScheme of ["light", "dark"] as const) {
  test(`no screen keeps anyone out, ${colorScheme}`, async ({ visit, signIn }) => {
    test.setTimeout(300_000);
    const stranger = await visit({ colorScheme });
    await stranger.goto("/sign-in");
    await expect(stranger.getByRole("button", { name: /Mara Lindqvist/ })).toBeVisible();
    const look = (page: Page, part?: "main") => violations(page, colorScheme, part);
    const found = { "/sign-in": await look(stranger) };
    const page = await signIn(INES, { colorScheme });
    for (const [address, landmark] of await screens(await apiOf(INES))) {
      await page.goto(address);
      await expect(page.locator("main").getByText(landmark).first()).toBeVisible();
      await expect(page.locator("main [aria-label=Loading], main .animate-pulse")).toHaveCount(0);
      // What stands around the page is the same everywhere: once is enough.
      const part = address.startsWith("/audiences?") ? undefined : "main";
      Object.assign(found, { [address]: await look(page, part) });
    }
    await page.keyboard.press("Control+K");
    await expect(page.getByRole("dialog")).toBeVisible();
    Object.assign(found, { palette: await look(page) });
    const serious = Object.entries(found).filter(([, list]) => list.length > 0);
    expect(Object.fromEntries(serious)).toEqual({});
  });
}

/** Every screen with a text that says it is there. */
async function screens(api: Api): Promise<[string, string | RegExp][]> {
  const audiences = await api.get<AudienceRow[]>("/audiences");
  const changes = await api.get<ChangeSetRow[]>("/change-sets");
  const change = changes.find(
    ({ title, status }) => title.startsWith("Lapsing VIPs") && status === "waiting",
  );
  const syncs = await api.get<SyncRow[]>("/syncs");
  const runs = await api.get<RunRow[]>("/runs");
  const [destination] = await api.get<DestinationRow[]>("/destinations");
  const audience = audiences.find(({ name }) => name === "Lapsing VIPs")?.id;
  const run = (status: string) => runs.find((each) => each.status === status)?.id;
  return [
    ["/audiences", "Lapsing VIPs"],
    ["/audiences?new=true", "Lapsing VIPs"],
    ["/audiences/priority", "New priority set"],
    [`/audiences/${audience}`, /exact, as of/],
    [`/audiences/${audience}?tab=sample`, /Masked columns/],
    [`/audiences/${audience}?tab=sql`, /exact, as of/],
    [`/audiences/${audience}?tab=versions`, /exact, as of/],
    [`/audiences/${audience}/sync/new`, "Create sync"],
    ["/approvals", "Waiting"],
    [`/approvals/${change?.id}`, "Checks"],
    ["/syncs", "Lapsing VIPs"],
    [`/syncs/${syncs[0]?.id}`, "What goes where"],
    [`/runs/${run("succeeded")}`, "The plan"],
    [`/runs/${run("partly_failed") ?? run("failed")}`, "The plan"],
    ["/destinations", "Platforms"],
    ["/destinations/new/meta", "Connect and test"],
    [`/destinations/${destination?.id}`, "Minimum size"],
    ["/catalog", "Relations"],
    ["/catalog/import", "Folder on the server"],
    ["/catalog/warehouses", "Connect another"],
    ["/catalog/warehouses/new/postgres", "Connect and test"],
    ["/people", "Look up"],
    ["/activity", "Activity"],
    ["/settings", "Settings"],
  ];
}

/** Serious and critical ones. Only colours differ in the dark. */
async function violations(
  page: Page,
  colorScheme: "light" | "dark",
  part: "main" | undefined,
): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  if (part) axe.include(part);
  if (colorScheme === "light") axe.withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]);
  else axe.withRules(["color-contrast"]);
  const { violations: all } = await axe.analyze();
  return all
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")}`));
}
