/// A plan asks for an operator that is not built.
struct NoOperator: Error {}
