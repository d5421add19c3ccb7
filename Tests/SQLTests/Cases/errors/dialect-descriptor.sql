SELECT count(*) FROM TUMBLE(events, DESCRIPTOR(date), INTERVAL '1 minute') GROUP BY window_start;
