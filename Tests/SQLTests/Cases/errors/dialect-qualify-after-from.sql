SELECT user_id FROM events QUALIFY a = 1;
