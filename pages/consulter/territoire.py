"""Who is ahead, who lags, and where: groups against their targets, through the year, on a map, crossed."""

import streamlit as st

from indicators.catalogue import catalogue
from indicators.exports.tables import frame_as_csv
from indicators.situation import GROUPS
from indicators.where import captions, tables, words
from pages.shared import boxes, parts, readings, session, territory
from pages.shared.first_steps import first_steps
from pages.shared.text import plain

st.title("Qui entraîne, qui reste en retrait, et où ?")
if not first_steps():
    st.stop()

code = session.choose_indicator({one.code: one.label for one in catalogue().values()})
group = boxes.one("Regrouper par", list(GROUPS), name="groupe", say=GROUPS.__getitem__)
found = territory.standings(code, group)
label, on = GROUPS[group].lower(), found.finding.situation.on

st.header(found.finding.indicator.question, anchor=False)
st.markdown(f"**{plain(words.headline(found))}**")
parts.chart(readings.by_group(code, group), key="groupes")
parts.grid(
    lambda: territory.standings_table(code, group),
    placeholder="",
    column_config=dict.fromkeys(tables.SHARES, st.column_config.NumberColumn(format="localized"))
    | {GROUPS[group]: st.column_config.TextColumn(width="medium", pinned=True)},
    alt=f"Tous les groupes par {label}, avec leurs bornes et leur cible.",
    read_as=session.situation_key(code, group),
)
st.download_button(
    "Télécharger ces groupes (CSV pour Excel)",
    lambda: frame_as_csv(territory.standings_table(code, group)),
    file_name=f"{code}_{group}_{on:%Y-%m-%d}.csv",
    mime="text/csv",
    on_click="ignore",
)

st.header("Qui avance, depuis la rentrée ?", anchor=False)
parts.chart(territory.courses(code, group), key="parcours")

st.header("Où ?", anchor=False)
drawn = territory.establishment_map(code)
if drawn.warning:
    st.warning(plain(drawn.warning))
st.markdown(plain(drawn.shapes))
picture, numbers = st.columns([3, 2], gap="medium")
with picture:
    parts.picture(drawn, key="carte")
    st.caption(plain(drawn.caption))
with numbers:
    area = st.segmented_control("Les nombres de la carte, par", list(tables.AREAS), default="EPCI", required=True)
    parts.grid(
        lambda: tables.area_table(territory.standings(code, tables.AREAS[area])),
        placeholder="",
        column_config=dict.fromkeys(tables.SHARES, st.column_config.NumberColumn(format="localized"))
        | {area: st.column_config.TextColumn(width=170, pinned=True)},
        alt="Les nombres de la carte, par territoire.",
        read_as=session.situation_key(code, area),
    )

st.header("Deux groupes croisés", anchor=False)
left, right = st.columns(2)
rows = left.selectbox("En lignes", list(GROUPS), format_func=GROUPS.__getitem__, key="lignes")
others = [one for one in GROUPS if one not in (rows, "commune")]
columns = right.selectbox("En colonnes", others, format_func=GROUPS.__getitem__, key="colonnes")
crossed = territory.cross(code, rows, columns)
st.markdown(f"**{plain(captions.cross_sentence(crossed))}**")
parts.grid(
    lambda: tables.cross_table(crossed),
    placeholder="",
    column_config={GROUPS[rows]: st.column_config.TextColumn(pinned=True)},
    alt=f"{GROUPS[rows]} en lignes, {GROUPS[columns].lower()} en colonnes.",
    read_as=session.situation_key(code, rows, columns),
)
st.caption(plain(captions.cross_caption(crossed)))
st.download_button(
    "Télécharger ce croisement (CSV pour Excel)",
    lambda: frame_as_csv(tables.cross_table(crossed)),
    file_name=f"{code}_{rows}_{columns}_{on:%Y-%m-%d}.csv",
    mime="text/csv",
    on_click="ignore",
)
