import { z } from "zod";
import type { Catalog } from "@/lib/core/catalog/types";
import { PII_TAGS } from "@/lib/core/catalog/types";
import { InvalidInput, type Problem } from "@/lib/core/errors";
import type { Policy } from "@/lib/core/policy/types";
import type { PolicyView } from "@/lib/core/views/destination";
import { toJson } from "@/lib/db/stored";
import { recheckApprovals } from "../approval/recheck";
import { currentCatalog } from "../catalog/current";
import { lockRow } from "../lock";
import { change } from "../service";
import { checkedPolicy } from "./checked-policy";
import { loadDestination, policyInForce } from "./load";
import { policyView } from "./view";

const rule = z.enum(["blocked", "hashed", "plain"]);

const policySchema = z.object({
  tags: z.partialRecord(z.enum(PII_TAGS), rule),
  columns: z.record(z.string(), rule),
  /** A condition is read by the segment's own parser below. */
  consent: z.record(z.string(), z.union([z.literal("not_required"), z.record(z.string(), z.unknown())])),
  suppression: z.record(
    z.string(),
    z.array(z.object({ entity: z.string(), column: z.string(), memberColumn: z.string() })),
  ),
  deciding: z.array(z.enum(PII_TAGS)).default([]),
  minimumSize: z.number().int().min(0).max(1_000_000_000),
});

const input = z.object({
  id: z.string(),
  policy: policySchema,
  reason: z.string().trim().min(1, "Say why, for whoever reads the audit.").max(2_000),
});

/**
 * A new version of what may leave for a destination. A stricter one applies at the next run; one that lets more leave
 * voids the approvals it reaches.
 */
export const setPolicy = change(
  { name: "destination.set_policy", role: "admin", input },
  async (step, { id, policy: given, reason }): Promise<PolicyView> => {
    const { tx, actor, audit } = step;
    const { workspaceId, userId } = actor;
    await lockRow(tx, "Destination", workspaceId, id);
    await loadDestination(tx, workspaceId, id);
    const { catalog } = await currentCatalog(tx, workspaceId);
    const policy = readPolicy(given, catalog);
    const before = await policyInForce(tx, id);
    const version = (before?.version ?? 0) + 1;
    const row = await tx.policyVersion.create({
      data: { workspaceId, destinationId: id, version, policy: toJson(policy), reason, createdById: userId },
      include: { createdBy: true },
    });
    await recheckApprovals(step, { destinationId: id });
    await audit({
      action: "destination.set_policy",
      subject: `destination:${id}`,
      before: before ? { version: before.version, policy: before.policy } : null,
      after: { version, policy },
      reason,
    });
    return policyView(row)!;
  },
);

/** The policy, every name in it known and every condition parsed. Throws InvalidInput with all problems. */
function readPolicy(given: z.output<typeof policySchema>, catalog: Catalog): Policy {
  const { policy, problems } = checkedPolicy(given, catalog);
  if (!policy) throw invalid(problems);
  return policy;
}

function invalid(problems: readonly Problem[]): InvalidInput {
  return new InvalidInput({
    code: problems[0]?.code === "PERSONAL_LITERAL" ? "PERSONAL_LITERAL" : "INVALID_POLICY",
    message: problems[0]?.message ?? "This policy cannot be used.",
    fix: problems[0]?.fix,
    problems,
  });
}
