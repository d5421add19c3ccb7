"""An independent model of what becomes of each row: accepted, rejected or duplicate, and the watermark
that an accepted row carries (the largest event time before it in its partition, minus the delay)."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass
class Account:
    read: int = 0
    accepted: int = 0
    rejected: int = 0
    duplicate: int = 0


class TableModel:
    def __init__(self, table):
        self.table = table
        self.account = Account()
        self.accepted = []  # (row, carried watermark or None)
        self.current = {}  # of an upsert table: the last accepted row of each key
        self.rejected_raw = []
        self.watermarks = {}
        self.first_copies = {}
        self.files_read = 0

    @property
    def rows(self):
        """What the table holds: (row, carried watermark or None)."""
        return list(self.current.values()) if self.table.is_upsert else self.accepted

    def read_new_files(self):
        for index in range(self.files_read, len(self.table.files)):
            partition = index if self.table.partition_by_file else 0
            for record in self.table.files[index][2]:
                self.read(record, partition)
        self.files_read = len(self.table.files)

    def read(self, record, partition):
        self.account.read += 1
        if record.row is None:
            self.reject(record)
            return
        carried = self.watermarks.get(partition)
        time = record.row[self.table.event_time]
        reached = time - timedelta(seconds=self.table.delay_seconds)
        self.watermarks[partition] = reached if carried is None else max(carried, reached)
        if self.table.unique_within is None:
            self.accept(record.row, carried)
            return
        first = self.first_copies.get(record.row["id"])
        within = timedelta(seconds=self.table.unique_within)
        if first is None or carried is not None and carried > first[self.table.event_time] + within:
            self.first_copies[record.row["id"]] = record.row
            self.accept(record.row, carried)
        elif first == record.row:
            self.account.duplicate += 1
        else:
            self.reject(record)

    def accept(self, row, carried):
        self.account.accepted += 1
        if self.table.is_upsert:
            self.current[row["id"]] = (row, carried)
        else:
            self.accepted.append((row, carried))

    def reject(self, record):
        self.account.rejected += 1
        self.rejected_raw.append(record.raw)

    def close_windows(self, last_end):
        """The end of bounded input raises watermarks to the end of the last window that it closed."""
        for partition, watermark in self.watermarks.items():
            self.watermarks[partition] = max(watermark, last_end)
