import type { Bound } from "@/lib/core/approval/types";
import { isSealed } from "@/lib/core/approval/void";
import type { Impact } from "@/lib/core/membership/types";
import { isSmall } from "@/lib/core/small-count";
import type { FieldDecisionView } from "@/lib/core/views/decision";

export type Check = { name: string; ok: boolean; text: string };

/** A third of the people leaving at once is worth a second look. */
const LARGE_LEAVE = 1 / 3;

/** What a reviewer would otherwise have to work out. */
export function checksOf(input: {
  bound: Bound;
  hash: string;
  decisions: readonly FieldDecisionView[];
  impact: Impact | null;
}): Check[] {
  const { impact } = input;
  const seal = isSealed(input.bound, input.hash);
  return [
    {
      name: "Sealed",
      ok: seal,
      text: seal ? "What you see is what will be approved." : "The stored request does not match its seal.",
    },
    plainCheck(input.decisions),
    decidingCheck(input.bound),
    ...(impact ? [minimumCheck(input.bound, impact), leavingCheck(impact), ...objectCheck(impact)] : []),
  ];
}

/** A policy that only got stricter leaves the request standing, but what was measured under the old one is too much. */
export function newerPolicyCheck(asked: number, newest: number | null): Check[] {
  if (newest === null || newest <= asked) return [];
  const text =
    `Version ${newest} is in force by now and holds at every run; this was measured under version ${asked}. ` +
    "Where the newer one is stricter, less leaves than is shown here.";
  return [{ name: "Policy", ok: false, text }];
}

function plainCheck(decisions: readonly FieldDecisionView[]): Check {
  const leaving = decisions.filter(({ allowed, pii, lacks }) => allowed && pii !== null && !lacks);
  const plain = leaving.filter(({ form }) => form === "plain");
  const blocked = decisions.filter(({ allowed }) => !allowed);
  if (plain.length > 0) {
    const names = plain.map(({ label }) => label).join(", ");
    return { name: "Personal fields", ok: false, text: `${names} would leave readable.` };
  }
  const leaves = leaving.length === 0 ? "No personal field leaves." : "Personal fields leave hashed only.";
  const kept = blocked.length === 0 ? "" : ` ${blocked.length} mapped fields are kept back by the policy.`;
  return { name: "Personal fields", ok: true, text: `${leaves}${kept}` };
}

/** A request is refused where a tag may not decide, so this only says which ones do. */
function decidingCheck({ policy }: Bound): Check {
  const tags = Object.keys(policy.deciding ?? {}).map((tag) => tag.replaceAll("_", " "));
  const text =
    tags.length === 0
      ? "No personal column decides who is in it."
      : `Who is in it tells something of their ${new Intl.ListFormat("en").format(tags)}, which the policy allows.`;
  return { name: "Deciding", ok: true, text };
}

function minimumCheck({ policy }: Bound, { waterfall }: Impact): Check {
  const ok = waterfall.eligible >= policy.minimumSize;
  const least = policy.minimumSize.toLocaleString("en");
  return {
    name: "Minimum size",
    ok,
    text: ok
      ? `At least ${least} people, as the policy asks.`
      : `Fewer than ${least} people may go: nothing will be added.`,
  };
}

/** A share of few people would give their number away; the limit it is held against does not. */
function leavingCheck({ plan: { people } }: Impact): Check {
  const held = people.leave + people.stay;
  const share = held === 0 ? 0 : people.leave / held;
  const ok = share <= LARGE_LEAVE;
  if (held === 0) return { name: "Leaving", ok: true, text: "Nothing is held there because of us yet." };
  const isFew = isSmall(people.leave) || isSmall(people.stay);
  const part = isFew ? `${ok ? "At most" : "More than"} a third` : `${Math.round(share * 100)} %`;
  return { name: "Leaving", ok, text: `${part} of those held there would leave.` };
}

/** Whoever is there already, and not because of us, stays: only what Coterie put there is ever removed. */
function objectCheck({ object }: Impact): Check[] {
  if (!object?.size || object.size.upper === 0) return [];
  const { name, size, ours } = object;
  if (ours === 0) {
    const text = `“${name}” is not empty: it has ${peopleThere(size)} already, whom Coterie did not put there. Approving takes it over, and they stay in it.`;
    return [{ name: "Object", ok: false, text }];
  }
  const text = `The platform says that it has ${peopleThere(size)}; ${isSmall(ours) ? "fewer than 10" : ours.toLocaleString("en")} identifiers are there because of us.`;
  return [{ name: "Object", ok: true, text }];
}

function peopleThere({ lower, upper }: { lower: number; upper: number }): string {
  if (isSmall(upper)) return "fewer than 10 people";
  const [least, most] = [lower.toLocaleString("en"), upper.toLocaleString("en")];
  return lower === upper ? `${most} people` : `${least} to ${most} people`;
}
