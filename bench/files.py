"""Files of exactly so many children, cut out of those of an invented authority.

Both the product and the tools are given the same files: a census, an SSDA903 of two years, and a
list of providers of the combined kind, as long as England's.
"""

import csv
import random
from pathlib import Path

import xlsxwriter

from bench.authority import run

YEAR = 2026
SEED = 5
OPEN, CLOSE = "<Child>", "</Child>"
PER_CENSUS, PER_RETURN = 13.7, 73.78
"""How many children an authority must have had for one in its census, and for one in its return,
and a few more: what is too much is cut off."""
PROVIDERS = 5_000
LIST = (
    *("URN", "Local authority", "Provider type", "Placement code", "Placement provider code"),
    *("Registration status", "Deregistration date", "Setting name", "Setting address postcode"),
)


class TooFewChildren(Exception):
    """The authority that was made has not as many as are asked for."""


def of_authority(folder: Path, *, in_census: int, in_return: int) -> Path:
    """Every file of an invented authority with so many in its returns, made once."""
    children = int(round(max(in_census * PER_CENSUS, in_return * PER_RETURN, 500), -2))
    files = (folder / f"files-{children}").absolute()
    if not (files / "about.json").is_file():
        files.parent.mkdir(parents=True, exist_ok=True)
        run(
            *("demo-data", "--children", str(children), "--seed", str(SEED), "--out", str(files)),
            home=folder,
        )
    return files


def census(made: Path, children: int) -> Path:
    """A census of exactly so many children."""
    cut = made.with_name(f"census-{children}.xml")
    if not cut.is_file():
        whole = next((made / "cin").glob("*.xml")).read_text(encoding="utf-8")
        before, *each = whole.split(OPEN)
        if len(each) < children:
            raise TooFewChildren(f"{len(each)} of {children} in the census")
        after = each[-1][each[-1].index(CLOSE) + len(CLOSE) :]
        kept = [OPEN + one[: one.index(CLOSE) + len(CLOSE)] for one in each[:children]]
        gaps = each[0][each[0].index(CLOSE) + len(CLOSE) :]
        cut.write_text(before + gaps.join(kept) + after, encoding="utf-8")
    return cut


def ssda903(made: Path, children: int) -> tuple[list[Path], list[Path], Path]:
    """This year's tables of exactly so many children, last year's, and a list of providers."""
    cut = made.with_name(f"ssda903-{children}")
    providers = cut / "providers.xlsx"
    if not providers.is_file():
        whole = made / "ssda903"
        others = _beyond(whole / str(YEAR) / "header.csv", children)
        for year in (YEAR, YEAR - 1):
            (cut / str(year)).mkdir(parents=True, exist_ok=True)
            for file in sorted((whole / str(year)).glob("*.csv")):
                _copy_without(file, cut / str(year) / file.name, others)
        _list_providers(providers, cut / str(YEAR) / "episodes.csv")
    now, last = (sorted((cut / str(year)).glob("*.csv")) for year in (YEAR, YEAR - 1))
    return now, last, providers


def _beyond(header: Path, children: int) -> frozenset[str]:
    """The children after so many, who are taken out, of last year's tables too."""
    with header.open(encoding="utf-8", newline="") as file:
        every = [row["CHILD"] for row in csv.DictReader(file)]
    if len(every) < children:
        raise TooFewChildren(f"{len(every)} of {children} in the return")
    return frozenset(every[children:])


def _copy_without(file: Path, to: Path, others: frozenset[str]) -> None:
    with (
        file.open(encoding="utf-8", newline="") as whole,
        to.open("w", encoding="utf-8", newline="") as cut,
    ):
        rows, kept = csv.reader(whole), csv.writer(cut)
        headings = next(rows)
        kept.writerow(headings)
        child = headings.index("CHILD")
        kept.writerows(row for row in rows if row[child] not in others)


def _list_providers(to: Path, episodes: Path) -> None:
    """The providers of these placements as their rows tell them, now and then otherwise, and as
    many that have nothing to do with them."""
    chance = random.Random(SEED)
    with episodes.open(encoding="utf-8", newline="") as file:
        told = {
            row["URN"]: row
            for row in csv.DictReader(file)
            if row["URN"].isdigit() and row["PL_POST"]
        }
    with xlsxwriter.Workbook(str(to), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Providers")
        sheet.write_row(0, 0, LIST)
        for n, (urn, row) in enumerate(sorted(told.items()), 1):
            code = row["PLACE"] if chance.random() > 0.05 else "K1"
            sheet.write_row(n, 0, _provider(urn, code, row["PLACE_PROVIDER"], row["PL_POST"]))
        for n in range(len(told) + 1, PROVIDERS + 1):
            sheet.write_row(n, 0, _provider(2_000_000 + n, "K2", "PR4", f"AM{n % 19 + 1} 9ZZ"))


def _provider(urn, place: str, provider: str, postcode: str) -> list:
    return [
        *(int(urn), "Ashmere", "Children's Home", place, provider),
        *("Active", None, f"Home {urn}", postcode),
    ]
