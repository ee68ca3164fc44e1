"""In which widths a picture is worth having. Pure: knows numbers, not pictures."""

from collections.abc import Iterable, Sequence

from bantin.images.picture import FALLBACK_WIDTH, Encoded

# A narrower file this near to the widest would hardly save a reader anything.
_NEAR = 0.8

# A drawing keeps its own width up to so many times the widest: scaled down, its few colours become many,
# and its bytes as well.
_AS_DRAWN = 2


def widths_for(width: int, widths: Sequence[int]) -> tuple[int, ...]:
    """The widths, from narrow to wide, of a picture that has `width` points itself: none wider than that.

    Empty for a picture that is published as it is: one no wider than the narrowest width, or no widths.
    """
    if not widths or width <= min(widths):
        return ()
    widest = min(width, max(widths))
    return (*(step for step in sorted(widths) if step <= widest * _NEAR), widest)


def as_drawn(width: int, widths: Sequence[int]) -> bool:
    """Whether a file of this width may stand among those of `widths`, where it is no larger in bytes."""
    return width <= _AS_DRAWN * max(widths, default=0)


def fallback_width(ladder: Sequence[int]) -> int:
    """The rung that stands for the whole ladder where a browser or a preview takes only one file."""
    return max((width for width in ladder if width <= FALLBACK_WIDTH), default=min(ladder))


def smaller_files(files: Iterable[Encoded], than: Encoded) -> list[Encoded]:
    """Of one picture's files in one format, narrow to wide, those that save a reader bytes.

    A narrow one must be smaller than every wider one; and all go, if the one that would be shown in the
    place of `than` is no smaller than that.
    """
    kept: list[Encoded] = []
    for file in sorted(files, key=lambda file: -file.width):
        if not kept or len(file.data) < len(kept[-1].data):
            kept.append(file)
    kept.reverse()
    rival = next((file for file in kept if file.width >= than.width), kept[-1]) if kept else than
    return kept if len(rival.data) < len(than.data) else []
