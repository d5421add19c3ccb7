"""Writes topics of the embedded log where `millrace topics write` cannot: to a partition of choice, with any
timestamps, and messages without a value. Sources/Store/Log (TopicSchema, RecordBatchBuilder) describes the file."""

import sqlite3
import struct
import subprocess
from dataclasses import dataclass

OFFSET_BITS = 44
ABSENT = 0xFFFFFFFF
BLOCK_BYTES_MAX = 128 << 10


@dataclass(frozen=True)
class Message:
    partition: int
    key: bytes | None
    value: bytes | None  # None: the message deletes its key
    timestamp: int  # µs since 1970


def zstandard_frame(content):
    """A Zstandard frame (RFC 8878) of a known size whose blocks hold their bytes as they are."""
    blocks = [content[at:at + BLOCK_BYTES_MAX] for at in range(0, len(content), BLOCK_BYTES_MAX)] or [b""]
    frame = struct.pack("<IBQ", 0xFD2FB528, 0xE0, len(content))
    for index, block in enumerate(blocks):
        is_last = index == len(blocks) - 1
        frame += (len(block) << 3 | is_last).to_bytes(3, "little") + block
    return frame


def create_topic(binary, folder, topic, partitions):
    subprocess.run([binary, "topics", "create", topic, "--partitions", str(partitions)],
                   cwd=folder, check=True, capture_output=True)


def write_messages(folder, topic, messages):
    """Appends messages, those of each partition in their order as one batch."""
    database = sqlite3.connect(folder / f".millrace/broker/{topic}.db", isolation_level=None)
    database.execute("PRAGMA synchronous = OFF")
    database.execute("BEGIN IMMEDIATE")
    for partition in sorted({message.partition for message in messages}):
        append(database, partition, [m for m in messages if m.partition == partition])
    database.execute("COMMIT")
    database.close()


def append(database, partition, messages):
    first = messages[0].timestamp
    values = b"".join(m.value or b"" for m in messages)
    keys = b"".join(m.key or b"" for m in messages)
    spans = b"\x01" + b"".join(
        [struct.pack("<I", ABSENT if m.value is None else len(m.value)) for m in messages]
        + [struct.pack("<I", ABSENT if m.key is None else len(m.key)) for m in messages]
        + [struct.pack("<q", m.timestamp - first) for m in messages])
    frames = zstandard_frame(spans), zstandard_frame(values + keys)
    stored = len(frames[0]) + len(frames[1])
    (offset,) = database.execute("SELECT next_offset FROM partitions WHERE partition = ?", (partition,)).fetchone()
    database.execute(
        "INSERT INTO batches VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (partition << OFFSET_BITS | offset, len(messages), first, max(m.timestamp for m in messages),
         len(values) + len(keys), stored, *frames))
    database.execute(
        "UPDATE partitions SET next_offset = ?, byte_count = byte_count + ? WHERE partition = ?",
        (offset + len(messages), stored, partition))
