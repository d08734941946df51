-- One row a campaign of a school year.
SELECT code FROM standing.campaign($as_of) WHERE school_year = $school_year ORDER BY code
