import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Counts tests as they ended, with the reason of each skipped one, into the file named by COTERIE_COUNTS. */
export default class VitestCounts {
  onTestRunEnd(modules, errors) {
    const counts = { passed: 0, failed: errors.length, skipped: [] };
    for (const module of modules) {
      // A file that cannot be loaded has no tests to fail.
      if (module.errors().length > 0) counts.failed++;
      for (const test of module.children.allTests()) count(counts, test);
    }
    write(counts);
  }
}

function count(counts, test) {
  const { state, note } = test.result();
  if (state === "passed") counts.passed++;
  else if (state === "failed") counts.failed++;
  else counts.skipped.push({ name: test.fullName, why: note ?? "no reason given" });
}

function write(counts) {
  mkdirSync(path.dirname(process.env.COTERIE_COUNTS), { recursive: true });
  writeFileSync(process.env.COTERIE_COUNTS, JSON.stringify(counts));
}
