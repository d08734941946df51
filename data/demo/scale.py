"""How large the demonstration is. A national one is another value of the same dataclass."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Scale:
    """Numbers of establishments and of the odd cases that screens must live with."""

    ecoles: int = 690
    colleges: int = 140
    segpas: int = 10
    lycees: int = 87
    ereas: int = 2
    opened_the_second_year: int = 3
    closed_the_second_year: int = 2
    renamed_the_second_year: int = 4
    without_sector: int = 14
    without_coordinates: int = 25
    without_pupils: int = 18
    priority_ecoles: int = 60
    priority_colleges: int = 14


DEPARTEMENT = Scale()
