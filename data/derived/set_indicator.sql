-- The indicator that the view `span` shows.
SET VARIABLE indicator = $indicator
