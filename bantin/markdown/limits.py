"""How much of everything a text may hold. `measure` counts it before Python-Markdown reads a text.

Each limit stands against one way in which Python-Markdown 3.11 takes time or stack that grows with the
square of the text; an honest article stays far below all of them. Counting is the same on every machine.
Lengths are in characters; the fast path counts the bytes of UTF-8, and leaves what could be too long.
"""

LENGTH = 500_000
ALL_LINES = 25_000
PARAGRAPHS = 10_000
PARAGRAPH_LENGTH = 20_000
LINES = 5_000  # in one block: a list or table of more is no article
DEPTH = 20
BRACKETS = 200  # `[` in one paragraph; fewer in a very long one, see BRACKET_WORK
BRACKET_WORK = 2_000_000  # `[` times the length of its paragraph: each may be searched to the end
LINKS = 2_000
ALL_BRACKETS = 3_000
EMPHASIS = 500  # runs of `*` or `_` in one paragraph
BACKTICKS = 200  # in one paragraph
ALL_BACKTICKS = 2_000
CELLS = 50_000  # of tables: lines times columns
SIGN_LINES = 500  # headings, rules, definitions in one block: each splits the block again
FENCES = 100
FENCE_LENGTH = 200  # of the line that opens code
FOOTNOTES = 500
ABBREVIATIONS = 200
TAGS = 5_000
UNCLOSED_TAGS = 50
COMMENTS = 100
TAG_DEPTH = 50
