"""Random queries over relations, spelled for Millrace and for DuckDB side by side."""

from dataclasses import dataclass, field

from expressions import FINISHED, Expression, ExpressionGenerator, duck_cast, leaf

ROWS_MAX = 10**4


@dataclass(frozen=True)
class Relation:
    """What can stand in FROM. `windowed`: the rows of a TUMBLE or HOP, with window_start and window_end."""

    postgres: str
    duck: str
    columns: tuple
    windowed: bool = False


@dataclass
class Query:
    postgres: str
    duck: str
    columns: tuple
    late: str | None = None  # DuckDB's rows of VIEW.late: window_start, window_end
    ends: str | None = None  # DuckDB's last end of a window


@dataclass
class Session:
    random: object
    zone: str
    shift: object
    names: int = 0
    seen: set = field(default_factory=set)

    def name(self, prefix):
        self.names += 1
        return f"{prefix}{self.names}"

    def expressions(self, columns):
        return ExpressionGenerator(self.random, columns, self.shift, self.zone)


def listed(items):
    return ", ".join(items)


def selected(expressions, names, of):
    if of == "postgres":
        return listed(f'{e.postgres} AS "{n}"' for e, n in zip(expressions, names))
    return listed(f'{duck_cast(e)} AS "{n}"' for e, n in zip(expressions, names))


def condition(session, columns, word, chance=0.6):
    """A WHERE or nothing, in both spellings."""
    if session.random.random() > chance:
        return "", ""
    test = session.expressions(columns).boolean(2)
    return f" {word} {test.postgres}", f" {word} {test.duck}"


def random_query(session, relation, depth=2):
    random = session.random
    if relation.windowed:
        return aggregation(session, relation)
    relation, prefix = wrapped(session, relation, depth)
    pick = random.random()
    if pick < 0.3:
        query = projection(session, relation)
    elif pick < 0.4:
        query = distinct(session, relation)
    elif pick < 0.55:
        query = set_operation(session, relation)
    else:
        query = aggregation(session, relation)
    return Query(prefix[0] + query.postgres, prefix[1] + query.duck, query.columns)


def wrapped(session, relation, depth):
    """The relation itself, or a query over it as a subquery in FROM or as a CTE."""
    random = session.random
    if depth <= 0 or random.random() < 0.6:
        return relation, ("", "")
    inner = random.choice([projection, projection, aggregation, distinct, set_operation])(session, relation)
    name = session.name("q")
    if random.random() < 0.5:
        return Relation(f"({inner.postgres}) AS {name}", f"({inner.duck}) AS {name}", inner.columns), ("", "")
    return (Relation(name, name, inner.columns),
            (f"WITH {name} AS ({inner.postgres}) ", f"WITH {name} AS ({inner.duck}) "))


def projection(session, relation):
    random = session.random
    where = condition(session, relation.columns, "WHERE")
    generator = session.expressions(relation.columns)
    outputs = [generator.any() for _ in range(random.randint(1, 5))]
    if random.random() < 0.25:
        quotient = generator.quotient()
        outputs += [quotient] if quotient else []
    outputs += [leaf(c) for c in relation.columns if c.type in FINISHED and random.random() < 0.7]
    names = [session.name("c") for _ in outputs]
    return Query(
        f"SELECT {selected(outputs, names, 'postgres')} FROM {relation.postgres}{where[0]}",
        f"SELECT {selected(outputs, names, 'duck')} FROM {relation.duck}{where[1]}",
        tuple(e.named(n) for e, n in zip(outputs, names)))


def distinct(session, relation):
    where = condition(session, relation.columns, "WHERE", 0.3)
    generator = session.expressions(relation.columns)
    outputs = [generator.any(1) for _ in range(session.random.randint(1, 3))]
    names = [session.name("c") for _ in outputs]
    return Query(
        f"SELECT DISTINCT {selected(outputs, names, 'postgres')} FROM {relation.postgres}{where[0]}",
        f"SELECT DISTINCT {selected(outputs, names, 'duck')} FROM {relation.duck}{where[1]}",
        tuple(e.named(n) for e, n in zip(outputs, names)))


OPERATORS = ["UNION ALL", "UNION", "INTERSECT", "INTERSECT ALL", "EXCEPT", "EXCEPT ALL"]


