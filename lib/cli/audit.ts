import type { Command } from "commander";
import { CoterieError } from "@/lib/core/errors";
import type { ChainView } from "@/lib/core/views/activity";
import { print, printJson } from "./output";

type Chain = { workspace: string } & ChainView;

/** `coterie audit verify`: whether the chain of events is whole, for whoever holds DATABASE_URL. */
export function registerAudit(program: Command): void {
  program
    .command("audit")
    .description("The chain of audit events.")
    .command("verify")
    .description("Check that no event was changed, added or taken out, in every workspace.")
    .option("--json", "for machines", false)
    .action(async ({ json }: { json: boolean }) => {
      const chains = await verify();
      const broken = chains.filter(({ ok }) => !ok);
      if (broken.length > 0) throw brokenChains(broken);
      if (json) return printJson(chains);
      for (const { workspace, events } of chains) await print(`${workspace}: ${events} events, whole\n`);
    });
}

async function verify(): Promise<Chain[]> {
  const { verifyAllChains } = await import("@/lib/services/activity/verify");
  const { closeDatabase } = await import("@/lib/services/database");
  try {
    return await verifyAllChains();
  } finally {
    await closeDatabase();
  }
}

function brokenChains(broken: readonly Chain[]): CoterieError {
  const problems = broken.map(({ workspace, brokenAt }) => ({
    code: "CHAIN_BROKEN",
    path: workspace,
    message: `The audit chain of ${workspace} does not hold from event ${brokenAt} on.`,
  }));
  return new CoterieError({
    code: "CHAIN_BROKEN",
    message: problems.map(({ message }) => message).join(" "),
    remedy: "report",
    fix: "Compare with a backup from before: someone with the database's own rights changed it.",
    problems,
  });
}
