"""The names by which a child or the child's family could be known from a text."""

import itertools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from lineofsight.sampling.short_forms import forms_of
from lineofsight.warehouse import Snapshot

ALSO_WORDS = frozenset(
    "able art baker best bird bishop black bloom bond brook brown carter church cook cross day "
    "dean drew eve faith field fisher fox frank free friend gale good grace grant gray green "
    "grey hall hand harmony hill holly honey hope hunter ivy jack joy june king knight lane law "
    "little long love mark mason may mercy miller moon moss page park parish park penny pike "
    "poole pope power price read reed rich rob rose ruby rush sky smart snow star stone summer "
    "swift teal wall ward waters wells west white wild will wise wood woods young".split()
)
"""Names that are words too: they count only where they are written with a capital."""
SHORT_AND_WORDS = frozenset(
    "ant bas bert bill cam chuck dan dick dom dot em fran gabe hank jo ken kit kitty lex liv "
    "lou mel missy mo nat ned nick paddy pam pat peg pete ray reg rick ron sally sandy seb si "
    "sue tash ted terry tilly tim tom tony tori vin winnie zo".split()
)
"""Short forms that are words, parts of words or abbreviations too."""

_NAMES = """
WITH family AS (
    SELECT unnest($children) AS person
    UNION
    SELECT other.fami_person_id
    FROM ssd_family mine
    JOIN ssd_family other USING (fami_family_id)
    WHERE list_contains($children, mine.fami_person_id)
)
SELECT pers_forename, pers_surname
FROM ssd_person JOIN family ON person = pers_person_id
"""


def names_around(snapshot: Snapshot, *child_ids: str) -> frozenset[str]:
    """Forenames and surnames of children and of their families (brothers and sisters,
    parents, whoever is of the family), as the data has them."""
    cursor = snapshot.connect()
    try:
        rows = cursor.execute(_NAMES, {"children": list(child_ids)}).fetchall()
    finally:
        cursor.close()
    return names_of(*(name for row in rows for name in row if name))


def names_of(*names: str) -> frozenset[str]:
    """The single names in names as they are written: “Rosa Lind-Berg” has four."""
    said = {part for name in names for part in _words(name)}
    return frozenset(part for part in said if len(part) > 1)


def named_in(text: str, names: Iterable[str]) -> list[str]:
    """Which of the names stand in a text, whatever the case they are written in: with or
    without their accents, hyphens and apostrophes, with the s of a possessive or a plural, or
    in a short form in common use."""
    said = _said_in(text)
    return [name for name in sorted(set(names)) if any(said.has(form) for form in _forms(name))]


@dataclass(frozen=True)
class _Said:
    """The words of a text in small letters, and those of them that have a capital."""

    words: frozenset[str]
    capital: frozenset[str]

    def has(self, form: str) -> bool:
        counted = self.capital if form in ALSO_WORDS or form in SHORT_AND_WORDS else self.words
        return form in counted or f"{form}s" in self.capital


def _said_in(text: str) -> _Said:
    plain = _plain(text)
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", plain)  # names written together: “JeanLuc”
    words = {form for word in _words(f"{plain} {apart}") for form in (word, _bare(word))}
    capital = {word for word in words if word[:1].isupper()}
    return _Said(
        frozenset(word.casefold() for word in words),
        frozenset(word.casefold() for word in capital),
    )


def _forms(name: str) -> set[str]:
    known = _plain(name).casefold()
    return {form for each in (known, _bare(known)) for form in forms_of(each)}


def _plain(text: str) -> str:
    """Without accents, and without signs that nobody sees."""
    seen = "".join(each for each in text if unicodedata.category(each) != "Cf")
    parts = unicodedata.normalize("NFKD", seen)
    return "".join(each for each in parts if not unicodedata.combining(each))


def _bare(word: str) -> str:
    """Without hyphens and apostrophes: “Annemarie” for “Anne-Marie”."""
    return re.sub(r"[-']", "", word)


_CALLED = """
SELECT pers_person_id, pers_forename, pers_surname
FROM ssd_person
WHERE list_contains($words, lower(split_part(pers_forename, ' ', 1)))
  AND list_contains($words, lower(split_part(pers_surname, ' ', 1)))
   OR list_contains($numbers, lower(pers_person_id))
"""
SHORTEST_NUMBER = 6
"""A shorter number stands in texts as a count or a year too."""


def names_somebody(snapshot: Snapshot, text: str, colleagues: Iterable[str] = ()) -> bool:
    """Whether a text has the number of a record, or the forename and surname beside each
    other of anybody in the data. For texts about no child: a name alone is not enough there,
    since it is a colleague's too. Whole names of `colleagues` are let pass."""
    words, numbers = _words(text), _numbers(text)
    said = {word.casefold() for word in words}
    cursor = snapshot.connect()
    try:
        rows = cursor.execute(_CALLED, {"words": sorted(said), "numbers": numbers}).fetchall()
    finally:
        cursor.close()
    known = {name.casefold() for name in colleagues}
    return any(
        number.casefold() in numbers
        or (f"{forename} {surname}".casefold() not in known and _beside(words, forename, surname))
        for number, forename, surname in rows
    )


def _beside(words: list[str], forename: str | None, surname: str | None) -> bool:
    if not (forename and surname):
        return False
    wanted = forename.split()[0].casefold(), surname.split()[0].casefold()
    are_words_too = any(name in ALSO_WORDS for name in wanted)
    return any(
        (first.casefold(), last.casefold()) == wanted
        and (not are_words_too or (first[:1].isupper() and last[:1].isupper()))
        for first, last in itertools.pairwise(words)
    )


def _numbers(text: str) -> list[str]:
    found = re.findall(r"[\w/-]*\d[\w/-]*", text)
    return sorted({each.casefold() for each in found if len(each) >= SHORTEST_NUMBER})


def _words(text: str) -> list[str]:
    """Words of letters; a hyphen or an apostrophe inside keeps a name together, and its parts
    count too; a possessive ending does not."""
    plain = re.sub("[’‘ʼ`´′＇]", "'", text)
    whole = re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", plain)
    parts = []
    for word in whole:
        bare = re.sub(r"'s$", "", word, flags=re.IGNORECASE)
        parts.append(bare)
        if "-" in bare:
            parts += bare.split("-")
    return parts
