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
    .option("--expect <hash>", "a hash from an earlier check or the log; may be repeated", collect, [])
    .option("--json", "for machines", false)
    .action(async ({ expect, json }: { expect: string[]; json: boolean }) => {
      const { chains, gone } = await verify(expect);
      const broken = chains.filter(({ ok }) => !ok);
      if (broken.length > 0) throw brokenChains(broken);
      if (gone.length > 0) throw goneHashes(gone);
      if (json) return printJson(chains);
      for (const { workspace, events, hash } of chains) {
        await print(`${workspace}: ${events} events, whole, last ${hash}\n`);
      }
    });
}

const collect = (hash: string, known: readonly string[]) => [...known, hash.trim().toLowerCase()];

async function verify(expected: readonly string[]): Promise<{ chains: Chain[]; gone: string[] }> {
  const { hashesGone, verifyAllChains } = await import("@/lib/services/activity/verify");
  const { closeDatabase } = await import("@/lib/services/database");
  try {
    return { chains: await verifyAllChains(), gone: await hashesGone(expected) };
  } finally {
    await closeDatabase();
  }
}

function goneHashes(hashes: readonly string[]): CoterieError {
  const [first, ...others] = hashes;
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  return new CoterieError({
    code: "HASH_GONE",
    message: `No audit event has the hash ${first}${more}: events were cut off or written anew since it was noted.`,
    remedy: "report",
    fix: FIX,
  });
}

const FIX = "Compare with a backup from before: someone with the database's own rights changed it.";

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
    fix: FIX,
    problems,
  });
}
