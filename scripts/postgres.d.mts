export type HeldPostgres = {
  port: number;
  /** False when the server was running already. */
  freshlyStarted: boolean;
  /** The address of one of its databases, with the password. */
  url(database: string): string;
  ensureDatabase(name: string): Promise<void>;
  /** Lets go; the last holder stops the server. */
  release(): Promise<void>;
};

export function holdPostgres(options?: {
  home?: string;
  settings?: Record<string, string>;
  holder?: number;
}): Promise<HeldPostgres>;

export function releasePostgres(options?: { home?: string; holder?: number }): Promise<void>;

export function postgresPort(home?: string): Promise<number | undefined>;
