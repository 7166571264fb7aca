import {
  DefaultQueryCompiler,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  type QueryId,
  type RootOperationNode,
} from "kysely";
import { escaped } from "./quote";

/**
 * Names in backticks, parameters by name: `@p0` is the first of the query's parameters. A value that is asked for again is not
 * bound again, so that long constants (tables of letters, patterns) travel once.
 */
class BigqueryQueryCompiler extends DefaultQueryCompiler {
  private readonly bound = new Map<unknown, number>();

  override compileQuery(node: RootOperationNode, queryId: QueryId) {
    this.bound.clear();
    return super.compileQuery(node, queryId);
  }

  protected override appendValue(value: unknown): void {
    const known = this.bound.get(value);
    if (known === undefined) {
      this.bound.set(value, this.numParameters);
      this.addParameter(value);
    }
    this.append(`@p${known ?? this.numParameters - 1}`);
  }

  protected override getLeftIdentifierWrapper(): string {
    return "`";
  }

  protected override getRightIdentifierWrapper(): string {
    return "`";
  }

  protected override sanitizeIdentifier(identifier: string): string {
    return escaped(identifier);
  }

  protected override sanitizeStringLiteral(value: string): string {
    return escaped(value);
  }
}

/** Compiles for BigQuery; nothing is run through it. */
export const builder = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new BigqueryQueryCompiler(),
  },
});
