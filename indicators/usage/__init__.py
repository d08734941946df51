"""Monthly use of the tools and services: measured, said in sentences, laid out in tables."""
