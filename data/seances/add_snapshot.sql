-- Adds one row a frozen séance.
INSERT INTO snapshot (
    id, label, school_year, situation_on, as_of, comment, payload, sha256, actor, recorded_at, establishments
)
VALUES (
    $id, $label, $school_year, $situation_on, $as_of, $comment, $payload, $sha256, $actor, $recorded_at, $establishments
)
