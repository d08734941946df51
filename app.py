"""The entry point: what every screen has in common, around the page that the menu chose."""

import streamlit as st

if __name__ != "__main__":
    # `streamlit run` imports this file once to find what it serves; each run of a screen executes it as __main__.
    from starlette.middleware import Middleware

    from pages.shared import server

    app = st.App(__file__, middleware=[Middleware(server.FrenchDocument)], on_script_error=server.explain_failure)
else:
    from data.errors import Refusal
    from pages.shared import memory, printing, records, recovery, run, session
    from pages.shared import menu as menus
    from pages.shared.text import plain

    menu = {
        "Consulter": [
            st.Page("pages/consulter/synthese.py", title="Synthèse", url_path="synthese", default=True),
            st.Page("pages/consulter/indicateur.py", title="Indicateur", url_path="indicateur"),
            st.Page("pages/consulter/territoire.py", title="Qui et où", url_path="territoire"),
            st.Page("pages/consulter/usages.py", title="Usages", url_path="usages"),
            st.Page("pages/consulter/etablissements.py", title="Établissements", url_path="etablissements"),
            st.Page("pages/consulter/etablissement.py", title="Établissement", url_path="etablissement"),
            st.Page("pages/consulter/origine.py", title="Origine", url_path="origine"),
            st.Page("pages/consulter/comparer.py", title="Comparer", url_path="comparer"),
            st.Page("pages/consulter/seance.py", title="Séance", url_path="seance"),
        ],
        "Agir": [
            st.Page("pages/agir/retours_experience.py", title="Retours d'expérience", url_path="retours_experience"),
            st.Page("pages/agir/projections.py", title="Projections", url_path="projections"),
            st.Page("pages/agir/plan_action.py", title="Plan d'action", url_path="plan_action"),
            st.Page("pages/agir/chaine.py", title="Chaîne", url_path="chaine"),
            st.Page("pages/agir/prochaine_seance.py", title="Prochaine séance", url_path="prochaine_seance"),
            st.Page("pages/agir/fiche.py", title="Fiche du plan", url_path="fiche"),
        ],
        "Gérer": [
            st.Page("pages/gerer/retours.py", title="Retours", url_path="retours"),
            st.Page("pages/gerer/releves.py", title="Relevés d'usage", url_path="releves"),
            st.Page("pages/gerer/verifications.py", title="À vérifier", url_path="a_verifier"),
            st.Page("pages/gerer/relances.py", title="Relances", url_path="relances"),
            st.Page("pages/gerer/cibles.py", title="Cibles", url_path="cibles"),
            st.Page("pages/gerer/definitions.py", title="Définitions", url_path="definitions"),
            st.Page("pages/gerer/seances.py", title="Séances", url_path="seances"),
            st.Page("pages/gerer/listes.py", title="Listes", url_path="listes"),
            st.Page("pages/gerer/administration.py", title="Administration", url_path="administration"),
        ],
    }
    page = st.navigation(menu, position="hidden")
    st.set_page_config(page_title=f"{page.title} · Gouvernail", page_icon=session.ICON, layout="wide")
    st.logo(session.LOGO, size="large", icon_image=session.ICON)
    menus.show(menu)

    try:
        actor, db = session.who(), session.database()
    except Refusal as problem:
        recovery.show(problem)
        st.stop()

    with run.one(db, page.url_path):
        only_now = page in menu["Gérer"]
        with st.sidebar:
            session.choose_situation(only_now=only_now)
        if records.is_demonstration():
            st.caption("**Données de démonstration : établissements et réponses inventés**")
        # What was frozen has its own day and filters: those chosen on the left would be false there.
        frozen = page.url_path in ("comparer", "seance")
        if not frozen:
            st.caption(plain(session.describe(session.situation(), of_plan=page in menu["Agir"])))
        if not frozen and (past := session.known_then(only_now=only_now)):
            st.info(plain(past), icon=":material/history:")
            st.button("Revenir à ce que l'on sait aujourd'hui", on_click=session.back_to_now)

        body = st.container()
        # Placed before the page runs, shown under it: a page may stop early.
        st.caption(plain(f"Gouvernail · {db.settings.territory_name} · {db.settings.academie} · {actor.name}"))
        printing.make_pictures_light()
        with body:
            recovery.run(page.run)
    memory.settle()
