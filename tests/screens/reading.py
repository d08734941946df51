"""What a screen run without a browser shows, as a person reads it."""

import re

from streamlit.testing.v1 import AppTest


def read(text: str) -> str:
    """Markdown of text made plain, as it is shown: without its backslashes, its spaces ordinary."""
    return re.sub(r"\\(.)", r"\1", text).replace("\u00a0", " ").replace("\u200b", "")


def texts(app: AppTest) -> list[str]:
    """Every piece of text of the page, in the order of the screen within its kind."""
    kinds = (app.main.title, app.main.subheader, app.main.markdown, app.main.caption)
    boxes = (app.main.info, app.main.success, app.main.warning, app.main.error)
    return [read(one.value) for kind in (*kinds, *boxes) for one in kind]


def says(app: AppTest, phrase: str) -> bool:
    """Whether some text of the page holds this phrase."""
    return any(phrase in text for text in texts(app))


def links(app: AppTest) -> list[str]:
    """Labels of the links that lead to another page."""
    return [link.proto.label for link in app.main.get("page_link")]


def assert_calm(app: AppTest) -> None:
    """No traceback, no word of a failure."""
    assert not app.exception
    assert [read(box.value) for box in (*app.error, *app.warning)] == []


def button(app: AppTest, label: str) -> None:
    """Press the button of that label."""
    next(one for one in app.button if read(one.label) == label).click().run()


def unfold(app: AppTest, *labels: str) -> None:
    """Open the parts of the page that are folded until asked: those of these labels, all of them when none is given."""
    for part in app.main.expander:
        if part.proto.id and (not labels or read(part.label) in labels):
            app.session_state[part.proto.id.split("-", 2)[2]] = True  # $$ID-<digest>-<key>
    app.run()
