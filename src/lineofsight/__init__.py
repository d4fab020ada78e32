"""Line of Sight: from the figure to the child, the practice and the action."""


def __getattr__(name: str) -> str:
    """`__version__`, looked up when it is first asked for: looking takes as long as a query."""
    if name == "__version__":
        from importlib.metadata import version

        return version("lineofsight")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
