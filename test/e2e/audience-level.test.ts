import { createHash, randomUUID } from "node:crypto";
import { shareOf } from "@/lib/core/audience/splits";
import type { AudienceDefinition } from "@/lib/core/audience/types";
import type { AudienceView } from "@/lib/core/views/audience";
import type { SyncView } from "@/lib/core/views/sync";
import { type Api, apiOf, approvedSync, writePeople } from "./support/api";
import { addCondition, newAudience } from "./support/building";
import { expect, test } from "./support/fixtures";
import { approve, askForApproval, runStatus, runSync } from "./support/sending";

/** Of the forty people of the file. */
const IDS = Array.from({ length: 40 }, (_, id) => id);

test("the share of an audience that rests on others reaches the platform, and its holdout never does", async ({
  workspace,
  signIn,
  simulator,
}) => {
  const { folder } = writePeople();
  await approvedSync(workspace, `Everyone ${randomUUID().slice(0, 8)}`, folder);
  const api = await apiOf(workspace.marketer);
  await saved(api, "Regulars", { value: { column: "id" }, is: { gte: 5 } });
  await saved(api, "Complaints", { value: { column: "id" }, is: { gte: 38 } });
  const object = `Spring ${randomUUID().slice(0, 8)}`;

  const page = await signIn(workspace.marketer);
  await newAudience(page, "Spring", "People");
  await addCondition(page, "Regulars", { option: /Regulars/ });
  const settings = page.getByRole("group", { name: "What is done with them" });
  await settings.getByLabel("Exclude the members of").selectOption({ label: "Complaints" });
  await settings.getByRole("button", { name: "+ at most so many", exact: true }).click();
  await settings.getByLabel("How many to keep").fill("30");
  await settings.getByLabel("Which ones").selectOption({ label: "with the highest" });
  await settings.getByRole("button", { name: "By what: choose…" }).click();
  await page
    .getByRole("listbox", { name: "Suggestions" })
    .getByRole("option", { name: "Id" })
    .first()
    .click();
  await settings.getByRole("button", { name: "+ split with a holdout" }).click();
  await settings.getByLabel("Percent of treatment").fill("60");
  await expect(settings.getByText("30 % in no share")).toBeVisible();
  await expect(settings.getByRole("region", { name: "Limit" }).getByText("all but a few")).toBeVisible();
  await page.getByRole("button", { name: "Save version" }).click();
  await expect(page.getByText("Version 1 is saved.")).toBeVisible();

  await page.getByRole("link", { name: "Set up sync" }).click();
  await page.getByRole("radio", { name: /^Only treatment, 60 %/ }).check();
  await page.getByLabel("Its name there").fill(object);
  await expect(page.getByRole("table", { name: "Fields to send" }).getByText("leaves").first()).toBeVisible();
  await page.getByRole("button", { name: "Create sync" }).click();
  await page.waitForURL(/\/syncs\/[^/]+$/);
  const sync = page.url();
  const asked = await askForApproval(page);

  const reviewer = await signIn(workspace.approver);
  await reviewer.goto(`/approvals/${asked}`);
  await expect(
    reviewer.getByText(
      "treatment, 60 % of Spring; holdout, 10 %, is never sent; 30 % in no share are never sent",
    ),
  ).toBeVisible();
  await approve(reviewer);
  await page.goto(sync);
  await runSync(page);
  await expect(runStatus(page, "Succeeded")).toBeVisible();

  const { audience } = await api.get<SyncView>(`/syncs/${sync.split("/").at(-1)}`);
  const { draft } = await api.get<AudienceView>(`/audiences/${audience.id}`);
  const members = IDS.filter((id) => id >= 8 && id < 38);
  const wanted = members.filter((id) => shareOf(draft.tree.splits!, String(id)) === "treatment");
  const held = await simulator.audience(object);
  expect(held.list.filter((line) => line.startsWith("EMAIL"))).toEqual(
    wanted.map((id) => `EMAIL ${sha256(`person${id}@shop.test`)}`).sort(),
  );

  await page.goto(`/audiences/${audience.id}`);
  await page.getByRole("tab", { name: "Versions" }).click();
  await expect(page.getByText("Without members of “Complaints”")).toBeVisible();
});

async function saved(api: Api, name: string, where: AudienceDefinition["where"]): Promise<void> {
  const { id } = await api.send<{ id: string }>("POST", "/audiences", { name, entity: "people" });
  const tree = { version: 1, entity: "people", where };
  const { revision } = await api.send<{ revision: number }>("PUT", `/audiences/${id}/draft`, {
    tree,
    name,
    revision: 1,
  });
  await api.send("POST", `/audiences/${id}/versions`, { revision });
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
