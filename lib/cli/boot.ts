import { prepareDemo } from "@/prisma/seed/prepare";

/** What `npm start` does once before it serves: the demo shop and its story, unless it starts empty or has them. */
export async function prepare(options: {
  home: string;
  empty: boolean;
  databaseUrl: string;
  log: (line: string) => void;
}): Promise<void> {
  if (!options.empty) await prepareDemo(options);
}
