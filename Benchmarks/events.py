"""Writes the benchmark's input: JSON events of about 170 bytes, users by Zipf, time rising by the millisecond.

    events.py FOLDER [ROWS] [FILES]     3 000 000 rows in 4 files unless told otherwise; the same for the same arguments
"""

import itertools
import os
import random
import sys

USERS = 100_000
EVENTS = ("view", "view", "view", "Interaction", "contact")
DEVICES = ("ios", "android", "desktop", "tablet")
CITIES = ("Pune", "Mumbai", "Delhi", "Chennai", "Kolkata", "Jaipur")
START = 1_638_230_400  # 2021-11-30 00:00:00 UTC


def clock(second: int) -> str:
    day, rest = divmod(second, 86_400)
    return f"2021-{11 if day == 0 else 12:02}-{30 if day == 0 else day:02} " \
           f"{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}"


def write(folder: str, rows: int, files: int) -> None:
    random.seed(7)
    weights = list(itertools.accumulate(1 / rank for rank in range(1, USERS + 1)))
    per_file = -(-rows // files)
    event_id = 0
    for number in range(files):
        with open(os.path.join(folder, f"events-{number + 1}.jsonl.tmp"), "w") as out:
            while event_id < min(rows, per_file * (number + 1)):
                count = min(50_000, per_file * (number + 1) - event_id, rows - event_id)
                users = random.choices(range(1, USERS + 1), cum_weights=weights, k=count)
                lines = []
                for user in users:
                    event_id += 1
                    second = max(0, event_id // 1_700 - random.randrange(8))
                    lines.append(
                        f'{{"event_id":{event_id},"user_id":{user},"property_id":{user % 5_000},'
                        f'"date":"{clock(second)}","event":"{EVENTS[event_id % 5]}",'
                        f'"session":"{random.getrandbits(128):032x}",'
                        f'"device":"{DEVICES[event_id % 4]}","city":"{CITIES[event_id % 6]}"}}\n')
                out.write("".join(lines))
        os.rename(out.name, out.name.removesuffix(".tmp"))


if __name__ == "__main__":
    target = sys.argv[1]
    os.makedirs(target, exist_ok=True)
    write(target, int(sys.argv[2]) if len(sys.argv) > 2 else 3_000_000,
          int(sys.argv[3]) if len(sys.argv) > 3 else 4)
