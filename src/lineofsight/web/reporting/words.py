"""What may not stand in a report's words."""

import re

from lineofsight.errors import UserError
from lineofsight.web import warehouse
from lineofsight.web.reporting.models import Report

_TOKEN = re.compile(r"[\w/-]{4,}")


class NamesAChild(UserError):
    """The words hold the id of a child."""


def refuse_child_ids(report: Report, texts: list[str]) -> None:
    """No text of a report may hold a child's id of the data it was made from.

    Names cannot be told from other words, so whoever signs the report confirms that there
    are none; an id can, and is refused before it is kept. The message does not repeat it.
    """
    tokens = {token for text in texts for token in _TOKEN.findall(text)}
    tokens = {token for token in tokens if any(sign.isdigit() for sign in token)}
    if not tokens:
        return
    connection = warehouse.snapshot(report.snapshot_id).connect()
    try:
        found = connection.execute(
            "SELECT 1 FROM ssd_person WHERE pers_person_id IN (SELECT unnest(?)) LIMIT 1",
            [sorted(tokens)],
        ).fetchone()
    finally:
        connection.close()
    if found:
        raise NamesAChild(
            "These words hold the id of a child.",
            advice="A report names no child: say it without the id.",
        )
