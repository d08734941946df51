"""Les listes du comité."""

import streamlit as st

st.title("Quels mots le comité emploie-t-il ?")
