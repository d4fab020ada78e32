"""The demo: an invented authority built once into a home folder, then served."""

from lineofsight.web.demonstration.building import build
from lineofsight.web.demonstration.serving import serve

__all__ = ["build", "serve"]
