import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Counts browser tests by their final outcome into the file named by COTERIE_COUNTS; one that needed a retry failed. */
export default class PlaywrightCounts {
  #suite;
  #errors = 0;

  onBegin(_config, suite) {
    this.#suite = suite;
  }

  onError() {
    this.#errors++;
  }

  onEnd() {
    const tests = this.#suite?.allTests() ?? [];
    const of = (...outcomes) => tests.filter((test) => outcomes.includes(test.outcome()));
    const skipped = of("skipped").map((test) => ({
      name: test.title,
      why: test.annotations.find(({ type }) => type === "skip")?.description ?? "no reason given",
    }));
    const failed = of("unexpected", "flaky").length + this.#errors;
    mkdirSync(path.dirname(process.env.COTERIE_COUNTS), { recursive: true });
    writeFileSync(
      process.env.COTERIE_COUNTS,
      JSON.stringify({ passed: of("expected").length, failed, skipped }),
    );
  }

  printsToStdio() {
    return false;
  }
}
