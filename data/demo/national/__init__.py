"""The country, invented: what the screens are measured against. Facts are written in place, from no file."""

from data.demo.national.build import ESTABLISHMENTS, build_national

__all__ = ["ESTABLISHMENTS", "build_national"]
