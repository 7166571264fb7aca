import { statfsSync } from "node:fs";

/** A refusal for the person at the keyboard: one sentence that says what to do, no stack. */
export class Refusal extends Error {
  constructor(message, options) {
    super(message, options);
    this.name = "Refusal";
  }
}

const CAUSES = [
  [/ENOSPC|no space left on device/i, "The disk is full: free some space and run the command again."],
  [/EDQUOT|disk quota exceeded/i, "The disk quota is used up: free some space and run the command again."],
  [
    /EROFS|read-only file system/i,
    "The folder is read-only: move the repository to a folder that can be written.",
  ],
  [
    /EACCES|EPERM|permission denied/i,
    "A file belongs to another user: run as the user who installed Coterie, or take ownership of the folder.",
  ],
  [
    /EMFILE|ENFILE|too many open files/i,
    "Too many files are open: raise the limit (ulimit -n 4096) and run again.",
  ],
  [
    /ENOMEM|out of memory|cannot allocate memory/i,
    "The machine ran out of memory: close something and run again.",
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH/i,
    "A server could not be reached: check the network and run the command again.",
  ],
];

/** The sentence for a known cause found in an error's code or text, else undefined. */
export function knownCause(text) {
  return CAUSES.find(([pattern]) => pattern.test(text))?.[1];
}

/** Refuses a folder whose disk has too little room for what is about to be written there. */
export function requireRoom(folder, bytes) {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (free >= bytes) return;
  const megabytes = (amount) => `${Math.floor(amount / 1e6)} MB`;
  throw new Refusal(
    `The disk of ${folder} has ${megabytes(free)} free and ${megabytes(bytes)} are needed: free some space and run the command again.`,
  );
}

/** Ends the process with one sentence; the stack only for what nobody foresaw. */
export function exitWith(error) {
  if (error instanceof Refusal) console.error(error.message);
  else if (error?.remedy) console.error([error.message, error.fix].filter(Boolean).join(" "));
  else {
    const cause = knownCause(`${error?.code ?? ""} ${error?.message ?? error}`);
    if (cause) console.error(`${cause} (${error?.message ?? error})`);
    else console.error(error);
  }
  process.exit(1);
}
