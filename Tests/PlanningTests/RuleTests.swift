import Columnar
import Planning
import TestSupport
import Testing

private let events = """
  CREATE TABLE events (user_id bigint NOT NULL, property_id bigint, date timestamp, event text)
    WITH (connector = 'topic', topic = 'events', format = 'json', event_time = 'date');

  """

/// The explained plan of one view over `events`.
func explained(_ query: String, options: String = "") throws -> String {
  let result = planned(events + "CREATE MATERIALIZED VIEW v\(options) AS \(query);")
  let pipeline = try #require(result.pipeline, "\(result.diagnostics.items)")
  return Explanation(pipeline).text
}

@Test(arguments: cases.names(in: "plans"))
func `every recorded plan keeps the invariants of plans`(name: String) throws {
  let text = try #require(cases.read("plans/\(name).sql"))
  let pipeline = try #require(planned(text).pipeline)
  let plans =
    pipeline.views.map(\.plan) + pipeline.sinks.map(\.plan) + pipeline.inlinedViews.map(\.plan)
  for plan in plans { #expect(PlanInvariants.violation(plan) == nil) }
}

@Test func `a constant that fails stays in the plan and its neighbours are folded`() throws {
  let text = try explained("SELECT user_id / (1 - 1) AS a, 2 * 3 AS b FROM events")
  #expect(text.contains("project user_id / 0 AS a, 6 AS b"))
  #expect(try explained("SELECT 7 / (3 - 3) AS a FROM events").contains("project 7 / 0 AS a"))
}

@Test func `a condition that is always true leaves no filter`() throws {
  #expect(try !explained("SELECT user_id FROM events WHERE 1 < 2 AND true").contains("filter"))
}

@Test func `a filter passes plain columns and stays above what can fail`() throws {
  let passes = try explained(
    "SELECT u FROM (SELECT user_id AS u, event AS e FROM events) AS q WHERE e = 'x'")
  #expect(passes.contains("project user_id AS u\n    filter event = 'x'"))
  let stays = try explained(
    "SELECT u, e FROM (SELECT 1 / user_id AS u, event AS e FROM events) AS q WHERE e = 'x'")
  #expect(stays.contains("filter e = 'x'\n    project 1 / user_id AS u, event AS e"))
}

@Test func `a filter on a key stays above its aggregation, so that late rows are counted alike`()
  throws
{
  let text = try explained(
    "SELECT u, n FROM (SELECT user_id AS u, count(*) AS n FROM events GROUP BY user_id) AS q "
      + "WHERE u > 5")
  #expect(text.contains("filter user_id > 5\n      aggregate by user_id"))
}

@Test func `a filter passes into every branch of a union`() throws {
  let text = try explained(
    "SELECT u FROM (SELECT user_id AS u FROM events UNION ALL SELECT property_id FROM events) "
      + "AS q WHERE u > 5")
  #expect(text.contains("filter user_id > 5"))
  #expect(text.contains("filter property_id > 5"))
}

@Test func `a filter on a window's own column stays above the window`() throws {
  let text = try explained(
    "SELECT user_id FROM TUMBLE(events, date, INTERVAL '1 minute') WHERE window_start > date")
  #expect(text.contains("filter window_start > date\n      tumble"))
}

@Test func `only columns that are needed are read, and the watermark only under a window`() throws {
  #expect(try explained("SELECT count(event) AS n FROM events").contains("scan events: event\n"))
  let unread = try explained("SELECT u FROM (SELECT user_id AS u, date FROM events) AS q")
  #expect(unread.contains("scan events: user_id\n"))
  let window = try explained(
    "SELECT window_start, count(*) AS n FROM TUMBLE(events, date, INTERVAL '1 minute') "
      + "GROUP BY window_start")
  #expect(window.contains("scan events: date, with its watermark\n"))
}

@Test func `a call that nothing reads is not computed`() throws {
  let text = try explained(
    "SELECT u FROM (SELECT user_id AS u, max(event) AS m FROM events GROUP BY user_id) AS q")
  #expect(text.contains("distinct by user_id"))
}
