-- One-minute count by user, more than 10: into a view and into files, exactly once.

CREATE TABLE events (user_id bigint NOT NULL, date timestamp)
WITH (connector = 'files', path = '${events}', format = 'json',
      event_time = 'date', watermark = '10 seconds');

CREATE MATERIALIZED VIEW busy_users WITH (emit = 'final') AS
SELECT window_start, user_id, count(*) AS n
FROM TUMBLE(events, date, INTERVAL '1 minute')
GROUP BY window_start, user_id
HAVING count(*) > 10;

CREATE TABLE answers (window_start timestamp, user_id bigint, n bigint)
WITH (connector = 'files', path = '${answers}', format = 'json');

INSERT INTO answers SELECT * FROM busy_users;
