"""Parts that all drawings of a chart share: shapes of points, attributes, coordinates."""

# These attributes are for places without the style sheet: saved pages, feed readers.
OUTLINE = 'fill="none" stroke="currentColor"'

# Around a point: diamond, disc, square, triangle. A reader who sees no colours tells lines by these.
SHAPES = (
    "m0-6.5l6.5 6.5-6.5 6.5-6.5-6.5z",
    "m-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
    "m-5-5h10v10h-10z",
    "m0-6.5l6.5 11h-13z",
)


def coordinate(at: float) -> str:
    """Format a coordinate with at most one decimal."""
    return f"{at:.1f}".removesuffix(".0")
