"""Line of Sight: from the figure to the child, the practice and the action."""

from importlib.metadata import version

__version__ = version("lineofsight")
