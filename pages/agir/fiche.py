"""Que sait-on de cette fiche ?"""

import streamlit as st

st.title("Que sait-on de cette fiche ?")
