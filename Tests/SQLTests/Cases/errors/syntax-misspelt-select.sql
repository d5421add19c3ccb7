SELCT user_id FROM events;
