"""Who is ahead, who lags, and where: groups against their target, crossed, through time and on a map."""
