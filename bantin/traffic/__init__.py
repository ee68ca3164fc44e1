"""Count views from web servers' access logs. Data about readers is only in memory."""
