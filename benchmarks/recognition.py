"""Recognising reports of danger: what share of a measured part, written apart from the rules, is judged how.

``RECOGNITION_MISSES=FILE`` writes what was judged wrongly to a file; without it no wording of the part is shown, so
that nobody fits the rules to it by accident.
"""

import os
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.handbook.danger import judging as danger
from bot.handbook.danger.judging import Verdict

MEASURED = Path(__file__).parent.parent / "tests" / "measured" / "danger.yaml"
WANTED = {"grave": 95.0, "false_grave": 3.0, "false_doubt": 10.0}
"""Percent: at least of the grave recognised; at most of the harmless taken for grave, and ending in doubt."""

ROUNDS = 200


@dataclass(frozen=True)
class Shares:
    """Percentages of one language, and how many wordings they are of."""

    grave: float
    grave_doubt: float
    grave_missed: float
    false_grave: float
    false_doubt: float
    of_grave: int
    of_harmless: int
    misses: tuple[str, ...]


def shares(language: str, path: Path = MEASURED) -> Shares:
    """What becomes of the wordings of a file with ``grave`` and ``harmless`` in each language."""
    lists = yaml.safe_load(path.read_text(encoding="utf8"))[language]
    found = {kind: [(danger.judge(text).verdict, text) for text in lists[kind]] for kind in ("grave", "harmless")}

    def share(kind: str, verdict: Verdict) -> float:
        return 100 * sum(one is verdict for one, _ in found[kind]) / len(found[kind])

    return Shares(
        grave=share("grave", Verdict.GRAVE),
        grave_doubt=share("grave", Verdict.DOUBT),
        grave_missed=share("grave", Verdict.HARMLESS),
        false_grave=share("harmless", Verdict.GRAVE),
        false_doubt=share("harmless", Verdict.DOUBT),
        of_grave=len(found["grave"]),
        of_harmless=len(found["harmless"]),
        misses=tuple(f"{one}, not {kind}: {text}" for kind in found for one, text in found[kind] if one != kind),
    )


def _pace() -> None:
    """How long a judgement takes, of everyday reports in both languages one after the other."""
    lists = yaml.safe_load(danger.EXAMPLES.read_text(encoding="utf8"))
    text = " ".join(" ".join(both) for both in zip(lists["zh"]["harmless"], lists["en"]["harmless"], strict=False))
    began = time.perf_counter()
    danger.judge("a")
    first = (time.perf_counter() - began) * 1000
    for length in (200, 4_000):
        took = []
        for n in range(ROUNDS):
            part = text[n * 10 :][:length]
            began = time.perf_counter()
            danger.judge(part)
            took.append((time.perf_counter() - began) * 1000)
        p50, p99 = statistics.median(took), sorted(took)[int(len(took) * 0.99) - 1]
        print(f"recognition: {length:<5} letters  p50 {p50:.2f} ms  p99 {p99:.2f} ms")
    print(f"recognition: made ready in {first:.0f} ms")


def main() -> None:
    """Print shares and milliseconds."""
    _pace()
    print("recognition: language  grave: recognised  in doubt  missed   harmless: as grave  in doubt   of")
    wrong: list[str] = []
    for language in ("zh", "en"):
        one = shares(language)
        wrong += one.misses
        print(
            f"recognition: {language:<8}  {one.grave:15.1f} % {one.grave_doubt:7.1f} % {one.grave_missed:5.1f} %"
            f"  {one.false_grave:15.1f} % {one.false_doubt:7.1f} %   {one.of_grave} and {one.of_harmless}"
        )
    print(f"recognition: wanted    {WANTED['grave']:15.1f} %                    "
          f"  {WANTED['false_grave']:13.1f} % {WANTED['false_doubt']:7.1f} %")  # fmt: skip
    if where := os.environ.get("RECOGNITION_MISSES"):
        Path(where).write_text("\n".join(wrong) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
