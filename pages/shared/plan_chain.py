"""The screen of the chain: its picture, the node that is followed, what leads to it and where it leads, what is missing."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

import streamlit as st

from indicators import figures
from indicators.plan.agenda import Lacking
from indicators.plan.chain import COLUMNS, INDICATOR, Chain, Node, kind_label
from indicators.plan.picture import picture, picture_alt, picture_caption
from indicators.plan.tables import chain_table
from pages.shared import address, boxes, parts, plan, plan_items, session
from pages.shared.text import plain

PAGE, INDICATOR_PAGE = "pages/agir/chaine.py", "pages/consulter/indicateur.py"
_FOLLOWED = "suivre"  # the address of a node: ?suivre=A7, or the code of an indicator
_PICTURE, _WIDE, _TALL = "chaine", "chaine_large", "chaine_haute"
# The server does not know how wide a window is: both pictures are sent, the browser shows the one that fits beside the menu.
_ONE_OF_TWO = f"""<style>
.st-key-{_PICTURE} {{ container-type: inline-size; }}
@container (max-width: 900px) {{ .st-key-{_WIDE} {{ display: none; }} }}
@container (min-width: 900.01px) {{ .st-key-{_TALL} {{ display: none; }} }}
</style>"""
_MOST_LINKS = 30


def follow(chain: Chain) -> Node | None:
    """The node that is followed: chosen here, by a click on the picture, or by the address, which then says it."""
    nodes = {_address(node): node for kind in COLUMNS for node in chain.column(kind)}
    chosen = boxes.one_or_none(
        "Suivre",
        list(nodes),
        name=_FOLLOWED,
        show=lambda one: _choice(nodes[one]),
        placeholder="Rien de choisi : toute la chaîne",
        help="Choisissez une fiche ou un indicateur, ou touchez-en un sur le dessin.",
    )
    return nodes[chosen] if chosen else None


def drawing(chain: Chain, followed: Node | None) -> None:
    """The picture: six columns where there is room for them, else one line a node."""
    st.html(_ONE_OF_TWO)
    with st.container(key=_PICTURE):
        for tall in (False, True):
            _draw(chain, followed.key if followed else None, tall=tall)


def _draw(chain: Chain, chosen: str | None, *, tall: bool) -> None:
    situation, name = session.situation(), _TALL if tall else _WIDE
    key = session.key(situation.as_of, situation.on, chosen, tall, session.theme())
    figure, alt, caption = _picture(key, session.theme(), chain, chosen, tall)
    with st.container(key=name):
        st.plotly_chart(
            figure,
            config=parts.CHART,
            alt=alt,
            key=f"{name}_dessin",
            theme=None,
            on_select=partial(_clicked, chain, f"{name}_dessin"),
            selection_mode="points",
        )
        st.caption(plain(caption))


def around(chain: Chain, node: Node) -> None:
    """What leads directly to the node that is followed, and what it leads to: each can be followed in turn."""
    st.subheader(plain(f"{kind_label(node.kind)} {node.ref}".strip()), anchor=False)
    st.markdown(f"**{plain(node.title)}**")
    _open_link(node)
    left, right = st.columns(2, gap="large")
    with left:
        _neighbours("Ce qui y mène", chain.before(node.key))
    with right:
        _neighbours("Ce à quoi cela mène", chain.after(node.key))


def table(chain: Chain) -> None:
    """Every way through the chain, in a table drawn when it is unfolded."""
    parts.once_open("Tous les chemins en tableau", "chemins_de_la_chaine", partial(_table, chain))


def lacking(groups: Sequence[Lacking]) -> None:
    """What lacks a link, grouped by what it lacks, each with the way to its page."""
    if not groups:
        return
    st.header("Maillons manquants", anchor=False)
    for group in groups:
        title, nodes = f"{group.label} ({len(group.orphans)})", [one.node for one in group.orphans]
        items = [plan.standing().items[UUID(node.key)] for node in nodes if node.kind != INDICATOR]
        plan_items.several(title, items)
        if not items:
            st.markdown(f"**{plain(title)}**")
            for node in nodes:
                _open_link(node, label=node.title)


def _neighbours(title: str, nodes: Sequence[Node]) -> None:
    st.markdown(f"**{title}**")
    if not nodes:
        st.caption("Rien.")
        return
    lines = [f"- {kind_label(node.kind)} {node.ref} · {node.title}" for node in nodes[:_MOST_LINKS]]
    if len(nodes) > _MOST_LINKS:
        lines.append(f"- et {len(nodes) - _MOST_LINKS} de plus, que le tableau donne")
    st.markdown("\n".join(f"- {plain(line[2:])}" for line in lines))
    with st.container(horizontal=True, gap="small"):
        for node in nodes[:_MOST_LINKS]:
            st.page_link(
                PAGE,
                label=plain(f"Suivre {node.ref or node.title.lower()}"),
                icon=":material/arrow_forward:",
                query_params={_FOLLOWED: _address(node)} | address.situation(),
                width="content",
            )


def _open_link(node: Node, *, label: str = "") -> None:
    if node.kind != INDICATOR:
        plan_items.open_link(plan.standing().items[UUID(node.key)])
        return
    st.page_link(
        INDICATOR_PAGE,
        label=plain(label or "Voir cet indicateur"),
        icon=":material/arrow_forward:",
        query_params={"indicateur": node.key},
    )


def _address(node: Node) -> str:
    return node.ref or node.key


def _choice(node: Node) -> str:
    return (
        f"{kind_label(node.kind)} · {node.ref} · {node.title}"
        if node.ref
        else f"{kind_label(node.kind)} · {node.title}"
    )


def _clicked(chain: Chain, drawn: str) -> None:
    """Follow the node that was clicked. A second click on it tells nothing new."""
    points = st.session_state[drawn].selection.points
    node = chain.nodes.get(points[0]["customdata"][0]) if points else None
    if node:
        boxes.choose(**{_FOLLOWED: _address(node)})


def _table(chain: Chain) -> None:
    st.dataframe(
        chain_table(chain, plan.lacking()),
        hide_index=True,
        placeholder="",
        alt="Chaque chemin de la chaîne, des retours d'expérience aux indicateurs, et ce qui y manque.",
    )


@st.cache_resource(show_spinner=False, max_entries=100)
def _picture(
    key: str,  # noqa: ARG001
    _theme: figures.Theme,
    _chain: Chain,
    _chosen: str | None,
    _tall: bool,
) -> tuple[figures.Figure, str, str]:
    shown = picture(_chain, plan.lacking(), plan.its_actions(), chosen=_chosen, only_around=_tall)
    draw = figures.chain_strip if _tall else figures.chain_figure
    return draw(shown, _theme), picture_alt(shown), picture_caption(shown)
