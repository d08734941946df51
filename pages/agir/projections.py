"""De quoi a-t-on besoin, et par quoi y répondre ?"""

import streamlit as st

st.title("De quoi a-t-on besoin, et par quoi y répondre ?")
