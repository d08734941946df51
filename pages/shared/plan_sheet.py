"""The page of one item of the plan: which one, what is told of it, what leads to it and what it leads to."""

from collections.abc import Iterator
from functools import partial

import streamlit as st

from data.plan import Item, put_back, read_plan
from data.plan.declaration import CHAIN, KINDS
from pages.shared import parts, plan, plan_items, session
from pages.shared import plan_words as words
from pages.shared.plan_forms import edit_form, withdraw_form
from pages.shared.text import plain

LESSONS_PAGE = "pages/agir/retours_experience.py"
CHAIN_PAGE, INDICATOR_PAGE = "pages/agir/chaine.py", "pages/consulter/indicateur.py"
_TEXT = "Texte"
_ITEMS, _TERMS = ("item", "items"), ("term", "terms")  # types of the fields that link
_CHOSEN = "fiche_choisie"


def choose() -> str:
    """Choose an item by its title; its reference is what the address holds (?fiche=A7), and what is returned, '' for none."""
    standing, asked = plan.standing(), plan.asked().upper()
    offered = {item.ref: item for kind in KINDS if kind != "term" for item in standing.of(kind)}
    st.session_state[_CHOSEN] = asked if asked in offered else None  # the address decides, which a choice writes
    st.selectbox(
        "Fiche",
        list(offered),
        index=None,
        format_func=lambda ref: plan.name(offered[ref]) if ref in offered else str(ref),
        placeholder="Tapez un mot de son intitulé ou son repère",
        key=_CHOSEN,
        on_change=_write,
    )
    return asked


def _write() -> None:
    if chosen := st.session_state[_CHOSEN]:
        st.query_params["fiche"] = chosen
    else:
        st.query_params.pop("fiche", None)


def found(reference: str) -> Item | None:
    """The item of a reference that stands; None when none does, which is then said, with the way back of a withdrawn one."""
    if not reference:
        _nothing_asked()
        return None
    item = plan.standing().find(reference)
    if item is None:
        _not_standing(reference)
    return item


def _nothing_asked() -> None:
    if any(item.kind != "term" for item in plan.standing().items.values()):
        st.info("Choisissez une fiche, ou partez d'un tableau de la section Agir.")
    else:
        st.info("Le plan est vide : inscrivez d'abord un retour d'expérience.")
        st.page_link(LESSONS_PAGE, label="Retours d'expérience", icon=":material/arrow_forward:")
    if gone := plan_items.withdrawn():
        show = partial(plan_items.several, "Elles gardent leur historique et peuvent revenir", gone)
        parts.once_open(f"Fiches retirées ({len(gone)})", "fiches_retirees", show)


def _not_standing(reference: str) -> None:
    item = next((one for one in plan_items.withdrawn() if one.ref == reference), None)
    if item is None:
        st.warning(plain(_unknown(reference)))
        return
    st.warning(plain(f"{plan.kind_of(item)}, « {item.title} », n'est plus au plan. Motif : {item.withdrawn}"))
    if plan.may_change():
        plan_items.put_back_button(item)


def _unknown(reference: str) -> str:
    now = read_plan(session.database(), as_of=session.database().clock())
    if not plan.can_change() and now.find(reference):
        return f"{reference} n'était pas encore connue ce jour-là : revenez à aujourd'hui, à gauche, pour la lire."
    return f"Aucune fiche du plan ne porte le repère « {reference} » : choisissez-en une dans la liste."


# --- what is told of it


def fields(item: Item) -> None:
    """Everything that is told of an item, but its links; the texts of several lines first."""
    declared = KINDS[item.kind]
    names = plan_items.establishment_names() if _names_establishments(item) else {}
    said = words.fields_of(plan.standing(), item, names, plan.indicator_labels())
    long = {field.label for field in declared.fields if field.type == "text"}
    for label, value in said:
        if label in long:
            st.markdown(plain(value) if label == _TEXT else f"**{plain(label)}** : {plain(value)}")
    st.markdown("\n".join(f"- **{plain(label)}** : {plain(value)}" for label, value in said if label not in long))
    plan_items.page_of(item)


