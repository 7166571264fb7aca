import { mkdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's folder; every script works from any current folder. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..", "..");

/** A path inside the repository. */
export const inRoot = (...parts) => path.join(root, ...parts);

/** Things that can be made again at any time; gone with the next `npm ci`. */
export const inCache = (...parts) => inRoot("node_modules", ".cache", "coterie", ...parts);

/** The folder that holds everything a running Coterie keeps. */
export const homeFolder = () => path.resolve(root, process.env.COTERIE_HOME || ".data");

/**
 * Creates a data folder that only its owner can read: it holds people's hashes. Root's may be walked through, because
 * Postgres then runs as another user inside it.
 */
export function createHome(home) {
  mkdirSync(home, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
}
