"""Framework packs: what an authority calls things, audits, grades, cadences, targets."""

from lineofsight.packs.load import load_file, load_pack, pack_from_json, read_pack, shipped_packs
from lineofsight.packs.model import Pack

__all__ = ["Pack", "load_file", "load_pack", "pack_from_json", "read_pack", "shipped_packs"]
