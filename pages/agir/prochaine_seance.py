"""Que faut-il décider à la prochaine séance ?"""

import streamlit as st

st.title("Que faut-il décider à la prochaine séance ?")
