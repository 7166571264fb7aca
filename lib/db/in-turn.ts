import { PrismaPg } from "@prisma/adapter-pg";
import type { Transaction } from "@prisma/driver-adapter-utils";

/**
 * Prisma asks for relations side by side, inside a transaction too. A transaction has one connection, which answers one
 * question after another, and pg 9 refuses a second one before the first is answered.
 */
export class PostgresInTurn extends PrismaPg {
  override async connect() {
    const adapter = await super.connect();
    const start = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (isolation) => inTurn(await start(isolation));
    return adapter;
  }
}

function inTurn(transaction: Transaction): Transaction {
  let tail: Promise<unknown> = Promise.resolve();
  const waiting =
    <Query, Answer>(ask: (query: Query) => Promise<Answer>) =>
    (query: Query): Promise<Answer> => {
      const answer = tail.then(() => ask(query));
      tail = answer.catch(() => undefined);
      return answer;
    };
  transaction.queryRaw = waiting(transaction.queryRaw.bind(transaction));
  transaction.executeRaw = waiting(transaction.executeRaw.bind(transaction));
  return transaction;
}
