"""Monthly facts on the use of tools: what is known, a drop of files shown before it is taken in, the imports so far."""

import streamlit as st

from pages.shared import history, parts, releves, session
from pages.shared.text import plain

st.title("Prendre les relevés d'usage des outils")
parts.say_what_was_done()

db = session.database()
if not releves.has_directory():
    st.info("Première étape : l'annuaire officiel des établissements, qui dit de quels établissements parle un relevé.")
    st.page_link("pages/gerer/administration.py", label="1. Charger l'annuaire", icon=":material/arrow_forward:")
    st.stop()

known = releves.known()
st.markdown(f"**{plain(releves.known_line(known))}**")

st.header("1. Reprendre des relevés", anchor=False)
left, right = st.columns([2, 1], vertical_alignment="bottom")
service = left.selectbox(
    "Service des fichiers qui n'en nomment aucun",
    releves.services(),
    index=None,
    accept_new_options=True,
    placeholder="Celui que dit le fichier, ou son nom",
    help="Une colonne « service » l'emporte. À choisir ou à écrire, par exemple e-lyco.",
    key="service_des_releves",
)
right.download_button(
    "Télécharger un modèle à remplir",
    releves.template,
    file_name="modele_releves.xlsx",
    on_click="ignore",
)
files = st.file_uploader(
    "Déposez les relevés mensuels (.xlsx, .xlsm, .xls, .ods, .csv), ou un zip qui les contient",
    type=releves.FORMATS,
    accept_multiple_files=True,
    max_upload_size=db.settings.limits.bundle_mb,
    key=releves.uploader_key(),
)
st.caption(
    "Une ligne par établissement, mois, service et profil ; ou les profils côte à côte dans les titres. Un mois repris est "
    "remplacé par ses derniers relevés ; une cellule vide n'efface rien."
)
if files:
    contents = [(file.name, file.getvalue()) for file in files]
    preview = releves.preview(contents, service or "")
    releves.show(preview)
    count = releves.to_import(preview)
    if count and st.button(f"Importer {releves.facts(count)}", type="primary"):
        done = f"{releves.facts(count)} : c'est enregistré, et compté dès maintenant."
        if parts.attempt(lambda: releves.take_in(contents, service or ""), done=done):
            releves.forget_files()
            st.rerun()

st.header("2. Les mois connus", anchor=False)
if known:
    parts.grid(
        lambda: releves.known_table(known),
        alt="Nombre d'établissements dont le relevé est connu, par mois et par service.",
        read_as=session.key(),
    )
    st.caption("Nombre d'établissements. « partiel » : relevé reçu avant la fin du mois, à reprendre.")
else:
    st.caption(plain("Aucun relevé n'a encore été importé."))

st.header("3. Historique des imports", anchor=False)
taken = releves.taken_in()
if taken:
    history.show(taken, drops=st.session_state.get("depot_releves", 0))
else:
    st.caption(plain("Aucun relevé n'a encore été importé."))
