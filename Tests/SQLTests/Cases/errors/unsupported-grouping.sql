SELECT a, count(*) FROM t GROUP BY GROUPING SETS ((a), ());
SELECT a, count(*) FROM t GROUP BY ROLLUP (a, b);
SELECT a, count(*) FROM t GROUP BY CUBE (a);
SELECT a, grouping(a) FROM t GROUP BY a;
SELECT a FROM t GROUP BY DISTINCT a;
