"""Messages about pictures and other media files."""

MESSAGES: dict[str, tuple[str, str]] = {
    "warn-focus-unknown": (
        "`{value}` after a picture is not a part that crops can keep",
        "write `#trên`, `#dưới`, `#trái`, `#phải`, two of these such as `#trên-trái`, or `#giữa`",
    ),
    "picture-kind": (
        "the picture {name} is of a kind that browsers do not show",
        "save it as JPEG or PNG: only {known} are shown",
    ),
    "picture-heic": (
        "the picture {name} is of a kind that phones make and browsers do not show",
        "open it on a computer and save it as JPEG, or set the camera of the phone to JPEG",
    ),
    "picture-empty": ("the picture {name} is an empty file", "copy it here again"),
    "picture-in-disguise": (
        "the picture {name} is really {kind}, whatever its name ends with",
        "open it, and save it as JPEG or PNG",
    ),
    "picture-document": (
        "{name} is a document, not a picture",
        "link to it without the exclamation mark: [words](file)",
    ),
    "picture-figures": (
        "{name} has figures, but a chart is drawn from a .toml file alone",
        "copy the figures into a file of content/data/ as `docs bien-tap` shows, or link to this one",
    ),
    "picture-video": (
        "{name} is a video of a kind that not every browser plays",
        "save it as .mp4 and put that here",
    ),
    "picture-pixels": (
        "the picture {name} is {width} by {height} pixels, more than {limit} in all",
        "make it smaller: 2000 pixels across are enough",
    ),
    "picture-frames": (
        "the picture {name} has {frames} frames of {width} by {height} pixels, more than {limit} in all",
        "make it smaller, or show one of them",
    ),
    "picture-unreadable": (
        "the picture {name} is broken or cut off ({reason})",
        "save it again from the original",
    ),
    "svg-refused": (
        "the drawing {name} cannot be published ({reason})",
        'save it as "plain SVG", without scripts, styles, embedded pictures and links',
    ),
}
