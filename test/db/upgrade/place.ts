import path from "node:path";

/** Approvals hold the folder the warehouse's files are read from, so data that is put back lies where it was made. */
export const HOME = path.join("/var/tmp", "coterie-upgrade");

export const SECRET = "a-secret-of-the-tests-long-enough";
