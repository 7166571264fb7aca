export function fingerprint(entries: readonly string[], ignore?: (file: string) => boolean): string;
