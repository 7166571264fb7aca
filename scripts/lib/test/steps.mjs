import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { inCache, inRoot } from "../paths.mjs";
import { runCommand } from "./command.mjs";
import { forbiddenImports } from "./import-table.mjs";

const bin = (name) => inRoot("node_modules", ".bin", name);

/** Formatting and lint. */
export const format = () =>
  single("format and lint", () => runCommand(bin("biome"), ["check", "--no-errors-on-unmatched", "."]));

/** The types of the whole repository. */
export const types = () => single("types", () => runCommand(bin("tsc"), ["--noEmit", "-p", "."]));

/** Who may import whom; the same function a unit test holds to its own cases. */
export const imports = () =>
  single("import table", async () => {
    const problems = await forbiddenImports();
    return { code: problems.length > 0 ? 1 : 0, output: problems.join("\n") };
  });

/** Vitest projects; the counts come from our reporter, which also knows why a test was skipped. */
export function vitest(name, projects) {
  return {
    name,
    run: async () => {
      const file = inCache(`${name}-counts.json`);
      rmSync(file, { force: true });
      const chosen = projects.flatMap((project) => ["--project", project]);
      const reporters = ["--reporter", "dot", "--reporter", inRoot("scripts/lib/test/vitest-counts.mjs")];
      const { code, output } = await runCommand(
        bin("vitest"),
        ["run", "--passWithNoTests", ...chosen, ...reporters],
        { env: { COTERIE_COUNTS: file, NO_COLOR: "1" } },
      );
      return withFailure(readCounts(file), code, output);
    },
  };
}

/** The end-to-end tests in a real Chromium. */
export function browser() {
  return {
    name: "browser",
    run: async () => {
      if (!hasBrowserTests()) return nothing("browser", "there are no tests in test/e2e");
      const file = inCache("browser-counts.json");
      rmSync(file, { force: true });
      const reporters = `list,${inRoot("scripts/lib/test/playwright-counts.mjs")}`;
      const { code, output } = await runCommand(bin("playwright"), ["test", "--reporter", reporters], {
        env: { COTERIE_COUNTS: file, FORCE_COLOR: "0" },
      });
      return withFailure(readCounts(file), code, output);
    },
  };
}

const hasBrowserTests = () =>
  existsSync(inRoot("test/e2e")) &&
  readdirSync(inRoot("test/e2e"), { recursive: true }).some((name) => /\.(spec|test)\.ts$/.test(name));

/** Marketers' questions asked through the command line, a step for each data set that we have segments for. */
export function segmentCases() {
  const sets = existsSync(inRoot("test/cases")) ? readdirSync(inRoot("test/cases")) : [];
  return sets.filter((set) => existsSync(inRoot("test/cases", set, "catalog.yaml"))).map(segmentCaseSet);
}

function segmentCaseSet(set) {
  const name = `questions: ${set}`;
  const referee = inRoot("../shared/checks/segment-cases.mjs");
  const folder = `test/cases/${set}`;
  return {
    name,
    run: async () => {
      if (!existsSync(referee)) return nothing(name, "../shared is not beside the repository");
      const ids = readdirSync(inRoot(folder)).flatMap(
        (file) => /^(?!catalog)(.+)\.(ya?ml|json)$/.exec(file)?.[1] ?? [],
      );
      const asked = casesOf(set).filter((id) => ids.includes(id));
      const { code, output } = await runCommand(process.execPath, [
        ...[referee, "--set", set, "--catalog", `${folder}/catalog.yaml`, "--segments", folder],
        ...["--only", asked.join(",")],
      ]);
      const [, passed, failed] = /(\d+) passed, (\d+) failed\s*$/.exec(output) ?? [];
      const unsaid = casesOf(set).filter((id) => !ids.includes(id));
      const skipped = unsaid.map((id) => ({ name: `${set} ${id}`, why: "the language cannot say it yet" }));
      return withFailure({ passed: Number(passed ?? 0), failed: Number(failed ?? 0), skipped }, code, output);
    },
  };
}

function casesOf(set) {
  const { cases } = JSON.parse(readFileSync(inRoot("../shared/cases/cases.json"), "utf8"));
  return cases.filter((each) => each.set === set).map(({ id }) => id);
}

function single(name, work) {
  return {
    name,
    run: async () => {
      const { code, output } = await work();
      return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: [], output };
    },
  };
}

/** A runner that ended badly without a failed test (a crash, an error between tests) is a failure of its own. */
function withFailure(counts, code, output) {
  const failed = code !== 0 && counts.failed === 0 ? 1 : counts.failed;
  return { ...counts, failed, output };
}

const nothing = (name, why) => ({ passed: 0, failed: 0, skipped: [{ name, why }], output: "" });

function readCounts(file) {
  if (!existsSync(file)) return { passed: 0, failed: 0, skipped: [] };
  return JSON.parse(readFileSync(file, "utf8"));
}
