import type { Funnel } from "./segment/funnel/index";
import { type FunnelRow, funnelRows, isSieve } from "./segment/funnel/rows";
import type { Condition } from "./segment/types";
import { isSmall, SMALL_GROUP } from "./small-count";
import type { FunnelRowView, FunnelView } from "./views/builder";
import type { FunnelCount } from "./views/counts";

/**
 * A funnel as anyone may see it. Its numbers stand side by side, so two of them that differ by fewer than ten people would
 * give those few away. The later one is then said as "about" the earlier, which tells no more than that there are few
 * between them. What everyone can work out from what is shown (who does not meet a condition, who is lost at one) counts
 * as shown.
 */
export function funnelView(
  where: Condition,
  funnel: Funnel,
): Pick<FunnelView, "population" | "members" | "rows"> {
  const { population, members, rows: counts } = funnel;
  const rows = funnelRows(where);
  const told = new Told(population);
  const size = told.say(members, "whole");
  if (population < 2 * FEW) return { population, members: size, rows: [] };
  const kept = rows.map((row, index) => told.say(counts[index]!.kept, keptAs(row)));
  const steps = new Steps(rows, kept, population);
  const changes = rows.map((row) => told.follow(steps.changeAt(row)));
  // Said in the order of how much they are looked at: the later ones give way.
  const unknowns = counts.map(({ unknown }) => (unknown === null ? null : told.mention(unknown)));
  const isSilent = isFew(members) || isFew(population - members);
  const alone = rows.map((row, index) =>
    isSilent ? null : told.mention(counts[index]!.alone, aloneAs(row)),
  );
  return {
    population,
    members: size,
    rows: rows.map(
      (row, index): FunnelRowView => ({
        path: row.path,
        adds: !isSieveRow(row),
        kept: steps.kept(row),
        change: changes[index]!,
        unknown: unknowns[index]!,
        alone: alone[index]!,
        // Only where nobody is left: beside a size, the few a condition alone keeps out would follow.
        without:
          members > 0 || counts[index]!.without === null
            ? null
            : told.mention(counts[index]!.without!, withoutAs(row)),
      }),
    ),
  };
}

function isSieveRow(row: FunnelRow): boolean {
  return !row.in || isSieve(row.in.group.kind);
}

/** Names of sets that are counted more than once: of the others, equal numbers need not be the same people. */
function keptAs(row: FunnelRow): string | undefined {
  const { group, index } = row.in ?? {};
  if (!group || index === undefined) return "whole";
  if (group.row.in) return undefined;
  if (index === group.children.length - 1) return "whole";
  return index === 0 && (group.kind === "all" || group.kind === "any") ? row.path : undefined;
}

function aloneAs(row: FunnelRow): string {
  if (!row.in) return "whole";
  const isOnly = !row.in.group.row.in && row.in.group.children.length === 1;
  return isOnly && (row.in.group.kind === "all" || row.in.group.kind === "any") ? "whole" : row.path;
}

/** Without one of two, there is the other. */
function withoutAs({ in: place }: FunnelRow): string | undefined {
  if (place?.group.kind !== "all" || place.group.children.length !== 2) return undefined;
  return place.group.children[1 - place.index]!.path;
}

/** So many people may be two small groups. */
const FEW = 2 * SMALL_GROUP;

function isFew(people: number): boolean {
  return people > 0 && people < FEW;
}

/** A number as it is said, and whether it is said exactly. */
type Step = { value: number; exact: boolean };

/** What follows from the numbers said in the rows. */
class Steps {
  private readonly said: ReadonlyMap<FunnelRow, FunnelCount>;

  constructor(
    rows: readonly FunnelRow[],
    kept: readonly FunnelCount[],
    private readonly population: number,
  ) {
    this.said = new Map(rows.map((row, index) => [row, kept[index]!]));
  }

  kept(row: FunnelRow): FunnelCount {
    return this.said.get(row)!;
  }

