"""What may be published of a séance: a Data Package of its figures, without any establishment, name or free text."""

from indicators.exports.open_data.package import package_bytes
from indicators.exports.tables import parquet_bytes

__all__ = ["package_bytes", "parquet_bytes"]
