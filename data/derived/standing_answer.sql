-- One row an state_event day, establishment and question of the indicator at hand: what its rule reads.
CREATE OR REPLACE TEMP VIEW standing_answer AS
SELECT day, uai, question, value, answered_on, batch, sheet, cell
FROM stood_answer
WHERE indicator = getvariable('indicator')
