SELECT
		user_id,
		,
		date FROM events;