def _names_establishments(item: Item) -> bool:
    return bool(item.line("uai") or (item.concerns and item.concerns.members))


def lacks(item: Item) -> None:
    """What is missing in the chain after it."""
    for one in plan.lacking():
        if one.node.key == str(item.id):
            st.markdown(f"! {plain(one.sentence)}")


def around(item: Item) -> None:
    """What it links to, and what links to it, each a link; of an action but its steps and notes, shown apart."""
    found = [*_before(item), *_after(item)]
    for title, items in found:
        plan_items.several(title, items)
    if not any(items for _, items in found):
        st.caption("Aucune autre fiche n'y est reliée.")
    _elsewhere(item)


def _before(item: Item) -> Iterator[tuple[str, list[Item]]]:
    standing = plan.standing()
    for field in KINDS[item.kind].fields:
        if field.type in _ITEMS:
            yield field.label, standing.linked(item, field.code)


def _after(item: Item) -> Iterator[tuple[str, list[Item]]]:
    standing = plan.standing()
    for declared in KINDS.values():
        if item.kind == "action" and declared.kind in ("step", "note"):
            continue
        for field in declared.fields:
            if field.type in (_TERMS if item.kind == "term" else _ITEMS):
                yield declared.labels, standing.under(item, declared.kind, field.code)


def _elsewhere(item: Item) -> None:
    labels = plan.indicator_labels()
    with st.container(horizontal=True, gap="small"):
        for code in item.indicators:
            if code in labels:
                st.page_link(
                    INDICATOR_PAGE,
                    label=plain(f"Indicateur : {labels[code].lower()}"),
                    icon=":material/arrow_forward:",
                    query_params={"indicateur": code},
                    width="content",
                )
        if item.kind in CHAIN:
            st.page_link(
                CHAIN_PAGE,
                label="Suivre dans la chaîne",
                icon=":material/account_tree:",
                query_params={"suivre": item.ref},
                width="content",
            )


# --- what can be done with it


def change(item: Item) -> None:
    """The form of all its fields."""
    edit_form(item, key="modifier")


def withdraw(item: Item) -> None:
    """The form that takes it out of the plan, and what becomes of what links to it."""
    standing = plan.standing()
    links = [
        (kind.kind, field.code) for kind in KINDS.values() for field in kind.fields if field.type in _ITEMS + _TERMS
    ]
    linking = [one for kind, code in links for one in standing.under(item, kind, code)]
    if said := words.withdrawing_sentence(linking):
        st.caption(plain(said))
    withdraw_form(item, key="retirer")


def history(item: Item) -> None:
    """Each version: when, who, from which workbook, what changed; and the way back to it."""
    db, as_of, standing = session.database(), session.situation().as_of, plan.standing()
    versions = [version for version in plan.versions(item.id) if version.recorded_at <= as_of]
    names = plan_items.establishment_names()
    for place, version in enumerate(versions):
        before = versions[place + 1] if place + 1 < len(versions) else None
        with st.container(border=True):
            told = words.change_sentence(standing, version, before, names, plan.indicator_labels())
            when = words.when(version, db.local(version.recorded_at))
            st.caption(plain(f"{when} · {words.source(version)}"))
            st.markdown(plain(told))
            if place and not version.withdrawn and version.values != item.values and plan.can_change():
                _back_to(item, version, place)


def _back_to(item: Item, version: Item, place: int) -> None:
    if st.button("Revenir à cet état", key=f"revenir_{item.id}_{place}") and plan.attempt(
        lambda: put_back(session.database(), session.who(), item, version),
        done=f"{item.ref} est de nouveau à l'état choisi ; rien de l'historique n'est perdu.",
    ):
        st.rerun()
