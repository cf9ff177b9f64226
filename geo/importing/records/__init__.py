"""Reading lists whose rows are no offers: indicators, bodies and agreements of areas."""

from geo.importing.records.kind import Question, ReadRecords, RecordKind, outcome

__all__ = ["Question", "ReadRecords", "RecordKind", "outcome"]