def set_operation(session, relation):
    """Two or three SELECTs, mixed without brackets: precedence is part of the question."""
    random = session.random
    query = projection(session, relation)
    if any(c.type in FINISHED for c in query.columns):
        return query
    first = query
    generator = session.expressions(relation.columns)
    for _ in range(random.choice([1, 1, 2])):
        operator = random.choice(OPERATORS)
        if random.random() < 0.6:
            # The same columns of other rows, so that the sides have rows in common.
            where = condition(session, relation.columns, "WHERE", 0.8)
            more = (bare(first.postgres) + where[0], bare(first.duck) + where[1])
            outputs = first.columns
        else:
            outputs = [of_type(generator, column) for column in first.columns]
            where = condition(session, relation.columns, "WHERE")
            names = [column.name for column in first.columns]
            more = (f"SELECT {selected(outputs, names, 'postgres')} FROM {relation.postgres}{where[0]}",
                    f"SELECT {selected(outputs, names, 'duck')} FROM {relation.duck}{where[1]}")
        columns = tuple(
            type(c)(c.name, c.type, max(c.bound, e.bound), max(c.scale, e.scale))
            for c, e in zip(query.columns, outputs))
        query = Query(f"{query.postgres} {operator} {more[0]}", f"{query.duck} {operator} {more[1]}", columns)
    return query


def bare(select):
    """A SELECT of `projection` without its WHERE, which stands last and is in brackets where it is nested."""
    depth, quoted = 0, False
    for at in range(len(select) - 1, -1, -1):
        if select[at] == "'":
            quoted = not quoted
        elif not quoted:
            depth += {")": 1, "(": -1}.get(select[at], 0)
            if depth == 0 and select.startswith(" WHERE ", at):
                return select[:at]
    return select


def of_type(generator, column):
    makers = {"text": generator.text, "boolean": generator.boolean, "numeric": generator.numeric,
              "double precision": generator.double, "date": generator.date, "timestamp": lambda: generator.time_of("timestamp"),
              "timestamptz": lambda: generator.time_of("timestamptz")}
    if column.type in makers:
        return makers[column.type]()
    value = generator.integer_literal()
    return Expression(f"CAST({value.postgres} AS {column.type})", value.duck, column.type, value.bound)


def aggregation(session, relation):
    random = session.random
    generator = session.expressions(relation.columns)
    where = condition(session, relation.columns, "WHERE", 0.5)
    keys = grouping_keys(session, relation, generator)
    names = [session.name("c") for _ in keys]
    aggregates = [a for a in (aggregate(session, generator) for _ in range(random.randint(1, 4))) if a]
    aggregates = aggregates or [Expression("count(*)", "count(*)", "bigint", ROWS_MAX)]
    outputs = keys + aggregates
    names += [session.name("c") for _ in aggregates]
    having = ("", "")
    if random.random() < 0.4:
        having = having_condition(session, generator)
    grouped = ["", ""]
    if keys:
        by_place = random.random() < 0.3
        places = [str(i + 1) for i in range(len(keys))]
        grouped = [" GROUP BY " + listed(places if by_place else [k.postgres for k in keys]),
                   " GROUP BY " + listed(duck_cast(k) for k in keys)]
    source, late, ends = relation.duck, None, None
    if relation.windowed:
        source = f"(SELECT * FROM {relation.duck} WHERE carried IS NULL OR window_end > carried)"
        test = where[1] or " WHERE true"
        late = f"SELECT window_start, window_end FROM {relation.duck}{test} AND window_end <= carried"
        ends = f"SELECT max(window_end) FROM {source}{where[1]}"
    if keys and random.random() < 0.3:
        grouped, told = grouping_sets(session, keys, relation.windowed)
        outputs, names = outputs + told, names + [session.name("c") for _ in told]
    columns = tuple(e.named(n) for e, n in zip(outputs, names))
    return Query(
        f"SELECT {selected(outputs, names, 'postgres')} FROM {relation.postgres}{where[0]}{grouped[0]}{having[0]}",
        f"SELECT {selected(outputs, names, 'duck')} FROM {source}{where[1]}{grouped[1]}{having[1]}",
        columns, late, ends)


def grouping_keys(session, relation, generator):
    random = session.random
    usable = generator.usable()
    keys = []
    if relation.windowed:
        start = next(c for c in generator.columns if c.postgres == '"window_start"')
        end = next(c for c in generator.columns if c.postgres == '"window_end"')
        keys = [start] + ([end] if random.random() < 0.3 else [])
    for _ in range(random.choice([0, 1, 1, 2, 3]) if not relation.windowed else random.randint(0, 2)):
        key = random.choice(usable) if usable and random.random() < 0.7 else generator.any(1)
        # A literal alone would be a position in Postgres' GROUP BY, or no column at all.
        if '"' in key.postgres and all(key.postgres != other.postgres for other in keys):
            keys.append(key)
    random.shuffle(keys)
    return keys


