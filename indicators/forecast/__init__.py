"""Will we get there? Months to come that look like months gone by: a median, an 80 % interval, a probability.

Pure: numbers and dates in, a Forecast out. The method and how well it holds: docs/decisions/0008-forecast.md.
"""

from indicators.forecast.adoption import forecast_adoption
from indicators.forecast.model import LEAST_MONTHS, FanPoint, Forecast
from indicators.forecast.rate import forecast_rate

__all__ = ["LEAST_MONTHS", "FanPoint", "Forecast", "forecast_adoption", "forecast_rate"]
