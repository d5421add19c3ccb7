"""How fast traffic is made: two scenarios into files and into topics, by one thread and by two; beside it Faker.

    generator.py MILLRACE [EVENTS] [FAKER_RECORDS]

Every run also writes the truth. Faker makes the same record as the marketplace's orders, one by one as its users do, with
names, cities and companies of three countries, and writes them as JSON lines.
"""

import json
import pathlib
import random
import subprocess
import sys
import tempfile
import time
import uuid

import faker

SCENARIOS = ("property-leads", "marketplace")
TARGETS = ("files", "topics")
# So many orders that neither the days' ends nor empty minutes are what is measured.
SETTINGS = {"property-leads": [], "marketplace": ["--set", "orders_per_day=20000000"]}
LOCALES = {"United States": "en_US", "Mexico": "es_MX", "China": "zh_CN"}


def millrace(binary: str, scenario: str, target: str, workers: int, events: int) -> tuple[float, int]:
    """Seconds, and bytes of the records."""
    with tempfile.TemporaryDirectory() as folder:
        to = f"files:{folder}/out" if target == "files" else "topics"
        started = time.perf_counter()
        subprocess.run(
            [binary, "generate", scenario, *SETTINGS[scenario], "--events", str(events), "--to", to,
             "--broker", f"embedded:{folder}/broker", "--workers", str(workers), "--truth",
             f"{folder}/truth.jsonl", "--quiet"], check=True)
        seconds = time.perf_counter() - started
        lines = pathlib.Path(folder, "truth.jsonl").read_text().splitlines()
        size = sum(json.loads(line)["bytes"] for line in lines if line.startswith('{"type":"stream"'))
        return seconds, size


def faker_order(generators: dict[str, faker.Faker], number: int) -> dict:
    country = random.choice(list(LOCALES))
    fake = generators[country]
    succeeds = random.random() < 0.96
    return {
        "order_id": f"O-{number:010}", "customer_id": f"C-{random.randrange(50_000):07}",
        "customer_name": fake.name(), "product_id": f"P-{random.randrange(800):05}",
        "product_name": fake.catch_phrase() if country == "United States" else fake.company(),
        "product_category": random.choice(["Electronics", "Fashion", "Grocery", "Home"]),
        "payment_type": random.choice(["Card", "Internet Banking", "UPI", "Wallet"]),
        "qty": random.randint(1, 5), "price": round(random.lognormvariate(3, 0.6), 2),
        "datetime": fake.date_time().isoformat(timespec="milliseconds") + "Z",
        "country": country, "city": fake.city(),
        "ecommerce_website_name": fake.domain_name(), "payment_txn_id": str(uuid.UUID(
            int=random.getrandbits(128), version=4)),
        "payment_txn_success": succeeds,
        "failure_reason": None if succeeds else random.choice(["Card expired", "Timeout"]),
    }


def peer(records: int) -> tuple[float, int]:
    generators = {country: faker.Faker(locale) for country, locale in LOCALES.items()}
    faker.Faker.seed(7)
    random.seed(7)
    with tempfile.TemporaryFile("w") as out:
        started = time.perf_counter()
        for number in range(records):
            out.write(json.dumps(faker_order(generators, number), ensure_ascii=False) + "\n")
        out.flush()
        return time.perf_counter() - started, out.tell()


def line(name: str, events: int, seconds: float, size: int) -> None:
    print(f"{name:44}{events / seconds / 1e6:8.3f}{size / events:12.0f}{size / seconds / 1e6:10.1f}")


def main() -> None:
    binary = sys.argv[1]
    events = int(sys.argv[2]) if len(sys.argv) > 2 else 2_000_000
    records = int(sys.argv[3]) if len(sys.argv) > 3 else 20_000
    print(f"{'':44}{'M/s':>8}{'bytes each':>12}{'MB/s':>10}")
    for scenario in SCENARIOS:
        for target in TARGETS:
            for workers in (1, 2):
                name = f"millrace, {scenario} to {target}, workers {workers}"
                line(name, events, *millrace(binary, scenario, target, workers, events))
    line(f"Faker {faker.VERSION}, marketplace's order", records, *peer(records))


if __name__ == "__main__":
    main()
