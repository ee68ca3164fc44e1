"""The widths in which a picture is published. Pure: knows numbers, not pictures."""

from collections.abc import Iterable, Sequence

from bantin.images.picture import FALLBACK_WIDTH, EncodedPicture

# A file less than this much narrower than the widest would save almost no bytes.
_NEAR = 0.8

# A drawing keeps its own width up to so many times the widest: scaled down, its few colours become many,
# and its bytes as well.
_AS_DRAWN = 2


def widths_for(width: int, widths: Sequence[int]) -> tuple[int, ...]:
    """Return the widths for a picture of `width` pixels, ascending, none greater than that.

    Empty for a picture that is published unchanged: one no wider than the first width, or if there are no
    widths.
    """
    if not widths or width <= min(widths):
        return ()
    widest = min(width, max(widths))
    return (*(step for step in sorted(widths) if step <= widest * _NEAR), widest)


def as_drawn(width: int, widths: Sequence[int]) -> bool:
    """Tell whether a file of this width may be published beside `widths` if it has no more bytes."""
    return width <= _AS_DRAWN * max(widths, default=0)


def fallback_width(ladder: Sequence[int]) -> int:
    """Return the width for browsers and previews that take only one file. ladder: all widths, ascending."""
    return max((width for width in ladder if width <= FALLBACK_WIDTH), default=min(ladder))


def smaller_files(files: Iterable[EncodedPicture], than: EncodedPicture) -> list[EncodedPicture]:
    """Return those of a picture's files in one format, narrow to wide, that save a reader bytes.

    Each must be smaller than every wider one. None are returned if the one that would replace `than` is not
    smaller than that.
    """
    kept: list[EncodedPicture] = []
    for file in sorted(files, key=lambda file: -file.width):
        if not kept or len(file.data) < len(kept[-1].data):
            kept.append(file)
    kept.reverse()
    rival = next((file for file in kept if file.width >= than.width), kept[-1]) if kept else than
    return kept if len(rival.data) < len(than.data) else []
