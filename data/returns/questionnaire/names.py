"""Names and places that the questionnaire and whoever reads it back agree on."""

HELP_SHEET, ANSWER_SHEET, LIST_SHEET, MARK_SHEET = "Mode d'emploi", "Réponses", "_listes", "_gouvernail"
PRODUCT = "Gouvernail"

# Layout « tableau »: rows above the first establishment.
CODE_ROW, SECTION_ROW, LABEL_ROW, FIRST_ROW = 3, 4, 5, 6
# (code read back, column of `expected_establishments`, header, width in characters)
IDENTITY = (
    ("uai", "uai", "UAI", 11),
    ("nom", "name", "Nom", 44),
    ("type", "type", "Type", 11),
    ("commune", "commune", "Commune", 22),
)

TO_CORRECT, TO_CORRECT_LABEL = "a_corriger", "À corriger"
"""The column that a correction workbook adds to the layout « tableau ». It is never read back."""