  /** Whom a condition lets go, or lets in. */
  changeAt(row: FunnelRow): Step {
    const kept = stepOf(this.kept(row));
    if (isSieveRow(row)) return minus(this.arriving(row), kept);
    const { group, index } = row.in!;
    return index === 0 ? kept : minus(kept, stepOf(this.kept(group.children[index - 1]!)));
  }

  private arriving({ in: place }: FunnelRow): Step {
    if (!place) return { value: this.population, exact: true };
    const around = this.among(place.group.row);
    if (place.index === 0) return around;
    const before = stepOf(this.kept(place.group.children[place.index - 1]!));
    return isSieve(place.group.kind) ? before : minus(around, before);
  }

  /** Of whom what stands in a group is told. */
  private among(row: FunnelRow): Step {
    if (!row.in || isSieve(row.in.group.kind)) return this.arriving(row);
    return this.among(row.in.group.row);
  }
}

function stepOf(said: FunnelCount): Step {
  if (typeof said === "number") return { value: said, exact: true };
  return { value: typeof said === "object" ? said.about : 0, exact: false };
}

function minus(left: Step, right: Step): Step {
  return { value: left.value - right.value, exact: left.exact && right.exact };
}

/** The numbers everyone knows by now. */
class Told {
  private readonly said = new Set<number>();
  /** Of those who are not in what was said. */
  private readonly others = new Set<number>();
  private readonly named = new Map<string, FunnelCount>();

  constructor(private readonly population: number) {
    this.admit(population);
  }

  /** A number on the screen all the time: one too near to another is at least said to be about it. */
  say(people: number, as?: string): FunnelCount {
    return this.once(as, () => {
      const anchor = anchorOf(people, this.said);
      // Ten of nineteen would say what "<10" does not: all below a known number that small are about it.
      if (isSmall(people) && (anchor === null || anchor >= FEW)) return "<10";
      return anchor === null ? this.admit(people) : { about: anchor };
    });
  }

  /** A number beside it, withheld where anything is too near; few more than a small group might be made of two of them. */
  mention(people: number, as?: string): FunnelCount {
    return this.once(as, () => {
      if (isSmall(people)) return "<10";
      const others = this.population - people;
      const isTelling =
        isFew(people) || isFew(others) || anchorOf(people, new Set([...this.said, ...this.others])) !== null;
      return isTelling && people > 0 ? "10+" : this.admit(people);
    });
  }

  /** `as`: the name of the set, where it may be counted again. */
  private once(as: string | undefined, say: () => FunnelCount): FunnelCount {
    const before = as === undefined ? undefined : this.named.get(as);
    if (before !== undefined) return before;
    const said = say();
    if (as !== undefined) this.named.set(as, said);
    return said;
  }

  /** What follows from numbers that were said, and from nothing else. */
  follow({ value, exact }: Step): FunnelCount {
    if (!exact) return value < SMALL_GROUP ? "<10" : { about: value };
    return this.admit(value);
  }

  private admit(people: number): number {
    this.said.add(people);
    this.others.add(this.population - people);
    return people;
  }
}

/**
 * The known number that one too near to it is said to be about; null where it may be said itself. Between two that are near each
 * other every number is about the higher, or it would be told by which of them it is near.
 */
function anchorOf(people: number, known: ReadonlySet<number>): number | null {
  let [low, high] = [0, Number.POSITIVE_INFINITY];
  for (const one of known) {
    if (one < people) low = Math.max(low, one);
    else if (one > people) high = Math.min(high, one);
  }
  const isNearHigh = high - people < SMALL_GROUP || (people > 0 && high < FEW);
  // Nobody is no group to be near to.
  const isNearLow = low > 0 && people - low < SMALL_GROUP;
  if (!isNearHigh && !isNearLow) return null;
  if (known.has(people)) return people;
  return isNearHigh || high - low < FEW ? high : low;
}
