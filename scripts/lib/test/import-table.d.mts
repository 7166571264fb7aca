/** An import as read from a file: of a package, or of a file of the repository. */
export type Import = { package?: string; file?: string };

export function forbiddenImports(root?: string): Promise<string[]>;
export function objection(file: string, target: Import): string | undefined;
