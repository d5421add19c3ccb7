"""What the expressions of one SELECT may name."""

from dataclasses import dataclass

from expressions import Expression, ExpressionGenerator


@dataclass
class Item:
    """What stands in FROM: its text, its columns as (alias or "", Column), and an estimate of its rows."""

    text: str
    columns: list
    rows: int
    has_comma: bool = False  # whether it is more than one item of FROM


def leaf(alias, column):
    name = f'{alias}."{column.name}"' if alias else f'"{column.name}"'
    return Expression(name, "", column.type, column.bound, column.scale)


class Scope:
    def __init__(self, session, columns):
        self.random = session.random
        self.columns = columns
        self.subqueries = None  # what makes subqueries, where they may stand
        self.generator = ExpressionGenerator(session.random, [], session.shift, session.zone)
        self.generator.columns = [leaf(alias, column) for alias, column in columns]

    def any(self, depth=2):
        if self.subqueries and self.random.random() < 0.06:
            return self.subqueries.value(self)
        if self.generator.columns and self.random.random() < 0.55:
            return self.column()
        return self.generator.any(depth)

    def column(self):
        return self.random.choice(self.generator.columns)

    def boolean(self, depth):
        made = self.generator.boolean(depth).postgres
        return self.subqueries.truth(self, made) if self.subqueries and self.random.random() < 0.1 else made

    def number(self):
        """Of doubles only columns: theirs are quarters, whose sums are exact."""
        doubles = [c for c in self.generator.columns if c.type == "double precision" and c.bound == 0]
        if doubles and self.random.random() < 0.2:
            return self.random.choice(doubles)
        return self.random.choice([self.generator.integer, self.generator.integer, self.generator.numeric])(1)

    def of_types(self, columns):
        return [self.of_type(column) for column in columns]

    def of_type(self, column):
        """An expression of a column's type; of integers of any width, in a set operation they widen."""
        makers = {"text": self.generator.text, "boolean": self.generator.boolean, "numeric": self.generator.numeric,
                  "double precision": self.generator.double, "date": self.generator.date,
                  "timestamp": lambda: self.generator.time_of("timestamp"),
                  "timestamptz": lambda: self.generator.time_of("timestamptz")}
        same = [c for c in self.generator.columns if c.type == column.type]
        if same and self.random.random() < 0.7:
            return self.random.choice(same)
        return makers.get(column.type, self.generator.integer)()

    def has_columns(self, expression):
        """Whether an expression names a column; a constant is no key of GROUP BY."""
        return '"' in expression.postgres
