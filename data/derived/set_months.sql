-- What the view `told_usage` shows.
SET VARIABLE months = $months
