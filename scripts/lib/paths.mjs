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
