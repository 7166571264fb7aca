export type FoundBrowser = {
  executablePath: string;
  env: Record<string, string>;
  args: string[];
  source: string;
};

export function findBrowser(): Promise<FoundBrowser>;
