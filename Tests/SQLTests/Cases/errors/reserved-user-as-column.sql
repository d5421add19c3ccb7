CREATE TABLE paid (user bigint, interactions bigint);
