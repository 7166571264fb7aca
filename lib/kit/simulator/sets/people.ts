/**
 * Who is behind an identifier. A registered person has several; an identifier can belong to several people who share it;
 * one that nobody registered is a person of its own.
 */
export class People {
  /** By identifier. */
  private readonly owners = new Map<number, number[]>();
  /** By person. */
  private readonly holdings: number[][] = [];

  register(identifiers: readonly number[]): void {
    const person = this.holdings.push([...identifiers]) - 1;
    for (const identifier of identifiers) {
      const others = this.owners.get(identifier);
      if (others) others.push(person);
      else this.owners.set(identifier, [person]);
    }
  }

  all<Name>(name: (identifier: number) => Name): Name[][] {
    return this.holdings.map((identifiers) => identifiers.map(name));
  }

  /** Registered people behind an identifier; none when it is a person of its own. */
  behind(identifier: number): readonly number[] {
    return this.owners.get(identifier) ?? NOBODY;
  }

  /** Everything the people behind an identifier can be found by, itself included. */
  identifiersOf(identifier: number): readonly number[] {
    const people = this.behind(identifier);
    return people.length === 0 ? [identifier] : people.flatMap((person) => this.holdings[person]!);
  }
}

const NOBODY: readonly number[] = [];
