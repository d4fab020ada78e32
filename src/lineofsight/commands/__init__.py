"""The commands, by what they are for; `lineofsight.cli` puts them together."""
