"""The templates of local extracts: what each asks, column by column, and what is made of it."""

from lineofsight.indicators import CATALOGUE
from lineofsight.reference_docs.markdown import page, section, table
from lineofsight.returns.local import EXTRACTS, Extract
from lineofsight.returns.local.templates import COLUMNS, rows_of

LEAD = (
    "What no return to government tells, an authority can give by these templates: "
    "`lineofsight template NAME` writes one. All are optional; a figure that needs one which was "
    "not loaded says that it is not covered."
)


def pages() -> dict[str, str]:
    return {"local-extracts.md": page("Local extracts", LEAD, *map(_extract, EXTRACTS.values()))}


def _extract(extract: Extract) -> str:
    fills = [f"`{told.name}`: {told.grain}" for told in extract.tells]
    names = {told.name for told in extract.tells}
    serves = [
        f"[{one.id}](indicators.md) {one.title}"
        for one in CATALOGUE.values()
        if names & {need.table for need in one.needs}
    ]
    return section(
        f"{extract.title} (`{extract.name}`)",
        f"{extract.about}\n",
        table(COLUMNS, rows_of(extract)),
        "It fills " + "; ".join(fills) + ".\n",
        "Figures that need it: " + ("; ".join(serves) or "none") + ".\n",
    )
