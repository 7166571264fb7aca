export function bundle(name: string, entry: string): Promise<string>;
