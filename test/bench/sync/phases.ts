/** What becomes of who is wanted, one phase after the other. */
export const PHASES = ["first run", "no change", "2 % churn"] as const;
export type Phase = (typeof PHASES)[number];

/** Every so manieth leaves, and as many come. */
const LEAVES = 50;

/** Rows of the platform's batch, and the calls it takes at once. */
export const BATCH_ROWS = 10_000;
export const CONNECTIONS = 2;

export type Change = { adds: number; removes: number };

export function changeOf(phase: Phase, people: number): Change {
  const churn = Math.floor(people / LEAVES);
  if (phase === "first run") return { adds: people, removes: 0 };
  return phase === "no change" ? { adds: 0, removes: 0 } : { adds: churn, removes: churn };
}

export const callsFor = ({ adds, removes }: Change): number =>
  Math.ceil(adds / BATCH_ROWS) + Math.ceil(removes / BATCH_ROWS);

/** The company's table in a phase, as a query. */
export function tableSql(phase: Phase, people: number): string {
  const isChurned = phase === "2 % churn";
  const last = isChurned ? people + Math.floor(people / LEAVES) : people;
  return `SELECT number AS id, 'Person.' || number || '@People.test' AS email, true AS consent, true AS wanted
    FROM range(1, ${last + 1}) AS numbers (number)
    ${isChurned ? `WHERE number > ${people} OR number % ${LEAVES} <> 0` : ""}`;
}
