"""The right names are suggested for wrong names of pages and files, however many there are."""

import pytest

from tests.conftest import Site

MANY = 30


@pytest.mark.parametrize(
    "there, written",
    [
        ("tin/anh-{}.jpg", "![Một ảnh](anh-{}.png)"),
        ("tin/anh-{}.jpg", "![Một ảnh](/anh/anh-{}.jpg)"),
        ("tin/ke-hoach-{}.pdf", "[Kế hoạch](ke-hoach-{}.docx)"),
        ("tin/ke-hoach-{}.pdf", "[Kế hoạch](Ke-Hoach-{}.PDF)"),
        ("tin/bai-{}.md", "[Bài](../cu/bai-{}.md)"),
        ("tin/bai-{}.md", "[Bài](/cu/bai-{}.html)"),
    ],
)
def test_each_name_in_another_folder_or_with_another_ending_is_suggested(
    site: Site, there: str, written: str
) -> None:
    site.section("content/tin", title="Tin")
    for number in range(MANY):
        if there.endswith(".md"):
            site.article("content/" + there.format(number))
        else:
            site.write("content/" + there.format(number), "a")
    site.article("content/tin/bai.md", body="\n\n".join(written.format(number) for number in range(MANY)))
    problems = site.problems()
    assert len(problems) == MANY
    for number, problem in enumerate(sorted(problems, key=lambda text: int(text.split(":")[1]))):
        assert f"/{there.format(number)}".replace(".md", ".") in problem.partition("; ")[2]


def test_each_related_article_that_is_named_by_its_title_or_url_is_suggested(site: Site) -> None:
    site.section("content/tin", title="Tin")
    for number in range(MANY):
        site.article(f"content/tin/bai-{number}.md", title=f"Bài thứ {number}")
        named = f"bài thứ {number}" if number % 2 else f"https://thu.example/tin/bai-{number}.html"
        site.article(f"content/tin/khac-{number}.md", related=[named])
    assert sorted(problem.partition("; ")[2] for problem in site.problems()) == sorted(
        f"did you mean `tin/bai-{number}`?" for number in range(MANY)
    )
