"""Which offsets each committed epoch of a run read, from the records that the state keeps of them
(Sources/Store/Encoding/EpochRecord+Encoding.swift)."""

import sqlite3
from dataclasses import dataclass, field


@dataclass
class Epoch:
    number: int
    prepared_at: int  # µs since 1970
    ranges: dict = field(default_factory=dict)  # (table, partition): range of offsets


class RecordReader:
    """Varints, zigzag for signed numbers, length-prefixed bytes."""

    def __init__(self, content):
        self.content, self.at = content, 0

    def byte(self):
        self.at += 1
        return self.content[self.at - 1]

    def unsigned(self):
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7

    def signed(self):
        value = self.unsigned()
        return value >> 1 ^ -(value & 1)

    def bytes(self):
        size = self.unsigned()
        self.at += size
        return self.content[self.at - size:self.at]


def committed_epochs(state):
    """The epochs in order. `state`: the folder of a run's state."""
    database = sqlite3.connect(state / "state.db")
    rows = database.execute("SELECT record FROM epochs WHERE committed_at IS NOT NULL ORDER BY epoch").fetchall()
    database.close()
    return [decoded(record) for (record,) in rows]


def decoded(record):
    reader = RecordReader(record)
    version = reader.byte()
    if version != 2:
        raise ValueError(f"an epoch's record of version {version}: Tests/Oracle/ledger.py reads version 2")
    epoch = Epoch(reader.signed(), reader.signed())
    for _ in range(reader.unsigned()):
        table = reader.bytes().decode()
        for _ in range(reader.unsigned()):
            partition = reader.signed()
            epoch.ranges[table, partition] = range(reader.signed(), reader.signed())
        for _ in range(6):  # counts of rows
            reader.signed()
        for _ in range(reader.unsigned()):  # partitions: number, position, watermark, whether it is idle
            reader.signed(), reader.signed(), reader.signed(), reader.byte()
        reader.signed(), reader.signed(), reader.byte(), reader.bytes()  # watermarks, whether it ended, memory
    return epoch
