import path from "node:path";

/** The one file a command is told, as an absolute path; `usage` and code 2 for anything else. */
export function readFileName(argv, usage) {
  const [file, ...more] = argv;
  if (file && more.length === 0 && !file.startsWith("-"))
    return path.resolve(process.env.INIT_CWD ?? ".", file);
  console.error(usage);
  process.exit(2);
}
