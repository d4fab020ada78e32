"""The same figures by pandas, as an analyst would write them, beside the product's.

    python -m bench.pandas_figures pandas|product HOME FIGURES.json

counts the indicators of `COUNTED` by team for 72 months in a process of its own, from the
files of the newest snapshot. Every number is written, and `side_by_side` refuses to tell a time
where the two differ in one of them.

The pandas code reads only the columns it needs, straight as days, and goes through no rows one by
one. It finds out the team of every case as the product does, and nothing of workers, of what a
source can support, or of the children behind a figure.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.rules import Timed, timed

MONTHS = 72
LEAST = 20_000
"""So many figures with a case there must be, or the comparison is of nothing."""
NOT_COVERED = [None, None]
COUNTED = {
    "CON01": "contacts",
    "CON03": "share from the police",
    "CON04": "share that led to a referral within 3 working days",
    "REF01": "referrals",
    "REF03": "share referred again within 12 months",
    "REF04": "share with no further action",
    "ASM01": "assessments completed",
    "ASM03": "share within 45 working days",
    "ASM04": "median of working days",
    "ASM05": "open over 45 working days, on the last day",
    "S4701": "enquiries",
    "S4703": "share of ended enquiries with a conference",
    "CPP01": "children on a plan, on the last day",
    "CIN01": "children in need, on the last day",
}
ROLLING = {"CON06": "share of children with 3 contacts or more in 12 months"}
Measure = tuple[str, str, list[float]]


class Different(Exception):
    """The two do not give the same figures."""


def side_by_side(home: Path, runs: int) -> Iterator[Measure]:
    """Both in turn; times only where every figure is the same."""
    times: dict[str, list[Timed]] = {"pandas": [], "product": []}
    for _ in range(runs):
        told = {}
        for who, found in times.items():
            file = home.parent / f".figures-by-{who}.json"
            found.append(timed([sys.executable, "-m", "bench.pandas_figures", who, home], file))
            told[who] = json.loads(file.read_text(encoding="utf-8"))
            file.unlink()
        _must_be_the_same(told["pandas"], told["product"])
    what = f"{len(COUNTED) + len(ROLLING)} indicators by team for {MONTHS} months"
    for who, found in times.items():
        yield f"{what}: {who}", "s", [each.seconds for each in found]
        yield f"{what}: {who}, CPU", "s", [each.busy for each in found]
        yield f"{what}: {who}, peak of memory", "MB", [each.megabytes for each in found]
    pairs = list(zip(times["pandas"], times["product"], strict=True))
    yield f"{what}: **times as fast**", "x", [t.seconds / o.seconds for t, o in pairs]
    yield f"{what}: times less CPU", "x", [t.busy / o.busy for t, o in pairs]


def _must_be_the_same(theirs: dict, ours: dict) -> None:
    """Every figure that the product gives. What its sources do not cover it does not tell, and
    pandas, which does not ask, is then left alone."""
    if len(ours) < LEAST:
        raise Different(f"only {len(ours)} figures were counted")
    for name, counts in ours.items():
        if theirs.get(name) != counts and counts != NOT_COVERED:
            raise Different(f"{name}: pandas {theirs.get(name)}, product {counts}")
    if more := theirs.keys() - ours.keys():
        raise Different(f"pandas alone has {len(more)}, as {min(more)}")


def by_product(home: Path) -> dict[str, list]:
    """Numerator and denominator of each with a case, and the median of what has one."""
    from lineofsight import indicators, warehouse
    from lineofsight.indicators.local import basis_of
    from lineofsight.packs.authority import load_authority
    from lineofsight.periods import Period, PeriodKind
    from lineofsight.scope import TOTALS_ONLY

    snapshot, basis = warehouse.latest(home), basis_of(load_authority(home))
    month = Period.of_kind(PeriodKind.MONTH, snapshot.as_at).earlier()
    told = {}
    for kind, ids in ((PeriodKind.MONTH, COUNTED), (PeriodKind.ROLLING_YEAR, ROLLING)):
        periods = Period.of_kind(kind, month.end).series(MONTHS)
        found = indicators.figures(
            snapshot, [*ids], periods, by="team", scope=TOTALS_ONLY, basis=basis
        )
        ends = {period.id: str(period.end) for period in periods}
        for each in found:
            middle = [each.value] if each.indicator_id == "ASM04" else []
            counts = [each.numerator, each.denominator, *middle]
            if each.denominator != 0:
                told[f"{each.indicator_id} {ends[each.period_id]} {each.unit_id}"] = counts
    return told


def by_pandas(home: Path) -> dict[str, list]:
    """The same from the snapshot's files."""
    from bench.pandas_code import Files, every_figure
    from lineofsight.warehouse import latest, layout

    snapshot = latest(home)
    files = Files(lambda name: layout.journey_file(snapshot.path, name))
    return every_figure(files, snapshot.as_at, MONTHS)


def main() -> None:
    who, home, file = sys.argv[1:]
    told = {"pandas": by_pandas, "product": by_product}[who](Path(home))
    Path(file).write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main()
