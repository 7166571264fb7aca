/** A mistake in a file of the compiler: other text in the place of some of its source. */
export type CompilerMutant = { name: string; file: string; what: string; instead: string };

/** What can go wrong where conditions share a set, are looked up, put in one order or cut at an edge. */
export const COMPILER_MUTANTS: readonly CompilerMutant[] = [
  ...inFile("related", [
    ["a set of a wider window forgets the narrower one", "measure.during &&", "false &&"],
  ]),
  ...inFile("sharing", [
    ["windows that lie apart are put together", "left.filter((ask) => contains(base, ask)) });", "left });"],
    ["a window that ends later counts as inside", "Boolean(beginsFirst && endsLast)", "Boolean(beginsFirst)"],
    ["windows of different columns are put together", "wide.measure.at !== narrow.measure.at", "false"],
  ]),
  ...inFile("measure", [
    ["two windows share one number", "within ? JSON.stringify([of, within.meaning]) : of", "of"],
    ["a window without rows counts as one with some", "sql`$" + "{count} > 0`", "sql`$" + "{count} >= 0`"],
    [
      "none in a window is unknown where there is no row at all",
      "COALESCE($" + "{count}, 0) = 0",
      "$" + "{count} = 0",
    ],
    ["an every beside a count looks for rows that meet it", "{ not: must }", "must"],
  ]),
  ...inFile("among", [
    ["a flag of rows is unknown where the key is", "sql`COALESCE($" + "{among}, FALSE)`", "among"],
    ["no rows become some rows", "sql`NOT $" + "{neverUnknown(among)}`", "neverUnknown(among)"],
  ]),
  ...inFile("existence", [
    ["one of several kinds of rows becomes each of them", "UNION ALL", "INTERSECT"],
    ["the rows of several kinds are forgotten beside other conditions", "united: [among]", "united: []"],
  ]),
  ...inFile("sequence", [
    ["a step may happen at the very moment of the one before", "$" + "{kind} ROWS", "$" + "{kind} DESC ROWS"],
    ["the end of a step's window is left out", '"n0")} <= $' + "{end}", '"n0")} < $' + "{end}"],
    [
      "only who lacks the step that must follow is sorted",
      "keys[0]} IN ($" + "{whoHas",
      "keys[0]} NOT IN ($" + "{whoHas",
    ],
  ]),
  ...inFile("sequence-bounds", [
    ["later steps are read from the end of the first one's window", "from: first.from,", "from: first.to,"],
    [
      "later steps are read up to the end of the first one's window",
      "moveBy(end, within, unit, clock.zone)",
      "end",
    ],
  ]),
  ...inFile("rank", [
    ["ties go to the higher key", "direction: sql`ASC`", "direction: sql`DESC`"],
    [
      "a share is rounded up",
      "$" + "{place} * 100 <= $" + "{all} *",
      "($" + "{place} - 1) * 100 < $" + "{all} *",
    ],
    [
      "rows are ranked apart by what else is read of them",
      "apart, from };",
      "apart: columns.slice(1), from };",
    ],
  ]),
  ...inFile("key-set", [["a second rank is read in place of the first", "rows.source || ", ""]]),
  ...inFile("turns", [
    ["whom an audience has may be served again", "before.length === 0", "before.length >= 0"],
    ["one without a limit is served under the limit before it", "!last.limit && !limit", "!limit"],
  ]),
  ...inFile("rank-edge", [
    ["the edge of a share is looked for at the other end", "? 100 - kept : kept", "? kept : 100 - kept"],
    [
      "the edge of a top is its best value",
      'rank.order === "desc" ? sql`MIN',
      'rank.order === "asc" ? sql`MIN',
    ],
    ["rows at the edge itself are lost", '? ">=" : "<="', '? ">" : "<"'],
  ]),
  ...inFile("pick", [
    [
      "a first row is looked for where it cannot be",
      "{ value: of, is: only }",
      "{ not: { value: of, is: only } }",
    ],
  ]),
  ...inFile("measure", [
    [
      "no joined row becomes some joined row",
      '!joined.within) return wanted === "some"',
      '!joined.within) return wanted === "none"',
    ],
  ]),
];

function inFile(file: string, mistakes: readonly [name: string, what: string, instead: string][]) {
  return mistakes.map(([name, what, instead]) => ({
    name,
    file: `lib/core/compile/${file}.ts`,
    what,
    instead,
  }));
}
