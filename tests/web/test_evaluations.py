"""The page that leads to all evaluations."""

from __future__ import annotations

import re

from checking import CheckingClient


def test_every_evaluation_is_listed_and_opens(visitor: CheckingClient) -> None:
    page = visitor.get("/auswertungen").text
    listed = page[page.index('class="evaluations"') : page.index("</main>")]
    links = re.findall(r'href="([^"]+)"', listed)
    assert links
    for link in links:
        assert visitor.get(link).status_code == 200
