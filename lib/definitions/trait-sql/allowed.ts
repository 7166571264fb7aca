/**
 * What the SQL of a trait may be made of. Anything else is refused: what a parser does not name here may read a file, ask the
 * time or change something.
 */

/** Kinds of nodes as the parser names them. */
export const NODES: ReadonlySet<string> = new Set([
  ...["Query", "Select", "SetOperation", "Values", "Derived", "NestedJoin", "CrossJoin", "Join", "Inner"],
  ...["Left", "LeftOuter", "Right", "RightOuter", "FullOuter", "On", "Using", "OrderBy", "LimitOffset"],
  ...["UnnamedExpr", "ExprWithAlias", "Wildcard", "QualifiedWildcard", "ObjectName", "Expressions", "All"],
  ...["Expr", "Unnamed", "List", "Identifier", "CompoundIdentifier", "Value", "Nested", "Subquery", "Tuple"],
  ...["BinaryOp", "UnaryOp", "Between", "Like", "ILike", "InList", "InSubquery", "Exists", "Case", "Cast"],
  ...["IsNull", "IsNotNull", "IsTrue", "IsNotTrue", "IsFalse", "IsNotFalse"],
  ...["IsDistinctFrom", "IsNotDistinctFrom", "Extract", "Ceil", "Floor", "Position", "Substring", "Trim"],
  ...["DateTimeField", "Interval", "TypedString", "AtTimeZone", "WindowSpec", "Preceding", "Following"],
  ...["Number", "SingleQuotedString", "DoubleQuotedString", "Boolean", "GroupingSets", "Rollup", "Cube"],
  ...["BigInt", "Int", "Integer", "SmallInt", "Int64", "Float", "Float64", "Double", "Real", "Decimal"],
  ...["Numeric", "BigNumeric", "Varchar", "Char", "String", "Timestamp", "Datetime"],
  ...["PrecisionAndScale", "Precision", "IntegerLength"],
]);

/** Functions that always give the same for the same rows. */
export const FUNCTIONS: ReadonlySet<string> = new Set([
  ...["count", "count_if", "countif", "sum", "avg", "min", "max", "median", "mode", "bool_and", "bool_or"],
  ...["logical_and", "logical_or", "string_agg", "arg_max", "arg_min", "max_by", "min_by", "any_value"],
  ...["quantile_cont", "quantile_disc", "percentile_cont", "percentile_disc", "corr", "covar_pop"],
  ...["covar_samp", "stddev", "stddev_pop", "stddev_samp", "variance", "var_pop", "var_samp"],
  ...["regr_slope", "regr_intercept", "row_number", "rank", "dense_rank", "percent_rank", "cume_dist"],
  ...["ntile", "lag", "lead", "first_value", "last_value", "nth_value"],
  ...["coalesce", "nullif", "ifnull", "if", "greatest", "least", "abs", "ceil", "ceiling", "floor", "round"],
  ...["trunc", "mod", "power", "pow", "sqrt", "exp", "ln", "log", "log10", "log2", "sign", "safe_divide"],
  ...["lower", "upper", "initcap", "trim", "ltrim", "rtrim", "btrim", "length", "char_length", "concat"],
  ...["concat_ws", "left", "right", "substr", "substring", "replace", "strpos", "instr", "starts_with"],
  ...["ends_with", "contains", "split_part", "lpad", "rpad", "reverse", "regexp_replace"],
  ...["regexp_matches", "regexp_contains", "regexp_extract", "md5", "sha256", "to_hex"],
  ...["date_trunc", "date_part", "date_diff", "datediff", "date_add", "date_sub", "timestamp_diff"],
  ...["timestamp_add", "timestamp_sub", "timestamp_trunc", "datetime_diff", "datetime_trunc", "year"],
  ...["month", "day", "hour", "quarter", "week", "dayofweek", "isodow", "make_date", "to_date", "to_char"],
  ...["strftime", "epoch", "date", "timestamp", "datetime"],
]);

/** Functions and words that ask for the moment of asking, which a segment is told and must not look up. */
export const CLOCKS: ReadonlySet<string> = new Set([
  ...["now", "today", "current_date", "current_time", "current_timestamp", "current_datetime", "age"],
  ...["localtime", "localtimestamp", "getdate", "sysdate", "clock_timestamp", "statement_timestamp"],
  ...["transaction_timestamp", "get_current_timestamp", "get_current_time", "unix_seconds"],
]);

/** Texts that databases read as a moment that moves. */
export const MOVING_TEXTS: ReadonlySet<string> = new Set(["now", "today", "tomorrow", "yesterday"]);

/** Clauses that are empty in a SELECT that only reads. */
export const EMPTY_CLAUSES: ReadonlySet<string> = new Set([
  ...["into", "locks", "lateral_views", "pipe_operators", "settings", "format_clause", "for_clause", "top"],
  ...[
    "prewhere",
    "connect_by",
    "cluster_by",
    "distribute_by",
    "sort_by",
    "optimizer_hints",
    "value_table_mode",
  ],
  ...["with_hints", "with_ordinality", "partitions", "index_hints", "version", "sample", "json_path"],
]);
