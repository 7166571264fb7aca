import { BATCH_ROWS, CONNECTIONS, callsFor, changeOf, PHASES, type Phase } from "./phases";
import type { StoodPlatform } from "./stand";
import { type Row, SUBJECTS, type Subject } from "./subjects";

const NAMES: Record<Subject, string> = {
  mirror: "our mirror",
  floor: "set-based floor",
  naive: "stream, hash, post",
  bodies: "prebuilt bodies",
};

/** Aims of a mirror, in processor time beside floor and bodies together, and in the platform's own time. */
const MOST = { "first run": 2, "no change": Number.POSITIVE_INFINITY, "2 % churn": 1.5 };
const LEAST_OF_LATENCY = 0.9;
const MOST_MB = 400;
/** A larger run's memory beside that of the first. */
const MOST_GROWTH = 1.1;

/** The middle one of the rounds. */
function middle(rows: readonly Row[], of: (row: Row) => number): number {
  const sorted = rows.map(of).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function printRows(rows: readonly Row[], { kind, latencyMs }: StoodPlatform, people: number): void {
  const platform =
    kind === "simulator" ? "the simulator of Meta" : `a platform that only counts, ${latencyMs} ms a call`;
  console.info(
    `\n${people.toLocaleString("en")} people, ${platform}, ${CONNECTIONS} connections, batches of ${BATCH_ROWS}`,
  );
  console.table(PHASES.flatMap((phase) => SUBJECTS.flatMap((subject) => line(rows, phase, subject, people))));
}

function line(all: readonly Row[], phase: Phase, subject: Subject, people: number) {
  const rows = all.filter((row) => row.phase === phase && row.subject === subject);
  const [first] = rows;
  if (!first) return [];
  const wall = middle(rows, ({ wallSeconds }) => wallSeconds);
  const { calls } = first;
  return {
    phase,
    subject: NAMES[subject],
    "rows/s": Math.round(people / wall),
    "wall s": wall.toFixed(2),
    "CPU s": middle(rows, ({ cpuSeconds }) => cpuSeconds).toFixed(2),
    "peak MB": Math.round(Math.max(...rows.map(({ peakMb }) => peakMb))),
    calls: calls ? calls.adds + calls.removes : "–",
    looks: calls && !Number.isNaN(calls.looks) ? calls.looks : "–",
  };
}

/** What was aimed at, what it is, and whether that is as it should be. */
export function printAims(rows: readonly Row[], platform: StoodPlatform, people: number): void {
  for (const phase of PHASES) {
    tellCalls(rows, phase, people);
    if (platform.kind === "simulator") continue;
    if (platform.latencyMs === 0) tellCost(rows, phase);
    else tellThroughput(rows, phase, platform.latencyMs);
  }
}

function tellCalls(rows: readonly Row[], phase: Phase, people: number): void {
  const owed = callsFor(changeOf(phase, people));
  const made = rows
    .filter((row) => row.phase === phase && row.subject === "mirror" && row.calls)
    .map(({ calls }) => calls!.adds + calls!.removes + (owed === 0 ? looksOf(calls!) : 0));
  tell(
    made.every((calls) => calls === owed),
    `${phase}: ${made.join(", ")} calls of ${owed} owed`,
  );
}

/** A run that has something to send looks at its object before; one with nothing makes no call of any kind. */
const looksOf = ({ looks }: NonNullable<Row["calls"]>): number => (Number.isNaN(looks) ? 0 : looks);

function tellCost(rows: readonly Row[], phase: Phase): void {
  if (!rows.some(({ subject }) => subject === "floor")) return;
  const cpu = (subject: Subject) =>
    middle(
      rows.filter((row) => row.phase === phase && row.subject === subject),
      ({ cpuSeconds }) => cpuSeconds,
    );
  const times = cpu("mirror") / (cpu("floor") + cpu("bodies"));
  const most = MOST[phase];
  const aim = Number.isFinite(most) ? ` (aim: ${most})` : "";
  tell(
    times <= most,
    `${phase}: ${times.toFixed(2)} times the processor time of floor and bodies together${aim}`,
  );
}

/** Of what the connections could carry at this latency, from the first call of a phase to its last answer. */
function tellThroughput(rows: readonly Row[], phase: Phase, latencyMs: number): void {
  const [mirror] = rows.filter((row) => row.phase === phase && row.subject === "mirror");
  const calls = mirror?.calls ? mirror.calls.adds + mirror.calls.removes : 0;
  if (!mirror?.calls || calls < 10 * CONNECTIONS) return;
  const share = ((calls / CONNECTIONS) * latencyMs) / 1_000 / mirror.calls.seconds;
  tell(
    share >= LEAST_OF_LATENCY,
    `${phase}: ${(share * 100).toFixed(1)} % of what ${CONNECTIONS} connections carry at ${latencyMs} ms`,
  );
}

/** The most a worker ever held, over all phases and platforms. */
export type Peak = { people: number; mb: number };

export function printMemory([small, large]: readonly Peak[]): void {
  console.info("");
  for (const { people, mb } of [small, large].filter((peak) => peak !== undefined)) {
    tell(
      mb <= MOST_MB,
      `${people.toLocaleString("en")} people: ${Math.round(mb)} MB at most (aim: ${MOST_MB})`,
    );
  }
  if (!small || !large) return;
  const growth = large.mb / small.mb;
  const times = large.people / small.people;
  tell(growth <= MOST_GROWTH, `${growth.toFixed(2)} times the memory for ${times} times the people`);
}

function tell(isRight: boolean, what: string): void {
  if (!isRight) process.exitCode = 1;
  console.info(`${isRight ? "as it should be " : "NOT as it should"}  ${what}`);
}
