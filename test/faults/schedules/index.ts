/** What `npm run faults` needs of the schedules. */

export { diskKind, unmountLeftovers } from "./disk";
export { openLane, wrongOf } from "./program";
export { HOME_PREFIX } from "./stand";
export { printLine, printSummary } from "./tell";
export { prepareTemplate } from "./template";
