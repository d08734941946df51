"""Que rapportent ceux qui vivent le numérique à l'école ?"""

import streamlit as st

st.title("Que rapportent ceux qui vivent le numérique à l'école ?")
