/** What rests on something shared: audiences that name it, and live approvals that become void when it changes. */
export type UsageView = { audiences: { id: string; name: string }[]; syncs: { id: string; name: string }[] };

export type TraitUsageView = UsageView & { traits: { entity: string; name: string; label: string }[] };
