"""A page for each return: its tables, fields and codes, by collection year."""

from lineofsight.reference_docs.markdown import page, section, table
from lineofsight.returns import RETURNS, CodeSet, Field, Return, Table


def pages() -> dict[str, str]:
    return {f"return-{each.id.replace('_', '-')}.md": _page(each) for each in RETURNS.values()}


def _page(declared: Return) -> str:
    code_sets = {
        field.codes.id: field.codes
        for each in declared.tables
        for field in each.fields
        if field.codes is not None
    }
    return page(
        declared.title,
        f"Source: {declared.source}. A column is named by its published field, in snake case.",
        *[_table(each) for each in declared.tables],
        section("Codes", *[_codes(each) for _, each in sorted(code_sets.items())]),
    )


def _table(declared: Table) -> str:
    return section(
        f"{declared.title} (`{declared.name}`)",
        table(
            ("Field", "Column", "Read as", "Codes", "Years", "Must be filled"),
            [_field(field) for field in declared.fields],
        ),
    )


def _field(field: Field) -> tuple[str, ...]:
    return (
        field.published,
        f"`{field.name}`",
        str(field.type).replace("_", " "),
        f"[{field.codes.id}](#{field.codes.id.replace('.', '').lower()})" if field.codes else "",
        years(field.first_year, field.last_year),
        "yes" if field.required else "",
    )


def _codes(codes: CodeSet) -> str:
    rows = [
        (f"`{c.code}`", c.label, len(c.spellings), years(c.first_year, c.last_year))
        for c in codes.codes
    ]
    header = ("Code", "Meaning", "Other spellings known", "Years")
    return section(codes.id, f"{codes.title}\n", table(header, rows), level=3)


def years(first: int | None, last: int | None) -> str:
    """“2022 to 2024”, “from 2025”, “to 2023”; nothing where it holds in every year."""
    if first and last:
        return f"{first} to {last}" if first != last else str(first)
    return f"from {first}" if first else f"to {last}" if last else ""