def grouping_sets(session, keys, windowed):
    """GROUP BY with several sets, and calls of grouping. Where a window must close, every set has it."""
    random = session.random
    fixed = [k for k in keys if windowed and k.postgres in ('"window_start"', '"window_end"')]
    free = [k for k in keys if k not in fixed]
    form = random.choice(["ROLLUP", "CUBE", "GROUPING SETS"])
    if form == "GROUPING SETS":
        sets = [random.sample(free, random.randint(0, len(free))) for _ in range(random.randint(1, 3))]
        # Each key must be in some set, or the SELECT could not name it.
        sets.append(free)
        random.shuffle(sets)
        parts = [[f"({listed(spelled(k, of) for k in s)})" for s in sets] for of in (0, 1)]
    else:
        parts = [[spelled(k, of) for k in free] for of in (0, 1)]
    if not free:
        return [" GROUP BY " + listed(spelled(k, of) for k in fixed) for of in (0, 1)], []
    told = []
    for _ in range(random.choice([0, 1, 2])):
        asked = random.sample(keys, random.randint(1, len(keys)))
        postgres, duck = (f"grouping({listed(spelled(k, of) for k in asked)})" for of in (0, 1))
        told.append(Expression(postgres, duck, "integer", 2**len(asked)))
    return [" GROUP BY " + listed([spelled(k, of) for k in fixed] + [f"{form} ({listed(parts[of])})"])
            for of in (0, 1)], told


def spelled(key, of):
    return key.postgres if of == 0 else duck_cast(key)


def aggregate(session, generator):
    random = session.random
    filtered = ("", "", "true")
    if random.random() < 0.3:
        test = generator.boolean(1)
        filtered = (f" FILTER (WHERE {test.postgres})", f" FILTER (WHERE {test.duck})", test.duck)
    name = random.choice(["count(*)", "count", "count distinct", "sum", "sum", "avg", "min", "max", "bool_and", "bool_or",
                          "bit_and", "bit_or", "bit_xor", "percentile_disc"])
    if name == "count(*)":
        return Expression(f"count(*){filtered[0]}", f"count(*){filtered[1]}", "bigint", ROWS_MAX)
    if name in ("count", "count distinct", "min", "max"):
        value = generator.any(1)
        word = "DISTINCT " if name == "count distinct" else ""
        function = name.split()[0]
        postgres = f"{function}({word}{value.postgres}){filtered[0]}"
        duck = f"{function}({word}{duck_cast(value)}){filtered[1]}"
        if function == "count":
            return Expression(postgres, duck, "bigint", ROWS_MAX)
        if value.type == "boolean":
            return None
        return Expression(postgres, duck, value.type, value.bound, value.scale)
    if name in ("bool_and", "bool_or"):
        value = generator.boolean(1)
        return Expression(f"{name}({value.postgres}){filtered[0]}", f"{name}({value.duck}){filtered[1]}", "boolean")
    if name.startswith("bit_"):
        value = generator.integer(1)
        return Expression(f"{name}({value.postgres}){filtered[0]}", f"{name}({duck_cast(value)}){filtered[1]}",
                          value.type, 2 * value.bound + 1)
    if name == "percentile_disc":
        value, place = generator.integer(1), random.choice([0, 0.25, 0.5, 0.9, 1])
        direction = random.choice(["", " DESC"])
        return Expression(
            f"percentile_disc({place}) WITHIN GROUP (ORDER BY {value.postgres}{direction}){filtered[0]}",
            f"percentile_disc({place}) WITHIN GROUP (ORDER BY {duck_cast(value)}{direction}){filtered[1]}",
            value.type, value.bound)
    value = random.choice([generator.integer, generator.integer, generator.numeric, generator.double])(1)
    return sum_or_average(name, value, filtered)


def sum_or_average(name, value, filtered):
    postgres = f"{name}({value.postgres}){filtered[0]}"
    if value.type == "double precision":
        kept = f"list({value.duck}) FILTER (WHERE {value.duck} IS NOT NULL AND {filtered[2]})"
        return Expression(postgres, kept, "exact sum" if name == "sum" else "exact average")
    bound = value.bound * ROWS_MAX
    if value.type == "numeric" and bound >= 10**27 and value.bound < 10**26:
        bound = 10**27 - 1
    total = f"sum({value.duck}){filtered[1]}"
    if name == "avg":
        count = f"count({value.duck}){filtered[1]}"
        return Expression(
            postgres,
            "{'dividend': " + f"CAST({total} AS VARCHAR), 'divisor': CAST(nullif({count}, 0) AS VARCHAR), "
            + f"'scale': {value.scale}" + "}", "quotient")
    if value.type == "numeric":
        return Expression(postgres, f"CAST({total} AS DECIMAL(38,10))", "numeric", bound, value.scale)
    if value.type == "bigint":
        return Expression(postgres, f"CAST({total} AS DECIMAL(38,10))", "numeric", bound)
    return Expression(postgres, f"CAST({total} AS BIGINT)", "bigint", bound)


def having_condition(session, generator):
    random = session.random
    for _ in range(5):
        value = aggregate(session, generator)
        if value and value.type in ("bigint", "numeric"):
            limit, operator = random.choice([-3, 0, 1, 2, 5]), random.choice([">", ">=", "<", "<>", "="])
            return (f" HAVING {value.postgres} {operator} {limit}", f" HAVING {value.duck} {operator} {limit}")
    return " HAVING count(*) > 1", " HAVING count(*) > 1"
