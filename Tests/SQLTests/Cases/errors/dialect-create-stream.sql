CREATE STREAM pageviews (user_id bigint) WITH (kafka_topic = 'p');
CREATE OR REPLACE STREAM x AS SELECT 1;
