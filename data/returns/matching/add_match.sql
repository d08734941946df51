-- One row a decision about a header of the tables of one shape.
INSERT INTO header_match (shape, header, question, actor, recorded_at)
VALUES ($shape, $header, $question, $actor, $at)
