-- Adds one row: a campaign as described now.
INSERT INTO campaign (code, school_year, label, opens_on, closes_on, actor, recorded_at)
VALUES ($code, $school_year, $label, $opens_on, $closes_on, $actor, $at)
