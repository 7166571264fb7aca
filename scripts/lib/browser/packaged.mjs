import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { withLock } from "../lock.mjs";
import { inCache, inRoot, root } from "../paths.mjs";
import { knownCause, Refusal } from "../say.mjs";

const PACKAGE = inRoot("node_modules/@sparticuz/chromium");

/** The Chromium that npm carries for Linux x64, unpacked once a version. */
export async function packagedBrowser() {
  if (process.platform !== "linux" || process.arch !== "x64" || !existsSync(PACKAGE)) return undefined;
  const { version } = JSON.parse(readFileSync(path.join(PACKAGE, "package.json"), "utf8"));
  const folder = inCache("chromium", version);
  const executablePath = path.join(folder, "chromium");
  if (!existsSync(folder)) await withLock(inCache("chromium.lock"), async () => unpack(folder));
  return {
    executablePath,
    env: environment(folder, executablePath),
    source: `@sparticuz/chromium ${version}`,
  };
}

/** Into a folder beside, then moved: an unpacking that was interrupted is done again. */
function unpack(folder) {
  if (existsSync(folder)) return;
  mkdirSync(path.dirname(folder), { recursive: true });
  const draft = mkdtempSync(`${folder}.`);
  // The package unpacks into the temporary folder, and its libraries only where it believes to be on Amazon's system.
  const script =
    'const { default: chromium } = await import("@sparticuz/chromium"); await chromium.executablePath();';
  const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
    cwd: root,
    env: { ...process.env, TMPDIR: draft, AWS_LAMBDA_JS_RUNTIME: "nodejs24.x" },
    encoding: "utf8",
  });
  if (status !== 0 || !existsSync(path.join(draft, "chromium"))) {
    rmSync(draft, { recursive: true, force: true });
    throw new Refusal(`The browser could not be unpacked. ${knownCause(stderr) ?? stderr}`);
  }
  writeFileSync(path.join(draft, "fonts.conf"), fontConfiguration(folder));
  renameSync(draft, folder);
}

/** Only the font that comes with the package, so that screenshots are alike on every machine. */
const fontConfiguration = (folder) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${path.join(folder, "fonts")}</dir>
  <cachedir>${path.join(folder, "font-cache")}</cachedir>
</fontconfig>
`;

/** The package's own libraries only where the system lacks some: mixing them with newer ones can crash. */
function environment(folder, executablePath) {
  const fonts = { FONTCONFIG_FILE: path.join(folder, "fonts.conf") };
  const { status, stdout } = spawnSync("ldd", [executablePath], { encoding: "utf8" });
  if (status === 0 && !stdout.includes("not found")) return fonts;
  const libraries = [path.join(folder, "al2023", "lib"), process.env.LD_LIBRARY_PATH].filter(Boolean);
  return { ...fonts, LD_LIBRARY_PATH: libraries.join(":") };
}
