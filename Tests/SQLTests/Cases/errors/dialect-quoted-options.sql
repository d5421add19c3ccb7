CREATE TABLE t (a int) WITH ('connector' = 'kafka', 'scan.startup.mode' = 'x');
