"""Invented sentences for the demo's audits, commentary and feedback (data: `sentences.yaml`)."""

from functools import cache
from importlib import resources

import yaml


@cache
def sentences() -> dict:
    """`evidence` by audit domain (`strength`, `learning`), `commentary`, `childrens_words`
    (with an age that suits them) and `parents_words`."""
    text = resources.files("lineofsight.demo").joinpath("sentences.yaml").read_text("utf-8")
    return yaml.safe_load(text)
