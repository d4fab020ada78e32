"""Finding things in a report's document."""

from lineofsight.reports import model


def section(document: model.Report, key: str) -> model.Section:
    return next(each for each in document.sections if each.key == key)


def figure_rows(document: model.Report, key: str) -> dict[str, model.FigureRow]:
    return {
        row.indicator_id: row
        for part in section(document, key).parts
        for block in part.blocks
        if isinstance(block, model.FigureTable)
        for row in block.rows
    }
