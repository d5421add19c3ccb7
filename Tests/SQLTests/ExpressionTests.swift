import SQL
import Testing

@Test func `a negative number is a minus and its digits`() throws {
  let comparison = try expression("a > -1")
  guard case .binary(">", _, let right) = comparison.kind, case .unary("-", let digits) = right.kind
  else { throw UnexpectedSyntax(text: "a > -1") }
  #expect(digits.kind == .number("1"))
  for (text, digits) in [
    ("-0", "0"), ("-1.50", "1.50"), ("-9223372036854775808", "9223372036854775808"),
  ] {
    guard case .unary("-", let operand) = try expression(text).kind else {
      throw UnexpectedSyntax(text: text)
    }
    #expect(operand.kind == .number(digits))
  }
}

@Test func `numbers keep their digits as written`() throws {
  for text in ["1", "007", "1.50", "1e3", ".5", "12345678901234567890123", "1e999999"] {
    #expect(try expression(text).kind == .number(text))
  }
}

@Test(arguments: [
  ("1 + 2 * 3", "1 + 2 * 3"), ("(1 + 2) * 3", "(1 + 2) * 3"), ("1 - (2 - 3)", "1 - (2 - 3)"),
  ("1 - 2 - 3", "1 - 2 - 3"), ("a AND b OR c", "a AND b OR c"),
  ("a AND (b OR c)", "a AND (b OR c)"),
  ("NOT a AND b", "NOT a AND b"), ("NOT (a AND b)", "NOT (a AND b)"), ("- - 1", "- -1"),
  ("-(1 + 2)", "-(1 + 2)"), ("-a::int", "-a::integer"), ("(-1)::int", "(-1)::integer"),
  ("a || b = c", "a || b = c"), ("(a = b) IS NULL", "a = b IS NULL"),
  ("a = (b IS NULL)", "a = (b IS NULL)"),
  ("a BETWEEN 1 AND 2 + 3", "a BETWEEN 1 AND 2 + 3"), ("a NOT IN (1, 2)", "a NOT IN (1, 2)"),
  ("a LIKE 'x%' AND b NOT ILIKE 'y'", "a LIKE 'x%' AND b NOT ILIKE 'y'"),
  ("a IS NOT DISTINCT FROM b", "a IS NOT DISTINCT FROM b"), ("a IS UNKNOWN", "a IS UNKNOWN"),
  ("a IS NOT TRUE", "a IS NOT TRUE"), ("2 ^ 3 ^ 4", "2 ^ 3 ^ 4"), ("-2 ^ 2", "-2 ^ 2"),
  ("CASE a WHEN 1 THEN 'x' ELSE NULL END", "CASE a WHEN 1 THEN 'x' ELSE NULL END"),
  ("CASE WHEN a > 1 THEN TRUE END", "CASE WHEN a > 1 THEN TRUE END"),
  ("count(*) FILTER (WHERE a > 1)", "count(*) FILTER (WHERE a > 1)"),
  ("count(DISTINCT a)", "count(DISTINCT a)"),
  ("coalesce(a, nullif(b, 0))", "coalesce(a, nullif(b, 0))"),
  ("greatest(1, 2) - least(3, 4)", "greatest(1, 2) - least(3, 4)"),
  ("extract(epoch FROM a)", "extract(epoch FROM a)"), ("position('a' IN b)", "position('a' IN b)"),
  ("substring(a FROM 1 FOR 2)", "substring(a, 1, 2)"), ("trim(both 'x' from a)", "btrim(a, 'x')"),
  ("a AT TIME ZONE 'UTC'", "timezone('UTC', a)"), ("current_timestamp", "current_timestamp"),
  ("INTERVAL '1 minute'", "INTERVAL '1 minute'"), ("INTERVAL '5' MINUTE", "INTERVAL '5 minute'"),
  ("CAST(a AS numeric(12, 2))", "a::numeric(12, 2)"), ("'it''s'", "'it''s'"),
  ("\"User\".\"offset\" + \"a\"", "\"User\".\"offset\" + a"), ("ARRAY[1, 2]", "ARRAY[1, 2]"),
  ("array_agg(a ORDER BY b DESC NULLS LAST)", "array_agg(a ORDER BY b DESC NULLS LAST)"),
  ("f(\"offset\" => 1)", "f(\"offset\" => 1)"), ("a ->> 'x'", "a ->> 'x'"),
  ("a !~ 'x'", "a !~ 'x'"),
  ("sum(a) over w", "sum(a) OVER w"), ("rank() OVER( )", "rank() OVER ()"),
  (
    "lag(a) filter (where b) OVER (\"W\" PARTITION BY c, (d + 1) ORDER BY e desc nulls last ROWS 2 PRECEDING)",
    "lag(a) FILTER (WHERE b) OVER (\"W\" PARTITION BY c, d + 1 ORDER BY e DESC NULLS LAST ROWS 2 PRECEDING)"
  ),
  (
    "sum(a) OVER (ORDER BY b RANGE BETWEEN INTERVAL '1 day' PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW)",
    "sum(a) OVER (ORDER BY b RANGE BETWEEN INTERVAL '1 day' PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW)"
  ),
  (
    "sum(a) OVER (ORDER BY b GROUPS BETWEEN CURRENT ROW AND 1 + 1 FOLLOWING EXCLUDE NO OTHERS)",
    "sum(a) OVER (ORDER BY b GROUPS BETWEEN CURRENT ROW AND 1 + 1 FOLLOWING)"
  ),
  ("EXISTS (SELECT 1)", "EXISTS (SELECT …)"), ("a NOT IN (SELECT 1)", "NOT a IN (SELECT …)"),
])
func `an expression's text has the brackets that precedence needs`(written: String, text: String)
  throws
{
  #expect(deparse(try expression(written)) == text)
}

