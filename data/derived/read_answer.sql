-- One row an answer that still counts, to a question of read_question: of the school year, or of an earlier one when
-- answers carry over; of the establishments of touched_establishment, or of all when $everybody.
CREATE OR REPLACE TEMP TABLE read_answer AS
SELECT
    read_question.indicator,
    answer.uai,
    answer.question,
    answer.value,
    answer.answered_on,
    answer.batch,
    answer.sheet,
    answer.cell,
    answer.recorded_at,
    CASE WHEN read_question.is_date THEN TRY_CAST(answer.value AS DATE) END AS day_told,
    read_question.is_effective
FROM standing.answer($as_of) AS answer
JOIN standing.campaign($as_of) AS campaign ON campaign.code = answer.campaign
JOIN read_question ON read_question.question = answer.question
WHERE (campaign.school_year = $school_year OR (read_question.carries_over AND campaign.school_year < $school_year))
    AND ($everybody OR answer.uai IN (SELECT uai FROM touched_establishment))
