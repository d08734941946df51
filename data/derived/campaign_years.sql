-- One row a school year that has a campaign, the first one first.
SELECT DISTINCT school_year FROM standing.campaign($as_of) ORDER BY school_year
