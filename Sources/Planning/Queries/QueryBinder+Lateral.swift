import Columnar
import Diagnostics
import SQL

extension QueryBinder {
  func refuseLateral(_ item: FromSyntax) {
    faults.unsupported(
      "LATERAL without a relation before it", at: item.range, help: "leave LATERAL out")
  }

  func bindLateral(
    _ query: QuerySyntax, _ item: FromSyntax, _ join: JoinSyntax, after left: Source, _ ctes: CTEs
  ) -> Source {
    faults.unsupported("LATERAL", at: item.range, help: "join on a condition instead")
    return .broken
  }
}
