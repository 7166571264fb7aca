import { quoted, type StateDialect } from "@/lib/state/sql/dialect";

export const postgresDialect: StateDialect = {
  fingerprintType: "UUID",
  stateType: "TEXT",
  fingerprint: (text) => `CAST(md5(${text}) AS UUID)`,
  share: (fingerprint) =>
    `(CAST(CAST('x' || substr(CAST(${fingerprint} AS TEXT), 1, 4) AS BIT(16)) AS INTEGER) / 65536.0)`,
  records: (parameter, columns) => {
    const list = Object.entries(columns).map(([name, type]) => `${quoted(name)} ${type}`);
    return `(SELECT * FROM json_to_recordset(CAST(${parameter} AS JSON)) AS record (${list.join(", ")}))`;
  },
  hash: (...values) => `hashtextextended(concat_ws(' ', ${values.join(", ")}), 0)`,
  bytewise: (text) => `${text} COLLATE "C"`,
};
