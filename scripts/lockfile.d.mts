export type Lockfile = {
  packages: Record<
    string,
    { version?: string; optionalDependencies?: Record<string, string>; dev?: boolean }
  >;
};

export function missingPlatforms(lock: Lockfile): { name: string; version: string; dev?: boolean }[];
export function completeLockfile(lock: Lockfile): Lockfile;
