export type Imported = { package?: string; file?: string; isType: boolean };
export function sourceFiles(root: string, entries: readonly string[]): string[];
export function importsOf(root: string, file: string): Imported[];
