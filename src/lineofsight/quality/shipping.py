"""Writes the SQL that is shipped with the product, so that checking a return compiles nothing."""

import json
from dataclasses import asdict

from lineofsight.quality.books import BOOKS, book_of
from lineofsight.quality.compiling import FOLDER, Compiler, shipped_file, source_hash

ENGINE = "duckdb"
"""On a cluster a run takes minutes, so that compiling there is nothing."""


def write() -> None:
    """Compile every rule anew and write the result beside the rules."""
    FOLDER.mkdir(exist_ok=True)
    for return_id in BOOKS:
        compiled = Compiler(book_of(return_id), ENGINE, is_fresh=True).all()
        said = {"of": source_hash()} | asdict(compiled)
        text = json.dumps(said, indent=1, sort_keys=True, ensure_ascii=False)
        shipped_file(return_id, ENGINE).write_text(text + "\n", encoding="utf-8")
