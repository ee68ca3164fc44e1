"""The Jinja environment: escaping, layouts' digests, mistakes in layouts."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined, UndefinedError
from markupsafe import Markup, escape

from bantin.errors import ContentError, Problem
from bantin.model import PageLink
from bantin.templates.renderer import Renderer, escape_text


@pytest.fixture
def layouts(tmp_path: Path) -> Path:
    folder = tmp_path / "layouts"
    folder.mkdir()
    return folder


def renderer(layouts: Path) -> Renderer:
    return Renderer([str(layouts)], compiled=str(layouts.parent / "compiled"))


@given(st.one_of(st.text(alphabet="<>&'\"aế\u0300 ;#39"), st.integers(), st.builds(Markup, st.text())))
def test_text_is_escaped_as_markupsafe_does(value: object) -> None:
    assert str(escape_text(value)) == str(escape(value))


def test_values_are_escaped_in_html_and_xml_but_not_in_text(layouts: Path) -> None:
    for name in ("a.html", "a.xml", "a.txt"):
        (layouts / name).write_text("{{ x }}", encoding="utf-8")
    shown = [renderer(layouts).render(name, {"x": "<&'\">"}) for name in ("a.html", "a.xml", "a.txt")]
    assert shown == ["&lt;&amp;&#39;&#34;&gt;", "&lt;&amp;&#39;&#34;&gt;", "<&'\">"]


@pytest.mark.parametrize("indent", [None, 0, 2])
def test_values_become_json_as_jinja_has_it(layouts: Path, indent: int | None) -> None:
    value = {"b": 'ắ"\n', "a": [1, None, True]}
    (layouts / "a.html").write_text("{{ x|tojson(indent=i) }}", encoding="utf-8")
    shown = renderer(layouts).render("a.html", {"x": value, "i": indent})
    assert shown == json.dumps(value, ensure_ascii=False, indent=indent)


CALLS = [
    "{{ pair('<a>') }}",
    "{{ pair('a', 'b') }}",
    "{{ pair(b='x', a='<') }}",
    "{{ pair('a', b='b') }}",
    "{{ pair() }}",
    "{{ pair('a', 'b', 'c') }}",
    "{{ pair('a', a='b') }}",
    "{{ pair('a', c='b') }}",
    "{{ pair('a', **{'b': 'x'}) }}",
    "{{ pair(*['a', 'b']) }}",
    "{{ pair(class='x') }}",
    "{{ rest('a', 'b', 'c', d='d') }}",
    "{{ more('a') }}",
    "{{ pair('a', 'b') + '<' }}",
    "{% call framed('a') %}<b>{{ 1 }}</b>{% endcall %}",
    "{% call(x) told() %}{{ x }}{% endcall %}",
    "{{ framed('a') }}",
    "{% for x in '<b' %}{{ loop.cycle('a', 'b') }}{{ pair(x, loop.index) }}{% endfor %}",
    "{% set text = pair('<') ~ '>' %}{{ text }}",
    "{{ deep(3) }}",
    "{{ 'ab'.upper() }}{{ 'x<y'.replace('<', '>') }}",
    "{{ nothing() }}",
    "{{ 'a'() }}",
]
MACROS = """\
{% macro pair(a, b="<i>") %}{{ a }}-{{ b }}{% endmacro %}
{% macro rest(a) %}{{ a }}{{ varargs }}{{ kwargs.d }}{% endmacro %}
{% macro more(a) %}{{ a }}{{ varargs|length }}{% endmacro %}
{% macro framed(a) %}[{{ a }}{{ caller() }}]{% endmacro %}
{% macro told() %}({{ caller("<") }}){% endmacro %}
{% macro deep(n) %}{{ n }}{% if n %}{{ deep(n - 1) }}{% endif %}{% endmacro %}
"""


@pytest.mark.parametrize("ending", ["html", "txt"])
@pytest.mark.parametrize("call", CALLS)
def test_macros_are_called_as_jinja_calls_them(layouts: Path, call: str, ending: str) -> None:
    """Where Jinja refuses a call, it is refused for the same reason."""
    text = MACROS + call
    (layouts / f"a.{ending}").write_text(text, encoding="utf-8")
    its_own = Environment(
        autoescape=ending == "html", undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    try:
        expected = its_own.from_string(text).render()
    except UndefinedError:
        with pytest.raises(ContentError):
            renderer(layouts).render(f"a.{ending}", {})
    except TypeError as fault:
        with pytest.raises(ContentError) as caught:
            renderer(layouts).render(f"a.{ending}", {})
        assert str(fault) in str(caught.value)
    else:
        assert renderer(layouts).render(f"a.{ending}", {}) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{{ title.upper }}", "a function is printed; call it"),
        ("{{ slot }}", "a function is printed; call it"),
        ("{% macro word() %}{% endmacro %}{{ word }}", "a function is printed; call it"),
        ("{{ links|map(attribute='url') }}", "the result of a filter is a list; add `|join`"),
        ("{% for link in links %}{{ loop }}{% endfor %}", "the result of a filter is a list"),
        ("{{ links[0] }}", "PageLink cannot be printed; print one of its values: url, title"),
    ],
)
def test_a_value_whose_text_only_python_knows_is_a_mistake(layouts: Path, text: str, reason: str) -> None:
    """Python's text holds an address in memory, so that no two builds would be the same."""
    (layouts / "a.html").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        renderer(layouts).render("a.html", {"title": "Họp báo", "links": [PageLink("/", "Trang chủ")]})
    assert reason in str(caught.value.problems[0])


