"""Two campaigns a school year over seven years, each answered in three waves and brought up to date in a fourth."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from data.campaigns import sql as campaign_sql
from data.database import Actor, Database
from data.demo.national.making import Making, record_batch, take_chance
from data.demo.timeline import ZONE, Step, at
from data.files.tables import column_letter
from data.reference.calendar import school_year
from data.returns.questions import load_questions
from data.sql import SqlFolder

sql = SqlFolder(__file__)
_SECRETARY = Actor(name="secrétariat du comité")
_FIRST_YEAR, _LAST_YEAR = 2015, 2021
_LAST_DAY = date(2022, 3, 17)
_WAVES = 4
_IDENTITY = 4  # columns of the questionnaire before the first answer


@dataclass(frozen=True, kw_only=True)
class _Campaign:
    code: str
    label: str
    year: int
    opens_on: date
    closes_on: date

    def wave(self, number: int) -> tuple[date, date]:
        """The first and last day of one of its waves, all of the same length."""
        length = (min(self.closes_on, _LAST_DAY) - self.opens_on).days + 1
        first, after = (self.opens_on + timedelta(days=length * step // _WAVES) for step in (number - 1, number))
        return first, after - timedelta(days=1)


def campaign_steps(making: Making) -> list[Step]:
    """Each campaign as it opens, and each of its waves on the day after its last answer."""
    steps = []
    for campaign in _campaigns():
        steps.append(Step(at=at(campaign.opens_on, 8), do=partial(_open, making=making, campaign=campaign)))
        for number in range(1, _WAVES + 1):
            arrives_on = campaign.wave(number)[1] + timedelta(days=1)
            take_in = partial(_take_in, making=making, campaign=campaign, number=number)
            steps.append(Step(at=at(arrives_on, 10, number), do=take_in))
    return steps


def _campaigns() -> Iterator[_Campaign]:
    for year in range(_FIRST_YEAR, _LAST_YEAR + 1):
        code = f"{year}-{year + 1}"
        yield _Campaign(
            code=f"{code}-automne",
            label=f"Gouvernance du numérique, automne {year}",
            year=year,
            opens_on=date(year, 10, 4),
            closes_on=date(year, 12, 17),
        )
        yield _Campaign(
            code=f"{code}-printemps",
            label=f"Gouvernance du numérique, printemps {year + 1}",
            year=year,
            opens_on=date(year + 1, 1, 10),
            closes_on=date(year + 1, 6, 10),
        )


def _open(db: Database, *, making: Making, campaign: _Campaign) -> None:
    making.progress(f"Campagne {campaign.code}")
    with db.writing(_SECRETARY, "campaign", campaign.code) as write:
        year = school_year(f"{campaign.year}-{campaign.year + 1}")
        write.cursor.execute(
            campaign_sql("add_school_year"),
            {"code": year.code, "starts_on": year.starts_on, "ends_on": year.ends_on, "zone": ZONE}
            | {"actor": _SECRETARY.name, "at": write.at},
        )
        write.cursor.execute(
            campaign_sql("add_campaign"),
            {"code": campaign.code, "school_year": year.code, "label": campaign.label}
            | {"opens_on": campaign.opens_on, "closes_on": campaign.closes_on}
            | {"actor": _SECRETARY.name, "at": write.at},
        )
        write.cursor.execute(
            sql("add_expected"), {"campaign": campaign.code, "directory": making.directory, "recorded_at": write.at}
        )
        write.detail.update(expected=making.establishments)


def _take_in(db: Database, *, making: Making, campaign: _Campaign, number: int) -> None:
    named = f"retours {campaign.code}, vague {number}"
    first, last = campaign.wave(number)
    questions = [question.code for question in load_questions(db.settings.catalogue) if not question.private]
    with db.writing(_SECRETARY, "import", named) as write:
        batch = write.new_id()
        take_chance(write)
        write.cursor.execute(
            sql("replies"),
            {"seed": making.seed, "directory": making.directory, "campaign": campaign.code, "year": campaign.year}
            | {"wave": number, "from_day": first, "to_day": last},
        )
        answers = write.cursor.execute(
            sql("add_answers"),
            {
                "batch": str(batch),
                "campaign": campaign.code,
                "questions": questions,
                "letters": [column_letter(_IDENTITY + place) for place in range(1, len(questions) + 1)],
                "recorded_at": write.at,
            },
        ).fetchone()
        replies = write.cursor.execute(sql("count_replies")).fetchone()
        count = replies[0] if replies else 0
        record_batch(write, batch, kind="returns", named=named, count=count, accepted=count, campaign=campaign.code)
        write.detail.update(batches=[str(batch)], rows=count, accepted=count, answers=answers[0] if answers else 0)
