"""The marketplace's orders against its curves, recomputed here from the scenario file alone.

TRAFFIC_ORDERS=1000000 does it at full size; without it each of the 20 seeds has a tenth of the orders.
"""

import collections
import datetime
import json
import math
import os
import zoneinfo

import yaml

from project import ROOT, Project

SCENARIO = ROOT / "Examples/marketplace/scenario.yaml"
SEEDS = 20
ORDERS = int(os.environ.get("TRAFFIC_ORDERS", 20_000))
DAYS = 2
PLAIN = ["patterns=0", "corrupted=0%", "late=0%", "duplicates=0%", "disorder=0 seconds"]


class Curves:
    """Expected orders by (country, category, hour since the start)."""

    def __init__(self, orders_per_day: int):
        scenario = yaml.safe_load(SCENARIO.read_text())
        curve = scenario["curves"]["shopping"]
        self.start = scenario["start"].replace(tzinfo=datetime.timezone.utc)
        self.zones = {
            country: zoneinfo.ZoneInfo(name) for country, name in curve["zone"]["country"].items()}
        self.cells = {}
        for country, country_share in curve["share"]["country"].items():
            for category, category_share in curve["share"]["category"].items():
                traits = {name: curve[name] for name in ("floor", "bumps", "weekdays")}
                for change in curve["cells"]:
                    matches = (change.get("country", country) == country
                               and change.get("category", category) == category)
                    if matches:
                        traits |= {name: change[name] for name in traits if name in change}
                self.cells[country, category] = (country_share * category_share, traits)
        shares = sum(share for share, _ in self.cells.values())
        # A cell's share is of the day's orders, whatever the shape of its own curve.
        self.scale = {
            cell: orders_per_day / 24 * share / shares / self.mean_of_a_day(traits)
            for cell, (share, traits) in self.cells.items()}

    @staticmethod
    def height(traits: dict, hour: float) -> float:
        total = traits["floor"]
        for bump in traits["bumps"]:
            distance = abs(hour - bump["at"]) % 24
            distance = min(distance, 24 - distance) / bump["width"]
            if distance < 1:
                total += bump["height"] * (1 - distance**2) ** 2
        return total

    @classmethod
    def mean_of_a_day(cls, traits: dict) -> float:
        minutes = [cls.height(traits, (minute + 0.5) / 60) for minute in range(24 * 60)]
        return sum(minutes) / len(minutes)

    def expected(self, hours: int) -> dict[tuple, float]:
        counts = collections.defaultdict(float)
        for (country, category), (_, traits) in self.cells.items():
            for minute in range(hours * 60):
                middle = self.start + datetime.timedelta(minutes=minute + 0.5)
                local = middle.astimezone(self.zones[country])
                hour = local.hour + local.minute / 60 + local.second / 3600
                rate = self.height(traits, hour) * traits["weekdays"][local.weekday()]
                counts[country, category, minute // 60] += self.scale[country, category] * rate / 60
        return counts


def upper_tail(statistic: float, degrees: int) -> float:
    """The chi-squared distribution beyond a statistic: series or continued fraction of the incomplete gamma."""
    shape, x = degrees / 2, statistic / 2
    front = math.exp(shape * math.log(x) - x - math.lgamma(shape))
    if x < shape + 1:
        term = total = 1 / shape
        place = shape
        while term > total * 1e-15:
            place += 1
            term *= x / place
            total += term
        return 1 - total * front
    tiny = 1e-300
    b = x + 1 - shape
    c, d = 1 / tiny, 1 / b
    result = d
    for step in range(1, 10_000):
        a = -step * (step - shape)
        b += 2
        d = 1 / (a * d + b or tiny)
        c = b + a / c or tiny
        result *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return result * front


def observed(project: Project, curves: Curves, seed: int, orders_per_day: int) -> collections.Counter:
    settings = [f"orders_per_day={orders_per_day}", *PLAIN]
    arguments = [part for setting in settings for part in ("--set", setting)]
    project.call(
        "generate", str(SCENARIO), "--for", f"{DAYS * 24}h", "--seed", str(seed), "--quiet",
        "--to", f"files:traffic-{seed}", *arguments)
    counts = collections.Counter()
    for path in sorted((project.folder / f"traffic-{seed}").rglob("*.jsonl")):
        with path.open() as lines:
            for line in lines:
                order = json.loads(line)
                age = datetime.datetime.fromisoformat(order["datetime"]) - curves.start
                counts[order["country"], order["product_category"],
                       int(age.total_seconds() // 3600)] += 1
        path.unlink()
    return counts


def test_hourly_counts_by_country_and_category_fit_the_curves(project: Project):
    orders_per_day = ORDERS // DAYS
    curves = Curves(orders_per_day)
    expected = curves.expected(DAYS * 24)
    probabilities = []
    for seed in range(1, SEEDS + 1):
        counts = observed(project, curves, seed, orders_per_day)
        assert set(counts) <= set(expected)
        # Cells with few expected orders are taken together, as the test asks for.
        statistic, degrees, few_expected, few_observed = 0.0, 0, 0.0, 0
        for cell, mean in expected.items():
            if mean < 8:
                few_expected += mean
                few_observed += counts[cell]
            else:
                statistic += (counts[cell] - mean) ** 2 / mean
                degrees += 1
        if few_expected >= 8:
            statistic += (few_observed - few_expected) ** 2 / few_expected
            degrees += 1
        probabilities.append(upper_tail(statistic, degrees))
    print("p-values:", " ".join(f"{value:.3f}" for value in sorted(probabilities)))
    # Of 20 fair draws from 0 to 1 these fail less than once in ten thousand.
    assert min(probabilities) > 1e-6 and max(probabilities) < 1 - 1e-6
    assert 3 <= sum(value < 0.5 for value in probabilities) <= 17
    assert sum(value < 0.05 for value in probabilities) <= 6
    assert sum(value > 0.95 for value in probabilities) <= 6
