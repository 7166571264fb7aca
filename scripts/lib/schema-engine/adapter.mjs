import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";

const CHAR_OID = 18;
const BPCHAR_OID = 1042;
const COLUMN_TYPE_CHARACTER = 6;

/**
 * The Postgres adapter with what the schema engine needs and version 7.10 lacks: the one-byte "char" type that catalog
 * tables use, scripts that hold functions, and a shadow database that is not the main one (pg ignores `database` beside
 * a connection string).
 */
export class SchemaEngineAdapterFactory extends PrismaPg {
  #url;

  constructor(url) {
    super({ connectionString: url });
    this.#url = url;
  }

  async connect() {
    return readCatalogChars(await super.connect());
  }

  async connectToShadowDb() {
    const main = await this.connect();
    const name = `prisma_migrate_shadow_db_${randomUUID()}`;
    await main.executeScript(`CREATE DATABASE "${name}"`);
    const url = new URL(this.#url);
    url.pathname = `/${name}`;
    const shadow = await new SchemaEngineAdapterFactory(url.toString()).connect();
    const disconnect = shadow.dispose.bind(shadow);
    shadow.dispose = async () => {
      await disconnect();
      await main.executeScript(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
      await main.dispose();
    };
    return shadow;
  }
}

/** Presents "char" columns as fixed-length text while the adapter maps types, then as the character they are. */
function readCatalogChars(adapter) {
  const { performIO, queryRaw } = adapter;
  const charColumns = new WeakMap();
  adapter.performIO = async function (query) {
    const result = await performIO.call(this, query);
    const fields = (result.fields ?? []).map((field, index) => ({ field, index }));
    const chars = fields.filter(({ field }) => field.dataTypeID === CHAR_OID);
    for (const { field } of chars) field.dataTypeID = BPCHAR_OID;
    charColumns.set(
      query,
      chars.map(({ index }) => index),
    );
    return result;
  };
  adapter.queryRaw = async function (query) {
    const result = await queryRaw.call(this, query);
    for (const index of charColumns.get(query) ?? []) result.columnTypes[index] = COLUMN_TYPE_CHARACTER;
    return result;
  };
  // The adapter would cut a script at every semicolon, those inside functions too; Postgres takes it whole.
  adapter.executeScript = async function (script) {
    await this.client.query(script);
  };
  return adapter;
}
