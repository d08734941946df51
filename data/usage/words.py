"""What the words of a header or of a cell name: a field, a measure, a profile, a service."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from data.register.headers import normal
from data.returns.values import clean, fold

MEASURES = ("potential", "activated", "unique_users", "visits")
LABELS = {
    "potential": "comptes potentiels",
    "activated": "comptes activés",
    "unique_users": "utilisateurs uniques",
    "visits": "visites",
}
ALL_PROFILES = "tous"
"""The profile of a fact about everybody together. Never beside profiles of the same month: they would count twice."""
# Spelled so by us, whatever the file's case and accents. Others are kept as they are written.
SERVICES = (
    *("e-lyco", "e-primo", "Stockage_Partage", "Travail_Collaboratif", "Notes", "Absences", "Services_Vie_Scolaire"),
    *("Gestion_Competences", "Gestion_Temps", "Cahier_Textes", "Courrier_Electronique", "Actualites"),
    *("Reservation_Ressources", "Ressources_En_Ligne", "Documentation_CDI", "Orientation", "Parcours_Pedagogiques"),
    *("Services_Collectivites", "Visioconference"),
)

_FIELDS = {
    "month": (
        *("mois", "date", "période", "mois année", "année mois", "date mois", "mois relevé", "date relevé"),
        *("début mois", "date début", "mois référence", "month", "mois statistique", "mois observation"),
    ),
    "week": (
        "debutsemaine",
        "semaine",
        "début semaine",
        "numéro semaine",
        "date semaine",
        "date début semaine",
        "week",
    ),
    "day": ("jour", "date jour", "journée"),
    "year": ("année", "an", "year", "année civile"),
    "service": (
        *(
            "service",
            "outil",
            "ent",
            "nom service",
            "nom outil",
            "application",
            "plateforme",
            "nom ent",
            "outil service",
        ),
        *("service ent", "solution", "ressource", "type service", "libellé service", "code service"),
    ),
    "profile": (
        *("profil", "profil utilisateur", "type profil", "type utilisateur", "profil national", "nom profil"),
        *("catégorie utilisateur", "libellé profil", "code profil", "public", "population"),
    ),
    "potential": (
        *("compte potentiel", "potentiel", "compte", "utilisateur potentiel", "population potentielle", "potential"),
        *("compte créé", "compte provisionné", "compte total", "potentiel compte"),
    ),
    "activated": ("compte activé", "activé", "utilisateur activé", "activated", "compte ayant été activé"),
    "unique_users": (
        *("utilisateur unique", "visiteur unique", "utilisateur actif", "utilisateur distinct", "visiteur distinct"),
        *("utilisateur", "visiteur", "unique", "utilisateur connecté", "unique user", "personne connectée"),
    ),
    "visits": ("visite", "session", "connexion", "visit"),
}
_PROFILES = {
    "élèves": ("élève", "étudiant", "apprenant"),
    "enseignants": ("enseignant", "professeur", "prof"),
    "parents": ("parent", "parent élève", "responsable", "responsable légal", "responsable élève", "famille"),
    "personnels": ("personnel", "personnel non enseignant", "personnel administratif vie scolaire technique"),
    "collectivités": ("collectivité", "personnel collectivité", "agent collectivité"),
    "autres": ("autre", "autre profil", "autre utilisateur"),
    ALL_PROFILES: ("tous", "tous profils", "tous profils confondus", "total", "ensemble", "tous utilisateurs", "all"),
}
KNOWN_PROFILES = tuple(_PROFILES)
_IDLE = frozenset("de du des le la les l d n un une et ou a au aux par en nb nbre nbr nombre dans".split())
# « Visites du mois » are visits; alone, « mois » names the month.
_MONTHLY = frozenset({"moi", "mensuel", "mensuelle"})
_NO_COUNT = (
    *("taux", "part", "pourcentage", "pct", "proportion", "ratio", "moyenne", "moyen", "cumul", "cumulé", "cumulée"),
)
_OF_USERS = ("utilis", "visiteur", "usage", "unique", "connecte")

Words = frozenset[str]


def _words(text: str) -> Words:
    """The telling words, without the mark of the plural."""
    return frozenset(
        word[:-1] if len(word) > 2 and word[-1] in "sx" else word for word in fold(text).split() if word not in _IDLE
    )


def _by_words(named: Mapping[str, Iterable[str]]) -> dict[Words, str]:
    return {_words(text): name for name, texts in named.items() for text in texts}


_FIELD_OF, _PROFILE_OF = _by_words(_FIELDS), _by_words(_PROFILES)
_NO_COUNT_WORDS = _words(" ".join(_NO_COUNT))
_EVERYBODY = _words("tous toutes tout total totaux ensemble global globale")
_MEASURE_WORDS = sorted(
    ((words, name) for words, name in _FIELD_OF.items() if name in MEASURES), key=lambda pair: -len(pair[0])
)


class UsageWords:
    """What a header says: a field, « visits », or a measure of one profile, « visits élèves »; '' for neither."""

    def code_of(self, text: str) -> str:
        """The field that the text names."""
        return _code_of(text)

    def alike(self, _text: str) -> list[tuple[float, str]]:
        """Nothing: a header of usage is recognised, or listed as not read."""
        return []


def is_no_count(header: str) -> bool:
    """Whether a header announces a share, an average or a running total: no count of one month."""
    return "%" in header or bool(_words(header) & _NO_COUNT_WORDS)


def is_of_users(header: str) -> bool:
    """Whether a header speaks of the people who used something, whatever it counts of them."""
    return any(word.startswith(_OF_USERS) for word in _words(header))


@lru_cache(maxsize=5_000)
def _code_of(text: str) -> str:
    if is_no_count(text):
        return ""
    words = _words(text[:200])
    for told in (words, words - _MONTHLY):
        if field := _FIELD_OF.get(told):
            return field
        for measure_words, measure in _MEASURE_WORDS:
            profile = _PROFILE_OF.get(told - measure_words) if measure_words <= told else None
            if profile:
                return f"{measure} {profile}"
    return ""


def profile_of(text: str) -> str:
    """A profile in its usual spelling, « tous » for a total of any name; one that is not known, as written."""
    words = _words(text)
    if words & _EVERYBODY:
        return _PROFILE_OF.get(words - _EVERYBODY, ALL_PROFILES)
    return _PROFILE_OF.get(words, text)


class Services:
    """Services already known, whatever their case, accents and punctuation: « E-Lyco » is « e-lyco »."""

    def __init__(self, known: Iterable[str]) -> None:
        self._spelling: dict[str, str] = {}
        for service in (*SERVICES, *known):
            self._spelling.setdefault(normal(service), service)

    def spelled(self, text: str) -> str:
        """The spelling that is known, else this one, which is known from then on."""
        told = clean(text)
        return self._spelling.setdefault(normal(told), told)

    def named_by(self, file_name: str) -> str:
        """The service whose name stands in that of a file, the longest one; '' for none."""
        words = re.sub(r"[^a-z0-9]+", " ", fold(file_name))
        found = [name for name in self._spelling.values() if re.search(rf"\b{re.escape(fold(name))}\b", words)]
        return max(found, key=len, default="") or self._run_together(words)

    def _run_together(self, words: str) -> str:
        return next((name for key, name in self._spelling.items() if len(key) > 4 and key in words.split()), "")
