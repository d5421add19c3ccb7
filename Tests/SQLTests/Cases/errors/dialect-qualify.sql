SELECT user_id FROM events WHERE a > 1 QUALIFY row_number() OVER (PARTITION BY user_id) = 1;
