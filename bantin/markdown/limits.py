"""Limits on the contents of a text, which `measure` counts before it is parsed.

Each limit prevents one way in which comrak, nh3 or a browser needs time or memory that grows with the square
of the text; normal articles stay far below. Counts are the same on every machine.
"""

LENGTH = 500_000  # characters
PLAIN_LENGTH = 500_000  # bytes of a text that has only paragraphs
COUNTED = 10_000  # characters; in a shorter text nothing can grow to what takes a second
LINKS = 5_000  # each is looked up
AT_SIGNS = 2_000  # of bare e-mail addresses: comrak recurses into the rest of a paragraph after each
DEFINITIONS = 2_000  # lines that begin with `: `
CELLS = 50_000  # of a table: lines times columns, for rows are filled up
FOOTNOTES = 2_000  # references: each is a way back from its note
NOTE_DEPTH = 100  # notes on one line, one within another
BARE_BRACKETS = 5_000  # `(` and `)` in one line with a bare address: they are counted from the end again
TILDES = 20_000
TAGS = 50_000
TAG_DEPTH = 50
SEARCHES = 1_000  # signs of one kind that warnings look for in the page
