import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import path from "node:path";

const LINUX = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];
const MAC = ["Google Chrome", "Chromium", "Microsoft Edge"];
const WINDOWS = ["Google\\Chrome\\Application\\chrome.exe", "Microsoft\\Edge\\Application\\msedge.exe"];

/** A Chromium that someone installed on this machine. */
export function systemBrowser() {
  const executablePath = candidates().find((file) => isRunnable(file) && starts(file));
  return executablePath ? { executablePath, source: "system" } : undefined;
}

/** Whether this user may execute a file. */
export function isRunnable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Distributions ship stubs that only say how to install the real one. */
function starts(file) {
  if (process.platform !== "linux") return true;
  return spawnSync(file, ["--version"], { stdio: "ignore", timeout: 15_000 }).status === 0;
}

function candidates() {
  const { env, platform } = process;
  if (platform === "darwin") {
    const folders = ["/Applications", path.join(env.HOME ?? "/", "Applications")];
    return folders.flatMap((folder) => MAC.map((name) => `${folder}/${name}.app/Contents/MacOS/${name}`));
  }
  if (platform === "win32") {
    const folders = [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA].filter(Boolean);
    return folders.flatMap((folder) => WINDOWS.map((name) => path.join(folder, name)));
  }
  const folders = [...(env.PATH ?? "").split(":"), "/usr/bin", "/usr/local/bin", "/opt/google/chrome"].filter(
    Boolean,
  );
  return folders.flatMap((folder) => LINUX.map((name) => path.join(folder, name)));
}
