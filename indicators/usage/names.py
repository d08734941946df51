"""What the files call tools and services, in French words. A service is a part of a tool; any other name is a tool."""

# The services of the national audience measure (DNMA).
SERVICES = {
    "Stockage_Partage": "Stockage et partage",
    "Travail_Collaboratif": "Travail collaboratif",
    "Notes": "Notes",
    "Absences": "Absences",
    "Services_Vie_Scolaire": "Vie scolaire",
    "Gestion_Competences": "Gestion des compétences",
    "Gestion_Temps": "Gestion du temps",
    "Cahier_Textes": "Cahier de textes",
    "Courrier_Electronique": "Courrier électronique",
    "Actualites": "Actualités",
    "Reservation_Ressources": "Réservation de ressources",
    "Ressources_En_Ligne": "Ressources en ligne",
    "Documentation_CDI": "Documentation et CDI",
    "Orientation": "Orientation",
    "Parcours_Pedagogiques": "Parcours pédagogiques",
    "Services_Collectivites": "Services des collectivités",
    "Visioconference": "Visioconférence",
}
_MANY = {"Ecole": "écoles", "École": "écoles", "Collège": "collèges", "Lycée": "lycées", "EREA": "EREA"}


def service_name(code: str) -> str:
    """The service in French words; a name that is not known, as it was written."""
    return SERVICES.get(code, code)


def types_in_words(types: list[str] | tuple[str, ...]) -> str:
    """« collèges et lycées »."""
    names = [_MANY.get(type, type.lower()) for type in types]
    return " et ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names) or "aucun établissement"


def of(name: str) -> str:
    """« d'e-lyco », « de Pix »."""
    return f"d'{name}" if name[:1].lower() in "aeéèêiouyh" else f"de {name}"
