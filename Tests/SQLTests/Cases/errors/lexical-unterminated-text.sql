SELECT 1;
CREATE TABLE events (a int) WITH (
  connector = 'topic,
  topic = events
);
