import { expect, it } from "vitest";
import { completeLockfile, missingPlatforms } from "@/scripts/lockfile.mjs";

const lock = {
  lockfileVersion: 3,
  packages: {
    "": {},
    "node_modules/tool": {
      dev: true,
      optionalDependencies: { "@tool/cli-linux-x64-musl": "1.0.0", "@tool/cli-win32-arm64": "1.0.0" },
    },
    "node_modules/@tool/cli-win32-arm64": { version: "1.0.0" },
  },
};

it("adds the builds for other platforms that npm left out", () => {
  const complete = completeLockfile(lock);
  expect(complete).toEqual({
    lockfileVersion: 3,
    packages: {
      ...lock.packages,
      "node_modules/@tool/cli-linux-x64-musl": {
        version: "1.0.0",
        dev: true,
        optional: true,
        cpu: ["x64"],
        libc: ["musl"],
        os: ["linux"],
      },
    },
  });
  expect(missingPlatforms(complete)).toEqual([]);
});
