"""The words by which editors choose the part of a picture that crops keep: "trên trái"."""

from bantin.text.vietnamese import slug

# A folded word, its side, and the axis that it is on.
_SIDES = {
    "tren": ("top", "y"),
    "duoi": ("bottom", "y"),
    "trai": ("left", "x"),
    "phai": ("right", "x"),
    "giua": ("middle", ""),
}


def read_focus(written: str) -> str:
    """Return the sides in English: "top left", "middle". Raises ValueError for other words."""
    sides = [_SIDES.get(word) for word in slug(written).split("-")]
    names, axes = [side[0] for side in sides if side], [side[1] for side in sides if side]
    if not names or None in sides or len({*axes}) < len(axes) or (len(axes) > 1 and "" in axes):
        raise ValueError(written)
    return " ".join(names)


def focus_of_address(tail: str) -> str:
    """Return the focus in the fragment of a picture's address ("#trên"); "" if there is none."""
    try:
        return read_focus(tail.removeprefix("#")) if tail[:1] == "#" else ""
    except ValueError:
        return ""
