SELECT `user_id` FROM events;
