-- No row: nobody in particular.
CREATE OR REPLACE TEMP TABLE touched_establishment (uai VARCHAR)
