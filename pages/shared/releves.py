"""What the screen of monthly usage files shows: a drop before it is taken in, the months known, the imports so far."""

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from data.batches import Batch
from data.usage.intake import MonthChange, UsageResult, import_usage
from data.usage.known import KnownMonth, known_months
from data.usage.template import usage_template
from data.usage.words import SERVICES
from indicators import french
from indicators.french import number, plural
from pages.shared import drop, parts, records, session
from pages.shared.text import plain
from pages.shared.wording import Rows

FORMATS = ["xlsx", "xlsm", "xls", "ods", "csv", "zip"]
_TONES = {"imported": st.success, "partial": st.warning, "refused": st.error, "already_imported": st.info}
template = usage_template


def uploader_key() -> str:
    """Key of the upload box: a new one empties it and lets go of the files' bytes."""
    return f"releves_{st.session_state.setdefault('depot_releves', 0)}"


def forget_files() -> None:
    """Empty the upload box at the next run."""
    st.session_state["depot_releves"] += 1
    st.session_state.pop("apercu_releves", None)
    st.query_params.pop("import", None)


def has_directory() -> bool:
    """Whether there are establishments for the files to speak of."""
    return records.open_establishments() > 0


def services() -> list[str]:
    """The services that may be chosen: those known, then those that the product spells."""
    return list(dict.fromkeys([*sorted({one.service for one in known()}), *SERVICES]))


def preview(contents: Sequence[tuple[str, bytes]], service: str) -> list[UsageResult]:
    """What an import would do, worked out once for these files, this service and this state of the database."""
    key = (session.version(), service, tuple((name, hash(content)) for name, content in contents))
    if st.session_state.get("apercu_releves", (None, []))[0] != key:
        st.session_state["apercu_releves"] = (key, _import(contents, service, keep=False))
    found: list[UsageResult] = st.session_state["apercu_releves"][1]
    return found


def take_in(contents: Sequence[tuple[str, bytes]], service: str) -> None:
    """Import what was shown."""
    results = _import(contents, service, keep=True)
    if notice := next((result.notice for result in results if result.notice), ""):
        st.session_state["averti"] = notice


def _import(contents: Sequence[tuple[str, bytes]], service: str, *, keep: bool) -> list[UsageResult]:
    bar = st.progress(0.0, "Lecture des fichiers" + ("" if keep else ", rien n'est encore enregistré"))
    results = import_usage(
        session.database(),
        session.who(),
        contents,
        service=service,
        keep=keep,
        progress=parts.reporting_to(bar),
    )
    bar.empty()
    return results


def to_import(results: Sequence[UsageResult]) -> int:
    """How many facts an import of these files would take in."""
    return sum(result.facts for result in results if result.state in ("imported", "partial"))


def facts(amount: int) -> str:
    """« 1 234 relevés »."""
    return plural(amount, "relevé")


def show(results: Sequence[UsageResult]) -> None:
    """Each file: what became of it, what it changes month by month, what must be looked at again."""
    if len(results) > 1:
        st.markdown(f"**{plain(drop.summary(results))}**")
    for place, result in enumerate(results):
        with st.container(border=True):
            _show_file(result, place)


def _show_file(result: UsageResult, place: int) -> None:
    st.subheader(plain(result.file), anchor=False)
    _TONES[result.state](plain(f"{drop.file_state(result)}. {file_line(result)}"))
    if result.issues:
        st.markdown(f"**Cellules à revoir ({number(len(result.issues))})**")
        parts.remarks(
            drop.issues_table([issue.as_dict() for issue in result.issues]),
            key=f"remarques_releves_{place}",
            alt="Cellules refusées ou à vérifier, avec leur adresse et ce qu'il faut faire.",
        )
    if result.months:
        st.markdown("**Ce que ce fichier change, mois par mois**")
        st.dataframe(
            changes_table(result.months),
            hide_index=True,
            key=f"mois_releves_{place}",
            alt="Relevés nouveaux, modifiés et inchangés, par mois et par service.",
        )


def file_line(result: UsageResult) -> str:
    """What a file brings, in a sentence or two."""
    if result.state in ("refused", "already_imported"):
        return result.reason
    rows = f"{plural(result.accepted, 'ligne acceptée', 'lignes acceptées')} sur {number(result.rows)}"
    pieces = [
        (result.new, "relevé nouveau", "relevés nouveaux"),
        (result.changed, "relevé modifié", "relevés modifiés"),
        (result.unchanged, "relevé inchangé", "relevés inchangés"),
    ]
    told = ", ".join(plural(amount, one, many) for amount, one, many in pieces if amount)
    stay = plural(
        result.remaining,
        "relevé du même mois, non repris dans ce fichier, reste",
        "relevés des mêmes mois, non repris dans ce fichier, restent",
    )
    return f"{rows} ; {told}." + (f" {stay}." if result.remaining else "")


def changes_table(months: Sequence[MonthChange]) -> Rows:
    """One row a month and service."""
    return [
        {
            "Mois": french.month(one.month),
            "Service": one.service,
            "Établissements": number(one.establishments),
            "Nouveaux": number(one.new),
            "Modifiés": number(one.changed),
            "Inchangés": number(one.unchanged),
            "Restent, non repris": number(one.remaining),
        }
        for one in months
    ]


def known() -> list[KnownMonth]:
    """The months known, latest first, read once for each write."""
    return _known(session.version())


@st.cache_data(show_spinner=False, max_entries=4)
def _known(version: str) -> list[KnownMonth]:  # noqa: ARG001
    return known_months(session.database(), as_of=session.known_now())


def known_line(known: Sequence[KnownMonth]) -> str:
    """Which months are known, in one sentence."""
    if not known:
        return "Aucun relevé n'est encore connu : les usages restent sans valeur."
    services = plural(len({one.service for one in known}), "service")
    months = plural(len({one.month for one in known}), "mois", "mois")
    last = known[0]
    waits = ", reçu avant la fin du mois : à reprendre" if last.is_partial else ""
    return f"{months} connus pour {services}, le dernier est {french.month(last.month)}{waits}."


def known_table(known: Sequence[KnownMonth]) -> Rows:
    """One row a month, one column a service: establishments that told."""
    services = sorted({one.service for one in known})
    rows: Rows = []
    for month, found in groupby(known, key=lambda one: one.month):
        told = {one.service: one for one in found}
        rows.append({"Mois": french.month(month), **{name: _told(told.get(name)) for name in services}})
    return rows


def _told(one: KnownMonth | None) -> str:
    return "" if one is None else number(one.establishments) + (" partiel" if one.is_partial else "")


def taken_in() -> list[Batch]:
    """The files of usage taken in, latest first."""
    return records.files(kind="usage")
