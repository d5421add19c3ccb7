import Dataflow
import Planning
import TestSupport
import Testing

@testable import millrace

/// What `explain` says of the examples' most telling views: `Explained/EXAMPLE-VIEW.txt`, for a reader who knows SQL but
/// not this engine. `MILLRACE_RECORD=1` writes them anew; each is to be read then.
@Suite struct ExplainedExamplesTests {
  private static let recorded = CaseFiles("Explained")
  private static let examples = CaseFiles("../../Examples")

  @Test(arguments: [
    ("marketplace", "orders_by_minute"), ("marketplace", "bought_together"),
    ("marketplace", "absurd_prices"), ("storefront", "category_prices"),
    ("storefront", "sales_peaks"), ("storefront", "sellers"),
    ("storefront", "views_by_gender_and_category"), ("orders", "order_bursts"),
    ("orders", "unknown_customers"), ("property-leads", "possible_broker_final"),
  ])
  func `an example's view is explained as recorded`(example: String, view: String) throws {
    let text = try #require(Self.examples.read("\(example)/pipeline.sql"))
    let plan = PipelinePlan(
      stored: StoredPipeline(text: text, settings: [:], fingerprints: [:]))
    let pipeline = try #require(plan.pipeline, "\(plan.faults)")
    let explanation = Explanation(pipeline, only: view).text
    let path = "\(example)-\(view).txt"
    if CaseFiles.isRecording { try #require(Self.recorded.write(explanation, to: path)) }
    #expect(explanation == Self.recorded.read(path))
  }
}
