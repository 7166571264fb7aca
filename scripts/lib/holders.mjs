import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isRunning, processMark } from "./lock.mjs";

/** The processes that use something shared, one file each, so that those who died are not counted. */
export function holdersOf(folder) {
  return {
    markOf: processMark,
    add(pid) {
      mkdirSync(folder, { recursive: true });
      const mark = processMark(pid);
      writeFileSync(path.join(folder, mark), "");
      return mark;
    },
    remove(mark) {
      rmSync(path.join(folder, mark), { force: true });
    },
    living() {
      mkdirSync(folder, { recursive: true });
      const marks = readdirSync(folder);
      for (const mark of marks.filter((each) => !isRunning(each))) {
        rmSync(path.join(folder, mark), { force: true });
      }
      return marks.filter(isRunning);
    },
  };
}
