"""The book of rules of each return, loaded when it is first asked for."""

from functools import lru_cache
from importlib import import_module

from lineofsight.errors import UserError
from lineofsight.quality.model import RuleBook

BOOKS = {"ssda903": "ssda903", "cin": "cin", "annex_a": "annex_a", "journey": "journey"}


def title_of(return_id: str) -> str:
    """What the rules of a book are about, in words."""
    from lineofsight.returns import RETURNS

    return "the journey" if return_id == "journey" else RETURNS[return_id].title


@lru_cache
def book_of(return_id: str) -> RuleBook:
    """Every rule of a return. Raises `UserError` where a return has none."""
    room = BOOKS.get(return_id.replace("-", "_"))
    if room is None:
        raise UserError(
            f"There are no rules for “{return_id}”.", advice=f"Give {', '.join(BOOKS)}."
        )
    return import_module(f"lineofsight.quality.{room}").BOOK
