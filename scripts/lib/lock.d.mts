export type Holder = { mark: string };

export function processMark(pid?: number): string;
export function isRunning(mark: string): boolean;
export function takeLock(
  file: string,
  note?: object,
):
  | { release(): void; update(note: object): void; holder?: undefined }
  | { holder: Holder; release?: undefined };
export function withLock<Result>(
  file: string,
  work: () => Promise<Result>,
  onWait?: (holder: Holder) => void,
): Promise<Result>;
