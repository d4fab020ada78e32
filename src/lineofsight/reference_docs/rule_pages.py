"""The rules of each return: an index by year, and a page for each theme with its SQL."""

from lineofsight.quality import Rule, RuleBook
from lineofsight.quality.books import BOOKS, book_of, title_of
from lineofsight.quality.compiling import compiler
from lineofsight.quality.model import FIRST_YEAR, LAST_YEAR
from lineofsight.quality.schema import JOURNEY_ID
from lineofsight.quality.tables import FACT
from lineofsight.reference_docs.markdown import page, section, sql, table


def pages() -> dict[str, str]:
    made: dict[str, str] = {}
    for return_id in BOOKS:
        book = book_of(return_id)
        made[f"rules-{return_id}.md"] = _index(book)
        made[f"rules-{return_id}-shared.md"] = _shared(book)
        for theme in _themes(book):
            made[_file(return_id, theme)] = _theme_page(book, theme)
    return made


def _themes(book: RuleBook) -> list[str]:
    return sorted({rule.theme for rule in book})


def _file(return_id: str, theme: str) -> str:
    return f"rules-{return_id}-{theme.replace('_', '-')}.md"


def _index(book: RuleBook) -> str:
    if book.return_id == JOURNEY_ID:
        return _index_of_the_journey(book)
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    codes = sorted({rule.code for rule in book})
    rows = [_index_row(book, code, years) for code in codes]
    counts = ", ".join(f"{len(book.in_year(year))} in {year}" for year in years)
    lead = (
        f"Every rule of {title_of(book.return_id)}: {counts} (a year is the one the collection"
        " ends in). A mark says in which collections a rule holds; where it changed, the number"
        " says which of its spans does. An error is put right; a query is put right or explained."
    )
    return page(
        f"Rules of {title_of(book.return_id)}",
        lead,
        table(("Code", "Severity", "Watches", *map(str, years), "Fields", "What is wrong"), rows),
    )


def _index_of_the_journey(book: RuleBook) -> str:
    rules = sorted(book, key=lambda rule: rule.code)
    rows = [
        (f"[{rule.code}]({_file(book.return_id, rule.theme)}#{rule.code.lower()})", rule.severity,
         rule.characteristic, "" if rule.limit is None else str(rule.limit),
         ", ".join(rule.fields), rule.message)
        for rule in rules
    ]  # fmt: skip
    lead = (
        "Every rule of ours for the records themselves, run on each load. A limit may be set"
        " otherwise, and a rule switched off, in the framework’s pack."
    )
    headings = ("Code", "Severity", "Watches", "Limit", "Fields", "What is wrong")
    return page("Rules of the journey", lead, table(headings, rows))


def _index_row(book: RuleBook, code: str, years: range) -> tuple:
    spans = sorted(book.spans_of(code), key=lambda rule: rule.first_year)
    latest = spans[-1]
    held = [next((n for n, r in enumerate(spans, 1) if r.holds_in(y)), None) for y in years]
    marks = ["" if n is None else "yes" if len(spans) == 1 else str(n) for n in held]
    link = f"[{code}]({_file(book.return_id, latest.theme)}#{code.lower()})"
    fields = ", ".join(latest.fields)
    return (link, latest.severity, latest.characteristic, *marks, fields, latest.message)


def _theme_page(book: RuleBook, theme: str) -> str:
    rules = sorted((r for r in book if r.theme == theme), key=lambda r: (r.code, r.first_year))
    said = theme.replace("_", " ")
    title = f"{title_of(book.return_id)}: {said}"
    title = title[0].upper() + title[1:]
    lead = "What each rule says, the fields to look at, what it needs, and the SQL that is run."
    return page(title, lead, *[_rule(book, rule) for rule in rules])


def _rule(book: RuleBook, rule: Rule) -> str:
    compiled = compiler(book, "duckdb").rule(rule)
    spans = len(book.spans_of(rule.code))
    until = f"to {rule.last_year}" if rule.last_year else "on"
    needs = sorted({name for query in compiled.rows.values() for name in _needs(book, query)})
    rows = [
        ("What is wrong, what to do", rule.message),
        ("Severity", rule.severity),
        ("Watches", rule.characteristic),
        ("Limit", str(rule.limit))
        if rule.limit is not None
        else ("Collections", f"from {rule.first_year} {until}"),
        ("Look at", ", ".join(rule.fields)),
        ("Needs", ", ".join(needs)),
    ]
    facts = sorted({name for query in compiled.rows.values() for name in query.facts})
    shared = f"rules-{book.return_id}-shared.md"
    links = ", ".join(f"[{_fact(name)}]({shared}#{_fact(name)})" for name in facts)
    queries = [sql(query.sql) for query in compiled.rows.values()]
    title = rule.code if spans == 1 else f"{rule.code} from {rule.first_year}"
    anchor = f'<a id="{rule.code.lower()}"></a>\n' if spans > 1 else ""
    note = f"Reads {links}.\n" if links else ""
    return section(title, anchor + table(("", ""), rows), note, *queries)


def _needs(book: RuleBook, query) -> set[str]:
    found: set[str] = set()
    for part in (query, *(compiler(book, "duckdb").fact(name) for name in query.facts)):
        for name, columns in part.reads.items():
            if not name.startswith(FACT):
                found.add(f"`{name}` ({', '.join(columns)})" if columns else f"`{name}`")
    return found


def _fact(name: str) -> str:
    return name.removeprefix(FACT)


def _shared(book: RuleBook) -> str:
    compiled = compiler(book, "duckdb").all()
    lead = (
        "Queries that several rules share, worked out once in a check: the order of a child’s"
        " episodes, periods of care, what continuous care is."
    )
    parts = [section(_fact(name), sql(compiled.facts[name].sql)) for name in sorted(compiled.facts)]
    return page(f"Shared queries of the rules of {title_of(book.return_id)}", lead, *parts)
