import type { Funnel } from "./segment/funnel/index";
import { type FunnelRow, funnelRows, isSieve } from "./segment/funnel/rows";
import type { Condition } from "./segment/types";
import { isSmall, SMALL_GROUP } from "./small-count";
import type { FunnelCount, FunnelRowView, FunnelView } from "./views";

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
  const size = told.say(members);
  const steps = new Steps(
    rows,
    counts.map(({ kept }) => told.say(kept)),
    population,
  );
  // Said in the order of how much they are looked at: the later ones give way.
  const changes = rows.map((row, index) => {
    const exact = isSieveRow(row)
      ? counts[index]!.arriving - counts[index]!.kept
      : addedBy(rows, counts, index);
    return told.follow(exact, steps.changeAt(row));
  });
  const unknowns = counts.map(({ unknown }) => (unknown === null ? null : told.say(unknown)));
  const alone = counts.map((one) => told.say(one.alone));
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
        without: members > 0 || counts[index]!.without === null ? null : told.say(counts[index]!.without!),
      }),
    ),
  };
}

function isSieveRow(row: FunnelRow): boolean {
  return !row.in || isSieve(row.in.group.kind);
}

/** People a condition lets in whom none before it did. */
function addedBy(rows: readonly FunnelRow[], counts: Funnel["rows"], index: number): number {
  const { group, index: place } = rows[index]!.in!;
  if (place === 0) return counts[index]!.kept;
  return counts[index]!.kept - counts[rows.indexOf(group.children[place - 1]!)]!.kept;
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
  return { value: said === "<10" ? 0 : said.about, exact: false };
}

function minus(left: Step, right: Step): Step {
  return { value: left.value - right.value, exact: left.exact && right.exact };
}

/** The numbers everyone knows by now. */
class Told {
  private readonly said = new Set<number>();
  private readonly implied = new Set<number>();

  constructor(private readonly population: number) {
    this.admit(population);
  }

  say(people: number): FunnelCount {
    if (isSmall(people)) return "<10";
    const near = this.said.has(people) ? null : (nearTo(people, this.said) ?? nearTo(people, this.implied));
    if (near !== null) return { about: near };
    this.admit(people);
    return people;
  }

  /** A number that follows from others is as exact as they are. */
  follow(people: number, step: Step): FunnelCount {
    if (isSmall(people)) return "<10";
    if (!step.exact && people > 0) return { about: Math.max(SMALL_GROUP, step.value) };
    this.admit(people);
    return people;
  }

  private admit(people: number): void {
    this.said.add(people);
    this.implied.add(this.population - people);
  }
}

/** A number fewer than ten away; nobody is no group to be near to. */
function nearTo(people: number, known: ReadonlySet<number>): number | null {
  for (let apart = 1; apart < SMALL_GROUP; apart++) {
    if (people > apart && known.has(people - apart)) return people - apart;
    if (known.has(people + apart)) return people + apart;
  }
  return null;
}
