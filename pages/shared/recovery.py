"""When the database cannot be opened: what happened, and the button that puts a backup back.

A person presses it. To restore in silence would hide that what was told since the backup is to be told again.
"""

import gc
import traceback
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import streamlit as st

from data.backup import DECIDE_AGAIN, Backup, Original, Restored, backups, is_good, restore
from data.database.damage import damage_of, probe
from data.errors import DatabaseDamaged, Refusal
from data.settings import get_settings
from indicators import french
from pages.shared.text import plain


def run(page: Callable[[], None]) -> None:
    """Run a page. Should the database turn out to be damaged as it is read, show how to put it right instead."""
    path = get_settings().database
    try:
        page()
        return
    except Exception as error:
        if not damage_of(path, error):
            raise
        # Its frames hold cursors, and with them the file. What the log of the server needs goes along as a note.
        told = "".join(traceback.format_exception(error))
        failure = error.with_traceback(None)
        failure.add_note(told)
    _let_go_of_it()
    try:
        probe(path)
    except DatabaseDamaged as damage:
        show(damage)
        return
    except Refusal:  # somebody else has it open: nothing is known of it
        pass
    raise failure


def show(problem: Refusal) -> None:
    """Say why there are no data, and what can be done about it here."""
    if not isinstance(problem, DatabaseDamaged):
        st.title("Gouvernail ne peut pas ouvrir ses données")
        st.warning(plain(str(problem)))
        st.button("Réessayer")
        return
    _let_go_of_it()
    st.title("La base ne s'ouvre pas")
    place = st.empty()
    with place.container():
        st.warning(plain(str(problem)))
        done = _offer()
    if done:
        place.empty()
        _tell(done)


def _offer() -> Restored | None:
    try:
        with st.spinner("Vérification des sauvegardes…"):
            good = [one for one in backups(get_settings().database) if one.is_verified or is_good(one)]
    except Refusal as refusal:
        st.warning(plain(str(refusal)))
        good = []
    if not good:
        st.markdown(
            "Aucune sauvegarde lisible n'est à côté de la base. Si vous en avez une copie ailleurs, arrêtez le programme et "
            "remettez-la avec « python -m data restore », suivi de son chemin."
        )
        st.button("Réessayer")
        return None
    chosen = st.radio("Sauvegardes lisibles, la plus récente d'abord", good, format_func=_described)
    with st.container(horizontal=True):
        pressed = st.button(f"Remettre la sauvegarde du {_instant(chosen.at)}", type="primary")
        st.button("Réessayer")
    st.caption("Les fichiers présents seront mis de côté sous un autre nom, jamais supprimés.")
    if not pressed:
        return None
    try:
        return restore(chosen, get_settings().database, settings=get_settings())
    except Refusal as refusal:
        st.warning(plain(str(refusal)))
        return None


def _tell(done: Restored) -> None:
    st.success(
        plain(f"La base est de nouveau celle du {_instant(done.backup.at)}, copiée {done.backup.occasion_in_french}.")
    )
    aside = ", ".join(file.name for file in done.set_aside)
    if aside:
        st.markdown(plain(f"Mis de côté, à côté de la base : {aside}. Rien n'a été supprimé."))
    if done.unknown:
        st.markdown(
            plain(
                f"Cette base ne connaît pas {french.plural(len(done.unknown), 'fichier reçu', 'fichiers reçus')}. "
                "Téléchargez-les ici, puis déposez-les à nouveau sur la page Retours (une réponse déjà connue n'est jamais "
                "comptée deux fois)."
            )
        )
        st.download_button(
            "Télécharger les fichiers à reprendre (ZIP)",
            lambda: _zipped(done.unknown),
            file_name="originaux-a-reprendre.zip",
            mime="application/zip",
            on_click="ignore",
        )
        st.table(
            [
                {"Fichier": plain(one.usual_name), "Reçu le": _instant(one.received_at), "Taille": _size(one.size)}
                for one in done.unknown
            ],
            border="horizontal",
            alt="Fichiers reçus que la base remise ne connaît pas.",
        )
    st.markdown(plain(DECIDE_AGAIN))
    st.button("Ouvrir le tableau de bord", type="primary")


def _let_go_of_it() -> None:
    """Close the database where a run still holds it: a file in use cannot be set aside."""
    st.cache_resource.clear()
    st.cache_data.clear()
    gc.collect()


def _described(backup: Backup) -> str:
    return plain(f"{_instant(backup.at)}, {backup.occasion_in_french}")


def _instant(at: datetime) -> str:
    return french.instant(at.replace(tzinfo=UTC).astimezone(ZoneInfo(get_settings().time_zone)))


def _size(size: int) -> str:
    return f"{max(1, round(size / 1024))} Ko"


def _zipped(originals: Sequence[Original]) -> bytes:
    """The files under names that can be dropped again."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for original in originals:
            archive.writestr(original.usual_name, original.path.read_bytes())
    return out.getvalue()
