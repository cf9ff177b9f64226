"""Damage the files of the corpus at random and see that each still gets a verdict.

``PYTHONPATH=.:tests python -m corpus.mutate --count 10000 [--seed N] [--url http://127.0.0.1:8000]``
prints what became of them and keeps what went wrong in a folder. With ``--url`` the same files are
sent to a running service over HTTP (password in ``RESSOURCENKARTEN_EDITOR_PASSWORD``).
"""

from __future__ import annotations

import argparse
import io
import json
import random
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from corpus.all_files import CATALOGUE
from corpus.expecting import described
from corpus.material import context

from geo.errors import GeoError
from geo.importing import Limits, import_table, parse_file

LIMITS = Limits(cpu_s=20, wall_s=30)
_MOST_BYTES = 400_000
Mutation = Callable[[bytes, random.Random], bytes]
_ODD = ("", "0", "-1", "1e308", "NaN", "52,1", "=1+1", "\x00", "ü" * 40, "9" * 400, "POINT (1 1)")


def _flip(content: bytes, dice: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(dice.randint(1, 24)):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def _cut(content: bytes, dice: random.Random) -> bytes:
    return content[: dice.randrange(len(content))]


def _repeat(content: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(content))
    block = content[start : start + dice.randint(1, 4_096)]
    return content[:start] + block * dice.randint(2, 20) + content[start:]


def _swap(content: bytes, dice: random.Random) -> bytes:
    one, other = sorted(dice.randrange(len(content)) for _ in range(2))
    size = dice.randint(1, 256)
    return content[:one] + content[other : other + size] + content[one:]


def _drop(content: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(content))
    return content[:start] + content[start + dice.randint(1, 512) :]


_BYTES: tuple[Mutation, ...] = (_flip, _cut, _repeat, _swap, _drop)


def _in_archive(content: bytes, dice: random.Random) -> bytes:
    """Damage one member and pack all again, so that the checksums fit."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        chosen = dice.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            if name == chosen and part:
                part = dice.choice(_BYTES)(part, dice)
            new.writestr(name, part)
    return stream.getvalue()


def _in_cells(content: bytes, dice: random.Random) -> bytes:
    """Change cells of a list and the order of its rows."""
    table = [line.split(b";") for line in content.split(b"\n")]
    for _ in range(dice.randint(1, 10)):
        row = dice.choice(table)
        cells = (*(text.encode() for text in _ODD), *dice.choice(table))
        row[dice.randrange(len(row))] = dice.choice(cells)
    dice.shuffle(table)
    return b"\n".join(b";".join(row) for row in table)


def mutated(content: bytes, dice: random.Random) -> bytes:
    """Return a damaged copy of a file."""
    ways: list[Mutation] = list(_BYTES)
    if content.startswith(b"PK"):
        ways += [_in_archive] * 5
    elif b";" in content[:200]:
        ways += [_in_cells] * 4
    return dice.choice(ways)(content, dice)


def sources() -> dict[str, bytes]:
    """Return the kept files that are not too large, by name."""
    contents = {
        entry.name: entry.path.read_bytes() for entry in CATALOGUE.values() if not entry.hostile
    }
    return {name: content for name, content in contents.items() if 0 < len(content) < _MOST_BYTES}


def verdict(path: Path, name: str) -> str:
    """Return what becomes of a file: ``read`` or the kind of refusal; anything else raises."""
    try:
        parsed = parse_file(path, file_name=name, limits=LIMITS)
        for table in parsed.tables:
            described(parsed, import_table(parsed, table, context=context()))
    except GeoError as error:
        text = str(error)
        if "im Programm ein Fehler" in text or not text.endswith(".") or f"„{name}“" not in text:
            raise AssertionError(text) from error
        return str(getattr(error.__cause__, "reason", type(error).__name__))
    return "read"


def run(count: int, seed: int, kept: Path, judge: Callable[[Path, str], str]) -> Counter[str]:
    """Damage files and judge them; what goes wrong is kept.

    Returns
    -------
    Counter of str
        Number of files by verdict; ``WRONG`` those that went wrong.
    """
    dice = random.Random(seed)  # noqa: S311 - must be repeatable
    found: Counter[str] = Counter()
    contents = sources()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        for number in range(count):
            name = dice.choice(list(contents))
            path.write_bytes(mutated(contents[name], dice))
            begun = time.monotonic()
            try:
                found[judge(path, name)] += 1
            except Exception:  # noqa: BLE001 - whatever it is, it is wrong
                found["WRONG"] += 1
                kept.mkdir(parents=True, exist_ok=True)
                (kept / f"{number}-{name}").write_bytes(path.read_bytes())
                (kept / f"{number}-{name}.txt").write_text(traceback.format_exc())
            if time.monotonic() - begun > 10:
                found["SLOW"] += 1
                kept.mkdir(parents=True, exist_ok=True)
                (kept / f"{number}-slow-{name}").write_bytes(path.read_bytes())
    return found


def main() -> None:
    """Do what the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "wrong")
    parser.add_argument("--url", default="")
    wanted = parser.parse_args()
    judge = verdict
    if wanted.url:
        from corpus.sending import Sender

        judge = Sender(wanted.url).verdict
    begun = time.monotonic()
    found = run(wanted.count, wanted.seed, wanted.keep, judge)
    seconds = round(time.monotonic() - begun)
    print(json.dumps({"seconds": seconds, **dict(found.most_common())}, indent=1))  # noqa: T201


if __name__ == "__main__":
    main()
