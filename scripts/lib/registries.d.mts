export function staleRegistries(): string[];
