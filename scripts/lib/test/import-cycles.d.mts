export function importCycles(root?: string, folders?: readonly string[]): string[];
