#!/usr/bin/env python3
"""Writes Tests/ConnectorsTests/Corpus: records with the verdicts of Python's json and csv modules.

json.tsv: verdict, the record in hex, and what Python read from field "a" (s:TEXT IN HEX, i:INTEGER, or -).
csv.tsv:  verdict, the record in hex, and the fields in hex, joined by commas.
Where Python is laxer than RFC 8259 or UTF-8 (NaN, half surrogates), the stricter rule decides.
"""
import csv
import json
import pathlib
import random
import sys

sys.set_int_max_str_digits(0)
folder = pathlib.Path(__file__).resolve().parent.parent / "Tests" / "ConnectorsTests" / "Corpus"

JSON_SEEDS = [
    '{"a":1}', '{"a":-0}', '{"a":0.5,"b":[]}', '{"a":"x","b":{"c":[1,2,{"d":null}]}}', "{}", " {} ",
    '{"a":"\\u00e9\\ud83d\\ude00"}', '{"a":"\\ud800"}', '{"a":"\\udc00x"}', '{"a":"\\ud800\\u0041"}',
    '{"a":9223372036854775807}', '{"a":9223372036854775808}', '{"a":-9223372036854775808}',
    '{"a":1e5}', '{"a":1E+5}', '{"a":1e400}', '{"a":' + "9" * 40 + "}", '{"a":' + "9" * 400 + "}",
    '{"a":1.}', '{"a":.5}', '{"a":01}', '{"a":-}', '{"a":+1}', '{"a":1e}', '{"a":0x10}', '{"a":1_000}',
    '{"a":NaN}', '{"a":Infinity}', '{"a":-Infinity}', '{"a":nul}', '{"a":True}', '{"a":true}',
    '{"a":"x","a":"y"}', '{"a":1,"\\u0061":2}', '{"a":{"a":3}}', "{'a':1}", '{a:1}', '{"a":1,}',
    '{"a":[1,]}', '{"a":[,1]}', '{,"a":1}', '{"a"}', '{"a":}', '{"a":1 "b":2}', '{"a":1}}', '{"a":1}{}',
    '[{"a":1}]', '"a"', "1", "null", "", " ", '{"a":"\t"}', '{"a":"\x00"}', '{"a":"\x7f"}', '\ufeff{"a":1}',
    '{"a":"\\/\\b\\f\\n\\r\\t\\"\\\\"}', '{"a":"\\v"}', '{"a":"\\u12"}', '{"a":"\\U0041"}', '{"a":"' + "x" * 300 + '"}',
    '{"a":1}\x00', '{"a":1}\x0b', '\x0c{"a":1}', '{"a":1}\u00a0', '{"a" : 1 , "b" : "\u2028"}', '/**/{"a":1}',
    '{"a":' + "[" * 500 + "]" * 500 + "}", '{"a":' + "[" * 500 + "]" * 499 + "}", '{"a":"\uffff\U0010ffff"}',
]
CSV_SEEDS = [
    "a,b", "a", '"a","b"', 'a,"b ""c"" d",e', '"a', '"a"b,c', 'a"b,c', '"",""', ",", ",,", 'a,"', '"a""', '"""a"""',
    " a , b ", '"a,b",c', "'a','b'", "é,ü", '" "', 'a,"b"c"', '""a', '"a" ,b', "a\tb", '"a\nb",c', '"a\r\nb"', "\\,\\",
]


def refuse(word):
    raise ValueError(word)


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from strings(item)


def judge_json(record):
    pairs = []

    def keep(found):
        pairs.extend(found)
        return dict(found)

    try:
        value = json.loads(record.decode("utf-8"), parse_constant=refuse, object_pairs_hook=keep)
        if not isinstance(value, dict):
            return "reject", "-"
        for text in strings([[key, item] for key, item in pairs]):
            text.encode("utf-8")
    except (ValueError, RecursionError):
        return "reject", "-"
    a = value.get("a")
    if isinstance(a, str):
        return "accept", "s:" + a.encode().hex()
    if isinstance(a, int) and not isinstance(a, bool) and -(2**63) <= a < 2**63:
        return "accept", f"i:{a}"
    return "accept", "-"


def judge_csv(record):
    try:
        rows = list(csv.reader([record.decode("utf-8")], strict=True))
    except (csv.Error, ValueError):
        return "reject", ""
    if len(rows) != 1:
        return None
    return "accept", ",".join(field.encode().hex() for field in rows[0])


def damaged(record, alphabet, chance):
    record = bytearray(record)
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        at = chance.randrange(len(record) + 1)
        kind = chance.randrange(4)
        if kind == 0 and record:
            del record[min(at, len(record) - 1)]
        elif kind == 1:
            record[at:at] = chance.choice(alphabet)
        elif kind == 2 and record:
            record[min(at, len(record) - 1)] = chance.randrange(256)
        else:
            del record[at:]
    return bytes(record)


def valid_json(count, seed):
    """Objects as json.dumps writes them, with and without spaces and escapes."""
    chance = random.Random(seed)

    def value(depth):
        kind = chance.randrange(9 if depth < 4 else 6)
        if kind < 2:
            return "".join(chance.choice('ab"\\\n\t/é😀\u2028\x7f ') for _ in range(chance.randrange(12)))
        if kind == 2:
            return chance.choice([0, -1, 2**63 - 1, -(2**63), 2**63, 10**30, chance.randrange(10**6)])
        if kind == 3:
            return chance.choice([0.5, -0.0, 1e-7, 1.5e300, chance.random()])
        if kind < 6:
            return chance.choice([True, False, None])
        if kind == 6:
            return [value(depth + 1) for _ in range(chance.randrange(4))]
        return {chance.choice("abcde"): value(depth + 1) for _ in range(chance.randrange(4))}

    for _ in range(count):
        document = {key: value(0) for key in chance.sample("abcd", chance.randrange(1, 5))}
        separators = chance.choice([(",", ":"), (", ", ": "), (" ,\t", "\r :  ")])
        yield json.dumps(document, ensure_ascii=chance.random() < 0.5, separators=separators)


def write(name, seeds, alphabet, judge, count, seed):
    chance = random.Random(seed)
    records = [seed.encode("utf-8", "surrogatepass") for seed in seeds]
    short = [record for record in records if len(record) < 100]
    records += [damaged(chance.choice(short), alphabet, chance) for _ in range(count)]
    lines = []
    for record in dict.fromkeys(records):
        verdict = judge(record)
        if verdict:
            lines.append("\t".join([verdict[0], record.hex(), verdict[1]]))
    (folder / name).write_text("\n".join(lines) + "\n")


JSON_ALPHABET = [text.encode("utf-8") for text in
                 list('{}[]:,"\\ 01-+.eE\t\r/') + ["null", "true", "\\u0041", "é", "\\ud83d", '"a":', "1e9", "\x00"]]
CSV_ALPHABET = [text.encode("utf-8") for text in list('",ab \t\\') + ['""', '",', ',"', "é"]]


def without_bare_line_ends(judge):
    """A line's end outside quotes ends a record before the decoder sees it."""

    def judged(record):
        if record.strip(b" \t\r\n") == b"":
            return None
        verdict = judge(record)
        has_line_end = b"\n" in record or b"\r" in record
        if has_line_end and (verdict is None or verdict[0] == "reject" or record[-1:] in b"\r\n"):
            return None
        return verdict

    return judged


write("json.tsv", JSON_SEEDS + list(valid_json(300, 3)), JSON_ALPHABET, judge_json, 1500, 1)
write("csv.tsv", CSV_SEEDS, CSV_ALPHABET, without_bare_line_ends(judge_csv), 700, 2)