@pytest.mark.parametrize(
    "call",
    [
        "seen.append(1)",
        "seen['append'](1)",
        "seen['app' ~ 'end'](1)",
        "([seen]|map(attribute='append')|first)(1)",
    ],
)
def test_a_layout_keeps_nothing_from_one_page_to_the_next(layouts: Path, call: str) -> None:
    (layouts / "part.html").write_text(
        f"{{% set seen = [] %}}{{% macro count() %}}{{{{ {call} or seen|length }}}}{{% endmacro %}}",
        encoding="utf-8",
    )
    (layouts / "a.html").write_text("{% from 'part.html' import count %}{{ count() }}", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        renderer(layouts).render("a.html", {})
    [problem] = caught.value.problems
    assert "`.append` would change a value for other pages, too" in problem.sentence


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("['a', 'b']|map('upper')", "A B"),
        ("['a', 'b']|reverse", "b a"),
        ("['a', 'a']|unique", "a"),
        ("['a', '']|select", "a"),
        ("{'a': 'b'}|items|map('join')", "ab"),
    ],
)
def test_a_result_that_a_part_holds_is_there_for_every_page(
    layouts: Path, expression: str, text: str
) -> None:
    part = f"{{% set words = {expression} %}}{{% macro line() %}}{{{{ words|join(' ') }}}}{{% endmacro %}}"
    (layouts / "part.html").write_text(part, encoding="utf-8")
    (layouts / "a.html").write_text("{% from 'part.html' import line %}{{ line() }}", encoding="utf-8")
    of_site = renderer(layouts)
    assert [of_site.render("a.html", {}) for _ in range(2)] == [text, text]


def test_escaped_text_cannot_end_an_attribute(layouts: Path) -> None:
    (layouts / "a.html").write_text('<a title="{{ x }}">', encoding="utf-8")
    assert renderer(layouts).render("a.html", {"x": '" onclick="alert(1)'}).count('"') == 2


def test_a_digest_changes_with_everything_a_layout_includes(layouts: Path) -> None:
    (layouts / "a.html").write_text('{% include "b.html" %}', encoding="utf-8")
    (layouts / "b.html").write_text("b", encoding="utf-8")
    (layouts / "c.html").write_text("c", encoding="utf-8")
    before = renderer(layouts).digest("a.html")
    (layouts / "c.html").write_text("other", encoding="utf-8")
    assert renderer(layouts).digest("a.html") == before
    (layouts / "b.html").write_text("other", encoding="utf-8")
    assert renderer(layouts).digest("a.html") != before


def test_what_was_digested_is_what_is_rendered(layouts: Path) -> None:
    (layouts / "a.html").write_text("first", encoding="utf-8")
    first = renderer(layouts)
    first.digest("a.html")
    (layouts / "a.html").write_text("edited meanwhile", encoding="utf-8")
    assert first.render("a.html", {}) == "first"
    assert renderer(layouts).render("a.html", {}) == "edited meanwhile"


