"""Ashmere, an invented authority: six years of children, workers, visits and faults.

`generate` invents it, `write` writes it out as the files that an authority would have, so
that the demo goes through intake like anybody else's data. Nothing here is real.
"""

from lineofsight.demo.authority import Authority, generate, people
from lineofsight.demo.country import AUTHORITIES, authorities, share_of, write_country
from lineofsight.demo.organisation import Person
from lineofsight.demo.place import place
from lineofsight.demo.plan import ASHMERE_CHILDREN, DEMO_SEED, DEMO_TODAY
from lineofsight.demo.snapshot import write_snapshot
from lineofsight.demo.stories import Stories
from lineofsight.demo.words import sentences
from lineofsight.demo.write import write

__all__ = [
    "ASHMERE_CHILDREN",
    "AUTHORITIES",
    "DEMO_SEED",
    "DEMO_TODAY",
    "Authority",
    "Person",
    "Stories",
    "authorities",
    "generate",
    "people",
    "place",
    "sentences",
    "share_of",
    "write",
    "write_country",
    "write_snapshot",
]
