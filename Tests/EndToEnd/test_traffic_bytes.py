"""The bytes of a scenario that draws in every way: written down once, so that no machine, compiler or library changes them."""

import json

from project import Project

SCENARIO = """
scenario: every-draw
summary: each way to draw a value
start: 2026-03-07 22:00:00
parameters: {rate: 40}
dimensions:
  country: [United States, Mexico, China]
populations:
  people:
    size: 300
    growth: 30%
    attributes:
      number: number
      country: {choice: {United States: 5, Mexico: 2, China: 3}}
      city: {table: {name: cities, column: city, where: {country: country}, row: home}}
      zone: {table: {name: cities, column: zone, where: {country: country}, row: home}}
      name: {table: {name: people, column: name, where: {country: country}}}
      mood: {choice: [good, bad], every: 2 hours}
    levels:
      credit: {start: 50..90, reorder: 20, delivery: 30..60, after: 10 minutes..1 hour}
curves:
  day:
    by: [country]
    total: 60000 per day
    zone: {country: {United States: America/New_York, Mexico: America/Mexico_City, China: Asia/Shanghai}}
    floor: 0.2
    bumps: [{at: 12.5, width: 3, height: 1}, {at: 23, width: 4, height: 2}]
streams:
  draws:
    arrivals: {curve: day}
    references: {person: {population: people, skew: 0.75, where: {country: country}}}
    key: person
    id: id
    time: at
    disorder: 5 seconds
    watermark: 10 seconds
    window: 1 minute
    late: 1%
    duplicates: 1%
    fields:
      id: {template: "D-{number:6}"}
      person: person.number
      name: person.name
      city: person.city
      mood: person.mood
      credit: person.credit
      whole: {integer: -5..5}
      exact: {decimal: 0.01..99.99}
      bell: {normal: {mean: 50, deviation: 12, from: 0, to: 100, scale: 3}}
      price: {lognormal: {median: 20, spread: 0.9, from: 0.5, to: 9000, scale: 2}}
      taken: {integer: 1..4}
      total: {multiply: [taken, price], scale: 1}
      share: {divide: [price, taken], scale: 4}
      token: {uuid: {}}
      done: {flag: 0.9}
      reason: {case: [{when: {done: false}, then: {choice: {late: 3, lost: 1}}}], else: null}
      at: {timestamp: time, format: iso, zone: person.zone}
      note: {choice: [ab, cd], nulls: 30%}
    consumes: {level: person.credit, field: taken}
    corruption:
      share: 3%
      kinds: {cut_line: {}, negative: {fields: [price]}, swapped: {fields: [name, city]}, mojibake: {fields: [city]}}
"""
LINES, CHECKSUM = 6779, "14538858058234"


def test_these_bytes_are_the_same_on_every_machine(project: Project):
    project.write("every-draw.yaml", SCENARIO)
    project.call(
        "generate", "every-draw.yaml", "--quiet", "--for", "5h", "--seed", "7", "--to", "files:traffic",
        "--truth", "truth.jsonl")
    stream = next(
        line for line in map(json.loads, (project.folder / "truth.jsonl").open())
        if line["type"] == "stream")
    assert (stream["read"], stream["checksum"]) == (LINES, CHECKSUM)
