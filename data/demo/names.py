"""Names of establishments that do not exist: things of the country, never a saint, a person or a place."""

from random import Random

_THINGS = (
    "Les Tilleuls", "Le Moulin", "La Clairière", "Les Marronniers", "Le Verger", "La Passerelle", "Les Hirondelles",
    "Le Gué", "La Roseraie", "Les Aulnes", "Le Pigeonnier", "La Coudraie", "Les Sternes", "Le Lavoir", "La Charmille",
    "Les Saules", "Le Sémaphore", "La Cale", "Les Cormorans", "Le Bocage", "La Frênaie", "Les Ajoncs", "Le Hallier",
    "La Boussole", "Les Bruyères", "Le Cadran", "La Pinède", "Les Genêts", "Le Colombier", "La Noria", "Les Avocettes",
    "Le Vallon", "La Girouette", "Les Peupliers", "Le Vannier", "La Gabare", "Les Libellules", "Le Ruisseau",
    "La Bergerie", "Les Iris",
)  # fmt: skip
_WHERE = (
    "du Levant", "des Brumes", "aux Oiseaux", "du Vieux Pont", "des Quatre Vents", "de la Lande", "du Bord de l'Eau",
    "des Hautes Terres", "de la Source", "du Grand Pré", "des Trois Chemins", "de l'Écluse", "du Ponant",
    "de la Dune", "des Longs Champs", "de l'Étang Clair", "du Petit Bois", "de la Marée", "des Deux Rives",
    "de la Colline", "du Marais Bleu", "de l'Aube", "des Grèves", "du Couchant",
)  # fmt: skip
_QUALITIES = ("Claire", "Haute", "Vive", "Douce", "Longue", "Fraîche", "Franche", "Ronde", "Vaste", "Pleine", "Sereine")
_WATERS = (
    "Fontaine", "Brise", "Onde", "Combe", "Saulaie", "Aurore", "Chênaie", "Rosée", "Houle", "Prairie", "Vigne", "Lumière",
    "Grève", "Passe",
)  # fmt: skip
_SIZES = ("Grand", "Haut", "Clair", "Franc", "Long", "Vert")
_HORIZONS = (
    "Large", "Rivage", "Cap", "Phare", "Rocher", "Sillon", "Détroit", "Vallon", "Bosquet", "Courant", "Ponton", "Mascaret",
    "Goéland", "Chenal", "Môle", "Belvédère",
)  # fmt: skip


class Names:
    """Each name is given once."""

    def __init__(self, rng: Random) -> None:
        self._ecoles = [f"{thing} {where}" for thing in _THINGS for where in _WHERE]
        self._colleges = [f"{quality}-{water}" for quality in _QUALITIES for water in _WATERS]
        self._lycees = [f"du {size} {horizon}" for size in _SIZES for horizon in _HORIZONS]
        for names in (self._ecoles, self._colleges, self._lycees):
            rng.shuffle(names)

    def ecole(self) -> str:
        """« Les Tilleuls du Levant »."""
        return self._ecoles.pop()

    def college(self) -> str:
        """« Claire-Fontaine »."""
        return self._colleges.pop()

    def lycee(self) -> str:
        """« du Grand Large »."""
        return self._lycees.pop()
