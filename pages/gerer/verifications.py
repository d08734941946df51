"""Answers that were accepted and deserve a second look: what was found, what to do, and what was decided."""

import streamlit as st

from data.returns.warnings import reopen_warning, settle_warnings
from indicators.french import plural
from pages.shared import boxes, parts, records, session, verifications
from pages.shared.first_steps import first_steps
from pages.shared.text import plain

st.title("Quelles réponses faut-il vérifier ?")
parts.say_what_was_done()
if not first_steps():
    st.stop()

db, actor = session.database(), session.who()
known = {campaign.code: campaign for campaign in records.campaigns()}
code = boxes.one("Campagne", list(known), name="campagne", say=lambda one: known[one].label)
waiting = verifications.waiting(code)
st.markdown(f"**{plain(verifications.count_line(len(waiting)))}**")

if waiting:
    kinds = verifications.kinds(waiting)
    kind = st.selectbox("Ne montrer que", list(kinds), format_func=kinds.__getitem__)
    wanted = verifications.of_kind(waiting, kind)
    shown = verifications.in_sight(wanted)
    every = st.checkbox(f"Choisir les {len(shown)} remarques affichées") if len(shown) > 1 else False
    with st.form("classer", border=False):
        chosen = [one.id for one in shown if verifications.card(one, chosen=every)]
        reason = st.text_input(
            "Ce qui a été vérifié",
            placeholder="Par exemple : confirmé au téléphone par le secrétariat",
            help="Gardé avec la décision. N'écrivez pas de nom de personne.",
        )
        if st.form_submit_button("Classer comme vérifié", type="primary") and parts.attempt(
            lambda: settle_warnings(db, actor, chosen, reason=reason),
            done=f"{plural(len(chosen), 'remarque classée', 'remarques classées')} : les réponses restent telles quelles.",
        ):
            st.rerun()
    verifications.show_more(len(wanted) - len(shown))
    st.caption(
        "Pour corriger une réponse, déposez un retour corrigé sur la page Retours : la remarque disparaît d'elle-même."
    )

settled = verifications.settled(code)
if settled:
    st.header("Déjà vérifié", anchor=False)
    parts.grid(
        lambda: verifications.settled_table(settled),
        alt="Remarques classées, avec le motif, par qui et quand, de la plus récente à la plus ancienne.",
        read_as=session.key(code),
    )
    choices = {str(one.id): one for one in settled}
    with st.expander("Remettre une remarque à vérifier"), st.form("rouvrir", border=False):
        one = st.selectbox("Remarque", list(choices), format_func=lambda one: verifications.name(choices[one]))
        why = st.text_input("Motif, gardé avec la décision")
        if st.form_submit_button("Remettre à vérifier") and parts.attempt(
            lambda: reopen_warning(db, actor, choices[one].id, reason=why),
            done=f"La remarque sur « {choices[one].name} » est de nouveau à vérifier.",
        ):
            st.rerun()
