"""Des retours d'expérience aux indicateurs, que manque-t-il ?"""

import streamlit as st

st.title("Des retours d'expérience aux indicateurs, que manque-t-il ?")
