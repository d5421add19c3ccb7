CREATE TABLE t (address STRUCT<city text>, tags ARRAY<text>);