def test_a_computed_include_depends_on_all_layouts(layouts: Path) -> None:
    (layouts / "a.html").write_text("{% include name %}", encoding="utf-8")
    (layouts / "c.html").write_text("c", encoding="utf-8")
    before = renderer(layouts).digest("a.html")
    (layouts / "c.html").write_text("other", encoding="utf-8")
    assert renderer(layouts).digest("a.html") != before


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("\n{{ nothing }}", 2, "there is no `nothing` here"),
        ("\n\n{% if %}", 3, "Expected an expression, got 'end of statement block'"),
        ("{{ 1 / 0 }}", 1, "division by zero"),
        ('{% extends "gone.html" %}', 1, "there is no layout gone.html"),
    ],
)
def test_a_mistake_names_the_layout_and_its_line(layouts: Path, text: str, line: int, reason: str) -> None:
    (layouts / "a.html").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        renderer(layouts).render("a.html", {})
    [problem] = caught.value.problems
    assert (problem.path, problem.line) == ("layouts/a.html", line)
    assert reason in problem.sentence


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("{{ titel }}", "title"),
        ("{% if titel %}x{% endif %}", "title"),
        ("{% if titel == 'a' %}x{% endif %}", "title"),
        ("{% for one in titel %}x{% endfor %}", "title"),
        ("{{ titel.words() }}", "title"),
        ("{{ titel[0] ~ 'a' }}", "title"),
        ("{{ (titel + 1) * 2 }}", "title"),
        ("{{ titel|length }}", "title"),
        ("{{ place.titel }}", "title"),
        ("{{ row.titel }}", "title"),
        ("{% set titles = 1 %}{{ titel }}", "title"),
        ("{% macro a(titling) %}{{ titlin }}{% endmacro %}{{ a(1) }}", "titling"),
        ("{{ 'a'.titel }}", "title"),
        ("{{ 'a'.titel + 1 }}", "title"),
        ("{{ zzz }}", ""),
    ],
)
def test_an_undefined_name_is_reported_with_the_nearest_defined_one(
    layouts: Path, text: str, guess: str
) -> None:
    (layouts / "a.html").write_text(text, encoding="utf-8")
    given = {"title": "Họp báo", "place": PageLink("/", "Trang chủ"), "row": {"title": "Họp"}}
    with pytest.raises(ContentError) as caught:
        renderer(layouts).render("a.html", given)
    [problem] = caught.value.problems
    assert (problem.path, problem.line) == ("layouts/a.html", 1)
    assert (problem.way_out == f"did you mean `{guess}`?") is bool(guess)


def test_a_name_is_reported_where_it_is_written_and_not_where_it_is_used(layouts: Path) -> None:
    (layouts / "a.html").write_text(
        "{% macro a(word) %}\n{{ word }}\n{% endmacro %}\n{{ a(nothing) }}", encoding="utf-8"
    )
    with pytest.raises(ContentError) as caught:
        renderer(layouts).render("a.html", {})
    assert [problem.line for problem in caught.value.problems] == [4]


def test_a_layout_may_test_whether_a_name_is_defined(layouts: Path) -> None:
    (layouts / "a.html").write_text(
        "{% if nothing is defined %}x{% endif %}{{ nothing|default('y') }}", encoding="utf-8"
    )
    assert renderer(layouts).render("a.html", {}) == "y"


def test_with_notes_rendering_goes_on_after_an_unknown_name(layouts: Path) -> None:
    (layouts / "a.html").write_text(
        "{{ one }}\n{% if two %}x{% endif %}\n{% for a in three %}x{% endfor %}{{ four(1).five - 2 }}y",
        encoding="utf-8",
    )
    notes: list[Problem] = []
    noting = Renderer([str(layouts)], compiled=str(layouts.parent / "compiled"), note=notes.append)
    assert noting.render("a.html", {}) == "\ny"
    names = [(note.line, dict(note.args)["name"]) for note in notes]
    assert [*dict.fromkeys(names)] == [(1, "one"), (2, "two"), (3, "three"), (3, "four")]


def test_every_layout_that_cannot_be_compiled_is_named(layouts: Path) -> None:
    (layouts / "a.html").write_text('{% include "b.html" %}{% include "c.html" %}', encoding="utf-8")
    (layouts / "b.html").write_text("{{ 1|nothing }}", encoding="utf-8")
    (layouts / "c.html").write_text('\n{% if %}{% include "d.html" %}', encoding="utf-8")
    problems = sorted(renderer(layouts).problems("a.html"))
    assert [(problem.path, problem.line) for problem in problems] == [
        ("layouts/b.html", 1),
        ("layouts/c.html", 2),
    ]
