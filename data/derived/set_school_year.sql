-- The school year that the view `span` shows.
SET VARIABLE school_year = $school_year
