-- Adds one row a judgement.
INSERT INTO judgement (snapshot, indicator, text, actor, recorded_at)
VALUES ($snapshot, $indicator, $text, $actor, $at)
