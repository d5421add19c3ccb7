CREATE TABLE a (x int) WITH connector = 'topic';
