"""The lists of the committee on their screen: each with its terms, who uses them, and the ways to change it."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from data.plan import Item, Plan
from data.plan.declaration import KINDS, LISTS, ListName
from data.plan.items import number_of
from data.plan.terms import FIRST_OF_THE_COMMITTEE, came_with_the_program
from indicators.french import plural
from pages.shared import parts, plan, plan_items
from pages.shared.plan_forms import add_form, edit_form, withdraw_form
from pages.shared.text import plain

# What each list is called as a whole, and what it is for.
TITLES: dict[ListName, str] = {
    "theme": "Thèmes des retours d'expérience",
    "origin": "Origines des retours d'expérience",
    "voice": "Ceux qui rapportent",
    "actor": "Acteurs des actions",
    "horizon": "Horizons des actions",
}


def answer(standing: Plan) -> str:
    """« 30 termes en 5 listes ; 12 ne servent encore à aucune fiche. »"""
    terms = standing.of("term")
    idle = sum(not uses(standing, term) for term in terms)
    said = f"{plural(len(terms), 'terme')} en {len(LISTS)} listes"
    verb = "ne sert encore à aucune fiche" if idle < 2 else "ne servent encore à aucune fiche"
    return f"{said} ; {idle} {verb}." if idle else f"{said}, tous employés."


def uses(standing: Plan, term: Item) -> list[Item]:
    """The items that a term describes."""
    found = [
        one
        for kind in KINDS.values()
        for field in kind.fields
        if field.type in ("term", "terms")
        for one in standing.under(term, kind.kind, field.code)
    ]
    return list({one.id: one for one in found}.values())


def show(standing: Plan, name: ListName, withdrawn: Sequence[Item]) -> None:
    """One list: its terms, then the ways to change it, folded. withdrawn: items of all kinds that no longer hold."""
    terms = standing.terms(name)
    gone = [one for one in withdrawn if one.kind == "term" and one.line("list") == LISTS[name]]
    st.subheader(plain(TITLES[name]), anchor=False)
    rows = [
        {
            "Terme": plain(term.title),
            "Fiches qui l'emploient": str(len(uses(standing, term))),
            "D'où il vient": _origin(term),
        }
        for term in terms
    ]
    if rows:
        st.table(rows, hide_index=True, border="horizontal", alt=f"{TITLES[name]} : qui emploie chaque terme.")
    else:
        st.caption("Cette liste est vide.")
    form = partial(add_form, "term", key=f"terme_{name}", preset={"list": LISTS[name]}, only=("title",))
    parts.once_open("Ajouter un terme", f"ajouter_{name}", form)
    if terms:
        parts.once_open("Renommer ou retirer un terme", f"changer_{name}", partial(_change, standing, name))
    if gone:
        parts.once_open(f"Termes retirés ({len(gone)})", f"retires_{name}", partial(_gone, gone))


def _origin(term: Item) -> str:
    if number_of(term.ref) >= FIRST_OF_THE_COMMITTEE:
        return "Ajouté par le comité"
    return "Fourni au départ" if came_with_the_program(term) else "Fourni au départ, changé depuis"


def _change(standing: Plan, name: ListName) -> None:
    term = _chosen(standing.terms(name), name)
    edit_form(term, key=f"renommer_{name}", only=("title",), button="Renommer")
    if count := len(uses(standing, term)):
        st.caption(f"Retiré, ce terme ne s'affichera plus sur {plural(count, 'fiche')} ; renommé, il y suit.")
    withdraw_form(term, key=f"retirer_{name}")
    plan_items.open_link(term)


def _chosen(terms: Sequence[Item], name: ListName) -> Item:
    """The term to change: the same one once it is renamed. The browser knows an option by what it shows and would keep
    the name of before, hence a box of its own for each version of the list."""
    known, kept = {term.ref: term for term in terms}, f"terme_garde_{name}"
    box = f"terme_choisi_{name}_{len(terms)}_{max(term.recorded_at for term in terms).isoformat()}"
    if box not in st.session_state and st.session_state.get(kept) in known:
        st.session_state[box] = st.session_state[kept]
    chosen = st.selectbox("Terme à changer", list(known), format_func=lambda ref: plan.name(known[ref]), key=box)
    st.session_state[kept] = chosen
    return known[chosen]


def _gone(gone: list[Item]) -> None:
    for term in gone:
        st.markdown(f"**{term.ref}** · {plain(term.title)} : {plain(term.withdrawn)}")
        plan_items.put_back_button(term)
