/** Names and texts for the statements that load files, which take no parameters. */
export function name(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

export function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** The engine reads paths as patterns: a file that is called `a[1]*.csv` must mean itself. */
export function globLiteral(file: string): string {
  return file.replaceAll(/[*?[]/g, "[$&]");
}
