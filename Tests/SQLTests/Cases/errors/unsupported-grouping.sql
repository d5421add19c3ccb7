SELECT a FROM t GROUP BY DISTINCT a;
SELECT a FROM t GROUP BY a, CUBE (b, c, d, e), ROLLUP (f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u), CUBE (v, w);
SELECT a FROM t GROUP BY GROUPING SETS (a, (SELECT 1) OVER ());
