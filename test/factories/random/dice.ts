import fc from "fast-check";

/** Chance, one throw at a time, replayed exactly by the same seed. */
export type Dice = {
  /** Both ends in. */
  integer(min: number, max: number): number;
  pick<T>(choices: readonly T[]): T;
  /** True this many times of a hundred. */
  percent(chance: number): boolean;
  /** One of the makers, by its weight. */
  weighted<T>(choices: readonly (readonly [weight: number, make: () => T])[]): T;
  times<T>(min: number, max: number, make: (index: number) => T): T[];
  shuffled<T>(items: readonly T[]): T[];
};

/** An arbitrary of whatever is built with the dice. */
export function arbitraryOf<T>(build: (dice: Dice) => T): fc.Arbitrary<T> {
  return fc.gen().map((generate) => build(diceOf((min, max) => generate(oneThrow, min, max))));
}

/** Every face alike: a bias towards the ends would make poor companies. */
function oneThrow(min: number, max: number): fc.Arbitrary<number> {
  return fc.noBias(fc.integer({ min, max }));
}

function diceOf(integer: (min: number, max: number) => number): Dice {
  const dice: Dice = {
    integer,
    pick: (choices) => {
      if (choices.length === 0) throw new RangeError("there is nothing to pick from");
      return choices[integer(0, choices.length - 1)]!;
    },
    percent: (chance) => integer(1, 100) <= chance,
    weighted: (choices) => {
      let rest = integer(
        1,
        choices.reduce((total, [weight]) => total + weight, 0),
      );
      const chosen = choices.find(([weight]) => {
        rest -= weight;
        return rest <= 0;
      });
      return chosen![1]();
    },
    times: (min, max, make) => Array.from({ length: integer(min, max) }, (_, index) => make(index)),
    shuffled: (items) => {
      const left = [...items];
      return items.map(() => left.splice(integer(0, left.length - 1), 1)[0]!);
    },
  };
  return dice;
}
