"""Que fait-on, avec qui, pour quand ?"""

import streamlit as st

st.title("Que fait-on, avec qui, pour quand ?")