@Test(arguments: [
  "1 + 2 * 3 - (4 - 5)", "a AND (b OR NOT c) AND d IS NULL", "-(a + 1) ^ 2", "(a = b) = (c = d)",
  "CASE WHEN a IN (1, 2) THEN (b)::text ELSE 'x' || c END", "a BETWEEN b AND c + 1",
  "(a BETWEEN 1 AND 2) = (b LIKE 'c')", "NOT (NOT a)", "(a IS DISTINCT FROM b) IS TRUE",
  "sum(a * -1) FILTER (WHERE b <> ALL_OF) / count(*)", "\"select\" + \"A b\" + left(x, 1)",
  "sum(a) OVER (w RANGE BETWEEN 1 FOLLOWING AND b + 1 FOLLOWING EXCLUDE TIES)",
  "ntile(4) OVER (PARTITION BY a OR b ORDER BY c IS NULL, -d DESC GROUPS UNBOUNDED PRECEDING)",
  "(a || b) || (c || d)", "a - -1", "(- a)::int::text", "x -> 'a' ->> 'b'",
])
func `the text of an expression parses to the same text`(written: String) throws {
  let text = deparse(try expression(written))
  #expect(deparse(try expression(text)) == text)
}

@Test(arguments: [
  ("a", "a"), ("t.a", "a"), ("count(*)", "count"), ("a + 1", "?column?"), ("a::int", "a"),
  ("'1'::bigint", "int8"), ("CASE WHEN a THEN 1 END", "case"),
  ("CASE WHEN a THEN 1 ELSE b END", "b"),
  ("coalesce(a, 1)", "coalesce"), ("extract(epoch FROM a)", "extract"), ("TRUE", "?column?"),
  ("'1'::int::text", "text"), ("(CASE WHEN a THEN 1 END)::int", "int4"),
  ("DATE '2020-01-01'", "date"), ("trim(a)", "btrim"), ("a AT TIME ZONE 'UTC'", "timezone"),
  ("'{1}'::int[]", "int4"), ("(a + 1)::text", "text"), ("nullif(a, 1)", "nullif"),
  ("INTERVAL '1 day'", "interval"), ("EXISTS (SELECT 1)", "exists"),
  ("(SELECT max(a) FROM t)", "max"),
  ("'x'", "?column?"), ("a IS NULL", "?column?"), ("current_date", "current_date"),
])
func `a column without alias has PostgreSQL 15's name`(written: String, name: String) throws {
  #expect(defaultColumnName(try expression(written)) == name)
}

@Test(arguments: [
  "a", "t.a", "count(*)", "count(*) FILTER (WHERE a > (1))", "rank() OVER w",
  "sum(a) OVER (PARTITION BY (b))", "sum(a) FILTER (WHERE (b)) OVER (w ROWS 1 PRECEDING)",
  "f(rank() OVER ())", "(1 + 2) * 3", "1 * (2 + 3)",
  "a IN (1, 2)",
  "a NOT IN (1, (2))", "a IS NOT NULL", "a ISNULL", "CASE WHEN a THEN (CASE WHEN b THEN 1 END) END",
  "CAST(a AS numeric(12, 2))", "a::double precision", "a::timestamp(3) with time zone", "a::text[]",
  "INTERVAL '5' MINUTE", "DATE '2021-11-30'", "extract(epoch FROM a)", "a AT TIME ZONE 'UTC'",
  "f(a, (b), g(c))", "- (1)", "-1", "- 'x'", "- (TRUE)", "- - NULL", "NOT (a AND b)",
  "a BETWEEN (1) AND (2)", "EXISTS (SELECT 1)",
  "a IN (SELECT (1))", "(SELECT 1)", "ARRAY[1, 2]", "'é' || \"日本\"", "current_date", "s.f(1)",
  "coalesce(a, (1))", "nullif(a, 1)", "a IS DISTINCT FROM b", "greatest(a, 1)", "a LIKE 'b'",
  "(a).b IS NULL OR FALSE AND TRUE".replacing("(a).b", with: "(a)"),
])
func `an expression's range covers it whole`(written: String) throws {
  let text = "SELECT 1, \(written) AS x FROM t"
  let item = try select(text).items[1]
  #expect(text[item.expression.range] == written)
  let alias = try #require(item.alias)
  #expect(text[alias.range] == "x")
}

@Test(arguments: [
  ("int", "integer"), ("int8", "bigint"), ("INT4", "integer"), ("smallint", "smallint"),
  ("float", "double precision"),
  ("float4", "real"), ("bool", "boolean"), ("decimal(10,2)", "numeric"), ("varchar(20)", "varchar"),
  ("character varying", "varchar"), ("char(3)", "char"),
  ("timestamp with time zone", "timestamptz"),
  ("timestamp", "timestamp"), ("timestamptz", "timestamptz"), ("jsonb", "jsonb"), ("uuid", "uuid"),
  ("bytea", "bytea"), ("string", "string"), ("time", "time"), ("my.type", "my.type"),
])
func `a type has its spelled name`(written: String, name: String) throws {
  guard case .cast(_, let type) = try expression("a::\(written)").kind else {
    throw UnexpectedSyntax(text: written)
  }
  #expect(type.name == name)
  #expect("SELECT a::\(written)"[type.range] == written)
}

@Test func `a type has its modifiers and array depth`() throws {
  guard case .cast(_, let type) = try expression("a::numeric(12, 2)[][]").kind else {
    throw UnexpectedSyntax(text: "numeric")
  }
  #expect(type.modifiers == [12, 2])
  #expect(type.arrayDepth == 2)
}
