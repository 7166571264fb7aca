/**
 * Features of the language that BigQuery does not have or does not have everywhere, so that SQL which needs them is refused
 * here too. NULLS FIRST and LAST: not in windows.
 */
const NOT_IN_BIGQUERY = [
  "FEATURE_TIMESTAMP_NANOS",
  "FEATURE_V_1_3_NULLS_FIRST_LAST_IN_ORDER_BY",
  "FEATURE_V_1_3_INLINE_LAMBDA_ARGUMENT",
  "FEATURE_V_1_3_FILTER_FIELDS",
  "FEATURE_V_1_4_WITH_EXPRESSION",
  "FEATURE_V_1_4_BARE_ARRAY_ACCESS",
  "FEATURE_V_1_4_ARRAY_FIND_FUNCTIONS",
  "FEATURE_V_1_4_SEQUENCE_ARG",
  "FEATURE_CBRT_FUNCTIONS",
  "FEATURE_ENCRYPTION",
  "FEATURE_EXPERIMENTAL_MODULES",
];

export type Language = { enabledLanguageFeatures: string[] };

/** BigQuery as closely as the analyser can be told to be: SELECT statements only, types by their public names. */
export function bigqueryLanguage(everything: Language): Language & Record<string, unknown> {
  return {
    ...everything,
    enabledLanguageFeatures: everything.enabledLanguageFeatures.filter(
      (one) => !NOT_IN_BIGQUERY.includes(one),
    ),
    productMode: "PRODUCT_EXTERNAL",
    nameResolutionMode: "NAME_RESOLUTION_DEFAULT",
    supportedStatementKinds: ["RESOLVED_QUERY_STMT"],
  };
}
