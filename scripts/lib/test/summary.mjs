/**
 * Runs steps in order, a line each, and closes with the sum. A step is `{ name, run }`, and `run` returns
 * `{ passed, failed, skipped: [{ name, why }], output }`; output is printed where something failed.
 */
export async function runSteps(steps) {
  const sum = { passed: 0, failed: 0, skipped: [] };
  for (const { name, run } of steps) {
    const started = performance.now();
    const result = await run();
    if (result.failed > 0) console.log(result.output.trimEnd());
    console.log(stepLine(name, result, performance.now() - started));
    sum.passed += result.passed;
    sum.failed += result.failed;
    sum.skipped.push(...result.skipped);
  }
  for (const line of skippedLines(sum.skipped)) console.log(line);
  if (sum.passed + sum.failed === 0) {
    console.log("No test ran, which counts as a failure.");
    sum.failed = 1;
  }
  console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped.length} skipped`);
  process.exitCode = sum.failed > 0 ? 1 : 0;
}

function stepLine(name, { passed, failed, skipped }, milliseconds) {
  const counts = [
    `${passed} passed`,
    failed && `${failed} failed`,
    skipped.length && `${skipped.length} skipped`,
  ];
  const mark = failed > 0 ? "FAILED" : "ok";
  return `${name.padEnd(20)} ${mark.padEnd(7)} ${counts.filter(Boolean).join(", ")} (${(milliseconds / 1000).toFixed(1)} s)`;
}

/** One line a reason: thirty tests that lack the same data are one fact. */
function skippedLines(skipped) {
  const reasons = Map.groupBy(skipped, ({ why }) => why);
  return [...reasons].map(([why, tests]) => {
    const rest = tests.length > 1 ? ` and ${tests.length - 1} more` : "";
    return `skipped: ${tests[0].name}${rest}: ${why}`;
  });
}
