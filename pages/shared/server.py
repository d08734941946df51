"""What the server adds to Streamlit's own answers: a page in French, how it prints, headers, failures said calmly."""

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime.pages_manager import PagesManager

from data.errors import Refusal
from pages.shared import printing
from pages.shared.text import plain

# Streamlit takes a `pages` folder beside the entry point for its menu until a first run has called st.navigation, and
# shows « Page not found » to a first visitor who comes by a deep link. Ours is not that menu: say so from the start.
PagesManager.uses_pages_directory = False

# Streamlit's document is in English and nothing but its text can be changed.
_IN_FRENCH = {
    b'<html lang="en">': b'<html lang="fr">',
    b"<title>Streamlit</title>": b"<title>Gouvernail</title>",
    b"You need to enable JavaScript to run this app.": b"Activez JavaScript dans le navigateur.",
}
_IN_PLACE = _IN_FRENCH | {b"</head>": printing.HEAD + b"</head>"}
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": "frame-ancestors 'self'",
}
# A compressed, partial or absent body could not be rewritten.
_REWRITE_BREAKERS = {b"accept-encoding", b"range", b"if-none-match", b"if-modified-since"}


class FrenchDocument:
    """ASGI middleware: turns the document that every address serves into a French one, and adds headers to all."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        rewrite = _wants_document(scope)
        if rewrite:
            scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in _REWRITE_BREAKERS]}
        await self.app(scope, receive, _Answer(send, rewrite=rewrite))


def _wants_document(scope: Scope) -> bool:
    accepts_html = any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])
    return scope["method"] == "GET" and accepts_html


class _Answer:
    """One answer on its way out. An HTML document is held until whole, then rewritten."""

    def __init__(self, send: Send, *, rewrite: bool) -> None:
        self.send = send
        self.rewrite = rewrite
        self.start: Message = {}
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(_HEADERS)
            if self.rewrite and headers.get("content-type", "").startswith("text/html"):
                self.start = message
                return
        if self.start and message["type"] == "http.response.body":
            await self._hold(message)
            return
        await self.send(message)

    async def _hold(self, message: Message) -> None:
        self.body += message.get("body", b"")
        if message.get("more_body"):
            return
        for theirs, ours in _IN_PLACE.items():
            self.body = self.body.replace(theirs, ours)
        MutableHeaders(scope=self.start)["content-length"] = str(len(self.body))
        await self.send(self.start)
        await self.send({"type": "http.response.body", "body": self.body})


def explain_failure(error: Exception) -> bool:
    """What a screen says in place of a traceback, which goes to the server's log. True: nothing more to show."""
    if isinstance(error, Refusal):
        st.warning(plain(str(error)))
    else:
        st.error(
            "Cet écran n'a pas pu s'afficher. Rechargez la page ; si cela recommence, prévenez l'administrateur : "
            "le journal du serveur dit pourquoi."
        )
    return True
