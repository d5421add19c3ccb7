CREATE TABLE t (a bigit, b sometype, c money, d char(3), e numeric(50, 2), f int[], g varchar(0))
  WITH (connector = 'topic', topic = 't', format = 'json');
